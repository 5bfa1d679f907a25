/**
 * Make the memory snapshot from which every interpreter starts; run by build/make_dist.py, under Node:
 *
 *     node build/make-snapshot.js OUT WHEEL…
 *
 * The file is sparse (contract/snapshot-format.js). It holds Pyodide after its boot, with the modules
 * of the wheels imported. No visitor's code is near.
 */

import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { toSparse } from "../contract/snapshot-format.js";

const [out, ...wheels] = process.argv.slice(2);
if (out === undefined) throw new Error("where to?");

// Whether the browser can suspend WebAssembly (JSPI) is found out at the boot and lies in the
// snapshot. Node needs a flag for it, so this stands in: nothing in the boot suspends. Where a
// browser can't, Pyodide finds that out again before each call that would.
Object.assign(WebAssembly, {
  Suspending: function Suspending(/** @type {unknown} */ f) {
    return f;
  },
  promising:
    (/** @type {Function} */ f) =>
    async (/** @type {unknown[]} */ ...args) =>
      f(...args),
});

/** The memory as the WebAssembly makes it, before anything has run. @type {Uint8Array | undefined} */
let instantiated;
const instantiate = /** @type {any} */ (WebAssembly.instantiate);
WebAssembly.instantiate = async (/** @type {any[]} */ ...args) => {
  const result = await instantiate(...args);
  const memory = (result.instance ?? result).exports.memory;
  if (memory) instantiated ??= new Uint8Array(memory.buffer).slice();
  return result;
};
const { loadPyodide } = await import("pyodide");

const pyodide = await loadPyodide({ _makeSnapshot: true });
for (const wheel of wheels) {
  // Where worker/python.js puts it again: the files are not in the snapshot.
  const place = `/lib/${basename(wheel)}`;
  pyodide.FS.writeFile(place, new Uint8Array(await readFile(wheel)));
  pyodide.pyimport("sys").path.append(place);
}
// Nothing of this may stay in `__main__`: it is the visitors'.
pyodide.runPython(
  `import gc, pyodide.code, playground_host.snapshot
playground_host.snapshot.warm()
gc.collect()`,
  { globals: pyodide.toPy({}) },
);
wipeFreeMemory(/** @type {any} */ (pyodide)._module);

if (!instantiated) throw new Error("nobody instantiated the WebAssembly");
const sparse = toSparse(pyodide.makeMemorySnapshot(), instantiated);
await writeFile(out, sparse);

/**
 * Fill with zeros what nobody uses: free memory, and the stack below its pointer. It holds what was
 * there before, and would be packed with the rest. All free memory is taken once, large pieces
 * first, without letting the memory grow.
 * @param {any} module  Emscripten's
 */
function wipeFreeMemory(module) {
  const { _malloc, _free, HEAPU8 } = module;
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError("no more memory");
  };
  const taken = [];
  for (let size = 2 ** 22; size >= 4; size /= 2) {
    for (let place = _malloc(size); place !== 0; place = _malloc(size)) {
      HEAPU8.fill(0, place, place + size);
      taken.push(place);
    }
  }
  taken.forEach(_free);
  WebAssembly.Memory.prototype.grow = grow;
  HEAPU8.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current());
}
