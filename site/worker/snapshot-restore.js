/**
 * Restores a snapshot of Python's memory, and adapts it to this browser.
 */

import built from "built-snapshot-head";
import { fill, readHead } from "../contract/snapshot-format.js";

/** The head of the snapshot of this version. Pyodide can begin with it, before the snapshot is there. */
export const head = readHead(built.buffer);

/**
 * Restore the memory of a module in which nothing has run yet.
 *
 * Each boot decides how Python calls C functions: with a helper in WebAssembly's function table, or
 * without one if the browser can't have it (WebKitGTK, iOS). The memory has a pointer to the
 * helper, so this browser's pointer replaces that of the machine that made the snapshot.
 * @param {Promise<import("../contract/protocol.js").Snapshot>} snapshot
 * @param {any} module  Emscripten's
 * @param {Uint8Array} base  the memory's beginning when the module was instantiated
 * @throws {Error} if the snapshot did not come, is not complete, or of another module or version
 */
export async function restoreMemory(snapshot, module, base) {
  const file = await snapshot;
  if (!file) throw new Error("no snapshot");
  const bytes = new Uint8Array(file instanceof Blob ? await file.arrayBuffer() : file);
  const { HEAP32, HEAPU8, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module;
  const pointer = (__PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2]) >> 2;
  const trampoline = HEAP32[pointer];
  fill(HEAPU8, module._sbrk(0), head, bytes, base);
  HEAP32[pointer] = trampoline;
}
