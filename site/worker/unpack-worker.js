/**
 * Fetches the snapshot and unpacks it. The file has 11 MB, and unpacking it would block the page's
 * thread.
 *
 * The page posts the file's URL. The worker posts the number of bytes so far, again and again, and
 * at the end a Blob, or null if it could not be fetched.
 */

import { checkWhole, readHead } from "../contract/snapshot-format.js";
import { UNPACKED } from "../contract/unpacked.js";
import { unpacking } from "./unpack.js";

/** @typedef {import("../contract/tasks.js").UnpackMessage} UnpackMessage */

const post = (/** @type {UnpackMessage} */ message) => self.postMessage(message);

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @throws {Error} if the file can't be fetched, or is damaged
 */
async function unpack(url, init) {
  const response = await fetch(url, init);
  if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
  const counter = new TransformStream({
    transform(/** @type {Uint8Array<ArrayBuffer>} */ chunk, controller) {
      post({ bytes: chunk.byteLength });
      controller.enqueue(chunk);
    },
  });
  const body = response.body.pipeThrough(counter);
  const unpacked = response.headers.has(UNPACKED) ? body : body.pipeThrough(unpacking());
  const file = await new Response(unpacked).arrayBuffer();
  checkWhole(readHead(file), new Uint8Array(file));
  return new Blob([file]);
}

self.addEventListener("message", async (/** @type {MessageEvent<string>} */ { data: url }) => {
  const again = () => unpack(url, { cache: "reload" }).catch(() => null);
  post({ blob: await unpack(url).catch(again) });
});
