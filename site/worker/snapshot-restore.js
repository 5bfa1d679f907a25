/**
 * Restores a snapshot of Python's memory, and adapts it to this browser.
 */

import { fill, HEAD_LIMIT, readHead } from "../contract/snapshot-format.js";

/** @typedef {{head: import("../contract/snapshot-format.js").Head, file: Promise<Uint8Array>}} Snapshot */

/**
 * Begin to read a snapshot; its head says how much memory it needs.
 * @param {Blob | ArrayBuffer} file
 * @returns {Promise<Snapshot>}
 * @throws {Error} if it is not a snapshot
 */
export async function readSnapshot(file) {
  const all = bytesOf(file);
  // `restoreMemory` awaits it, and gets the error there.
  all.catch(() => {});
  const head = readHead(await bytesOf(file.slice(0, HEAD_LIMIT)));
  return { head, file: all.then((bytes) => new Uint8Array(bytes)) };
}

/** @param {Blob | ArrayBuffer} part */
const bytesOf = async (part) => (part instanceof Blob ? part.arrayBuffer() : part);

/**
 * Restore the memory of a module in which nothing has run yet.
 *
 * Each boot decides how Python calls C functions: with a helper in WebAssembly's function table, or
 * without one if the browser can't have it (WebKitGTK, iOS). The memory has a pointer to the
 * helper, so this browser's pointer replaces that of the machine that made the snapshot.
 * @param {Snapshot} snapshot
 * @param {any} module  Emscripten's
 * @param {Uint8Array} base  the memory's beginning when the module was instantiated
 * @throws {Error} if the snapshot is not complete, or of another module
 */
export async function restoreMemory({ head, file }, module, base) {
  const bytes = await file;
  const { HEAP32, HEAPU8, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module;
  const pointer = (__PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2]) >> 2;
  const trampoline = HEAP32[pointer];
  fill(HEAPU8, module._sbrk(0), head, bytes, base);
  HEAP32[pointer] = trampoline;
}
