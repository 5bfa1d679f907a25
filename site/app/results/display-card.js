/**
 * A displayed thing in one of its plain forms: an image, HTML in a frame that may do nothing, text.
 */

import { element } from "../element.js";
import { tableCard } from "./table-card.js";

/** @typedef {import("../../shared/protocol.js").MimeBundle} MimeBundle */

const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The richest type of the bundle that can be shown safely.
 * @param {MimeBundle} bundle
 * @param {import("../words/words.js").Words} words
 */
export function displayCard(bundle, words) {
  const table = tableCard(bundle, words.table);
  if (table) return table;
  const svg = bundle["image/svg+xml"];
  if (svg !== undefined) return imageCard(new Blob([svg], { type: "image/svg+xml" }), words.image);
  for (const type of ["image/png", "image/jpeg"]) {
    const coded = bundle[type];
    if (coded !== undefined) return imageCard(bytesOf(coded, type), words.image);
  }
  const html = bundle["text/html"];
  if (html !== undefined) return htmlCard(html, words.html);
  return element(
    "pre",
    { className: "card value", "aria-label": words.value },
    bundle["text/plain"] ?? "",
  );
}

/** @param {string} coded base64 @param {string} type */
function bytesOf(coded, type) {
  try {
    return new Blob([Uint8Array.from(atob(coded), (c) => c.charCodeAt(0))], { type });
  } catch {
    return new Blob([], { type });
  }
}

/** @param {Blob} blob @param {string} alt */
function imageCard(blob, alt) {
  const image = element("img", { alt, src: URL.createObjectURL(blob) });
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return element("div", { className: "card image" }, image);
}

/** @param {string} html @param {string} title */
function htmlCard(html, title) {
  // Stricter than the page's own policy: a frame has nothing to fetch, from here or elsewhere.
  const policy = element("meta", { httpEquiv: "Content-Security-Policy", content: FRAME_POLICY });
  const frame = element("iframe", { title, srcdoc: policy.outerHTML + html });
  frame.setAttribute("sandbox", "");
  return element("div", { className: "card html" }, frame);
}
