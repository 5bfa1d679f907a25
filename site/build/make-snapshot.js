/**
 * Make the memory snapshot from which every interpreter starts; run by build/make_dist.py, under Node:
 *
 *     node build/make-snapshot.js OUT WHEEL…
 *
 * The file is sparse (contract/snapshot-format.js) and packed by gzip. It holds Pyodide after its boot,
 * with the modules of the wheels imported. No visitor's code is near.
 */

import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
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
await writeFile(out, await promisify(gzip)(toSparse(pyodide.makeMemorySnapshot()), { level: 9 }));
