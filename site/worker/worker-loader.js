/**
 * The first lines of an interpreter's worker, small enough for a `data:` URL: such a worker has no
 * origin. A URL of a megabyte takes a browser longer to hand on than Python to start, so the code
 * itself comes after, as a Blob; what the page posts meanwhile is kept for it.
 */

/** @typedef {import("../contract/protocol.js").ToWorker} ToWorker */

/** What came before the code: it takes them from the global, where no program finds them later. @type {ToWorker[]} */
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
      // The page hears of what nobody catches here.
      setTimeout(() => {
        throw error;
      });
    });
  },
  { once: true },
);
