/**
 * A snapshot of Python's memory, put in place and made to fit the browser that restores it.
 */

import { fill, HEAD_LIMIT, readHead } from "../contract/snapshot-format.js";

/** @typedef {{head: import("../contract/snapshot-format.js").Head, file: Promise<Uint8Array>}} Snapshot */

/**
 * Begin to read a snapshot; what comes first says how much memory it wants.
 * @param {Blob | ArrayBuffer} file
 * @returns {Promise<Snapshot>}
 * @throws {Error} when it is none
 */
export async function readSnapshot(file) {
  const all = bytesOf(file);
  // Whoever restores it waits for it, and hears of a failure there.
  all.catch(() => {});
  const head = readHead(await bytesOf(file.slice(0, HEAD_LIMIT)));
  return { head, file: all.then((bytes) => new Uint8Array(bytes)) };
}

/** @param {Blob | ArrayBuffer} part */
const bytesOf = async (part) => (part instanceof Blob ? part.arrayBuffer() : part);

/**
 * Restore the memory of a module in which nothing has run yet.
 *
 * How Python calls C functions is found out at each boot: by a helper in WebAssembly's function
 * table, or, where the browser can't have it (WebKitGTK, iOS), without. A pointer to it lies in the
 * memory, so this browser's own stays in place of that of the machine that made the snapshot.
 * @param {Snapshot} snapshot
 * @param {any} module  Emscripten's
 * @throws {Error} when the snapshot is not whole
 */
export async function restoreMemory({ head, file }, module) {
  const bytes = await file;
  const { HEAP32, HEAPU8, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module;
  const pointer = (__PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2]) >> 2;
  const trampoline = HEAP32[pointer];
  fill(HEAPU8, module._sbrk(0), head, bytes);
  HEAP32[pointer] = trampoline;
}
