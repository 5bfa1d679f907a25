/**
 * Fetches and unpacks one file. Python's memory has 11 MB, and unpacking it would block the page's
 * thread.
 *
 * The page posts the file. The worker posts the number of bytes so far, again and again, and at the
 * end the content, or why it could not be fetched.
 */

import { fetchUnpacked } from "../contract/unpack.js";

/** @typedef {import("../contract/tasks.js").UnpackRequest} UnpackRequest */
/** @typedef {import("../contract/tasks.js").UnpackMessage} UnpackMessage */

const post = (/** @type {UnpackMessage} */ message) => self.postMessage(message);

self.addEventListener("message", async (/** @type {MessageEvent<UnpackRequest>} */ { data }) => {
  try {
    post({ unpacked: await fetchUnpacked(data.file, data.kind, (bytes) => post({ bytes })) });
  } catch (error) {
    post({ error: error instanceof Error ? error.message : String(error) });
  }
});
