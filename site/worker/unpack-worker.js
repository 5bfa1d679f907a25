/**
 * Fetches a file that is packed by gzip and unpacks it. The file has 30 MB, and its many pieces would
 * block the page's thread.
 *
 * Gets the file's URL; says how many bytes have come, as often as some do, and in the end gives a
 * Blob, or nothing if there is none.
 */

/** @typedef {import("../contract/tasks.js").UnpackMessage} UnpackMessage */

const post = (/** @type {UnpackMessage} */ message) => self.postMessage(message);

/** @param {string} url */
async function unpack(url) {
  const response = await fetch(url);
  if (!response.ok || !response.body) return null;
  const counter = new TransformStream({
    transform(/** @type {Uint8Array<ArrayBuffer>} */ chunk, controller) {
      post({ bytes: chunk.byteLength });
      controller.enqueue(chunk);
    },
  });
  const unpacked = response.body.pipeThrough(counter).pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).blob();
}

self.addEventListener("message", async (/** @type {MessageEvent<string>} */ { data: url }) => {
  post({ blob: await unpack(url).catch(() => null) });
});

// Its types are the page's too.
export {};
