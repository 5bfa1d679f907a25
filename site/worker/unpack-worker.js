/**
 * Fetches a gzipped file and unpacks it. The file has 30 MB, and its many pieces would block the
 * page's thread.
 *
 * The page posts the file's URL. The worker posts the number of bytes so far, again and again, and
 * at the end a Blob, or null if it could not be fetched.
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

// A module, so that its names stay its own.
export {};
