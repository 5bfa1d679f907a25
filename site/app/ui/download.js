/**
 * Downloads files.
 */

import { element } from "./element.js";

/** @param {string} name @param {Blob} blob */
export function download(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // By then the browser has begun the download; without this its bytes are never freed.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} title */
export const fileName = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "graph";
