/**
 * Unpacks files while they arrive: they are packed by Zstandard, which browsers can't unpack yet.
 */

import { Decompress } from "fzstd";
import { isAsBuilt, UNPACKED } from "./built-file.js";

/** @typedef {import("./built-file.js").PackedFile} PackedFile */

/**
 * A stream that unpacks what is written to it; it fails if that is not whole.
 * @returns {TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>}
 */
export function unpacking() {
  /** @type {Decompress} */
  let unpacker;
  return new TransformStream({
    start(controller) {
      unpacker = new Decompress((chunk) => {
        controller.enqueue(/** @type {Uint8Array<ArrayBuffer>} */ (chunk));
      });
    },
    transform(chunk) {
      unpacker.push(chunk);
    },
    flush() {
      unpacker.push(new Uint8Array(), true);
    },
  });
}

/**
 * Fetch a packed file. If a cache, a proxy or a host has damaged it, it is fetched again without
 * caches.
 * @param {PackedFile} file
 * @param {"blob" | "module"} kind  a module is compiled while it arrives
 * @param {(bytes: number) => void} count  of the packed file, as they arrive
 * @returns {Promise<Blob | WebAssembly.Module>}
 * @throws {Error} if it is not the file that was built
 */
export async function fetchUnpacked(file, kind, count) {
  const read = kind === "module" ? compile : readBlob;
  const bring = async (/** @type {RequestInit} */ init) =>
    read(file, await request(file, count, init));
  return bring({}).catch(() => bring({ cache: "reload" }));
}

/**
 * @param {PackedFile} file
 * @param {(bytes: number) => void} count
 * @param {RequestInit} init
 */
async function request({ path }, count, init) {
  const response = await fetch(path, { priority: "low", ...init });
  if (!response.ok || !response.body) throw new Error(`${path}: ${response.status}`);
  const counter = new TransformStream({
    transform(/** @type {Uint8Array<ArrayBuffer>} */ chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  const body = response.body.pipeThrough(counter);
  return response.headers.has(UNPACKED) ? body : body.pipeThrough(unpacking());
}

/** @param {PackedFile} file @param {ReadableStream} stream */
async function readBlob(file, stream) {
  return new Blob([await checked(file, stream)]);
}

/** @param {PackedFile} file @param {ReadableStream} stream */
async function compile(file, stream) {
  const [first, second] = stream.tee();
  const headers = { "content-type": "application/wasm" };
  const [module] = await Promise.all([
    WebAssembly.compileStreaming(new Response(first, { headers })),
    checked(file, second),
  ]);
  return module;
}

/** @param {PackedFile} file @param {ReadableStream} stream */
async function checked({ path, unpacked }, stream) {
  const content = await new Response(stream).arrayBuffer();
  if (await isAsBuilt(content, unpacked)) return content;
  throw new Error(`${path}: not the file that was built`);
}
