/**
 * A snapshot of Python's memory, made to fit the browser that restores it.
 */

/**
 * How Python calls C functions is found out at each boot: by a helper in WebAssembly's function
 * table, or, where the browser can't have it (WebKitGTK, iOS), without. A pointer to it lies in the
 * memory, so the one of the machine that made the snapshot is replaced by this browser's own.
 *
 * The first words of a snapshot are its mark and the place where the memory begins.
 * @param {Uint8Array} snapshot
 * @param {any} module  Emscripten's, when it runs and nothing is restored yet
 */
export function fitMemory(snapshot, module) {
  const { HEAP32, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module;
  const pointer = __PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2];
  const words = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  const start = words.getUint32(4, true);
  words.setInt32(start + pointer, HEAP32[pointer >> 2], true);
}
