/**
 * The first lines of an interpreter's worker, small enough for a `data:` URL: such a worker has an
 * opaque origin. With all the code, the URL would have a megabyte, and a browser needs longer for
 * that than Python needs to start. So the code follows as a Blob; messages that arrive before it
 * are kept.
 */

/** @typedef {import("../contract/protocol.js").ToWorker} ToWorker */

/** Messages that arrived before the code; the code takes them from the global and removes them. @type {ToWorker[]} */
const early = [];
Object.assign(self, { early });
const keep = (/** @type {MessageEvent} */ { data }) => early.push(data);

/** @param {Blob} code */
async function goOn(code) {
  const url = URL.createObjectURL(code);
  await import(url);
  URL.revokeObjectURL(url);
  self.removeEventListener("message", keep);
}

self.addEventListener(
  "message",
  (/** @type {MessageEvent} */ { data }) => {
    self.addEventListener("message", keep);
    goOn(data.code).catch((error) => {
      // An uncaught error reaches the page.
      setTimeout(() => {
        throw error;
      });
    });
  },
  { once: true },
);
