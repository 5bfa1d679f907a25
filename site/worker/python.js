/**
 * Python in this worker: starts Pyodide from the parts that the page posted, and runs programs
 * through the `playground_host` package. Knows nothing of messages.
 */

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";

/** @typedef {import("../shared/protocol.js").PythonParts} PythonParts */
/** @typedef {import("../shared/protocol.js").Files} Files */

/**
 * Where a program's output goes; `playground_host.runner.Sink` is the Python side of it.
 * @typedef {object} Sink
 * @property {(stream: import("../shared/protocol.js").StreamName, text: string) => void} text
 * @property {(bundle: string) => void} display  a MIME bundle as JSON
 * @property {(what: "text" | "writes" | "displays", limit: number) => void} cut
 * @property {(traceback: string, file: string, line: number) => void} error
 */

/**
 * @typedef {object} Python
 * @property {(files: Files, onLoading: (packages: string) => void) => Promise<string[]>} loadImports
 *   fetches what the files import from Pyodide's distribution; gives the packages that did not come
 * @property {(files: Files, sink: Sink) => Promise<{outcome: "finished" | "error" | "exited", message: string}>} run
 */

// Pyodide asks for its files by URL. This name resolves nowhere (RFC 2606): the posted parts answer.
const PARTS_URL = "http://pyodide.invalid/";

// Python raises MemoryError when its heap may not grow, long before the browser ends the tab.
const HEAP_LIMIT_BYTES = 1024 ** 3;

const RAW_WRITES_LIMIT = 2_000;

/**
 * Answer Pyodide's requests for its own files from the posted parts.
 * @param {PythonParts} parts
 */
function serveParts({ wasm, stdlib, wheels }) {
  /** @type {Record<string, ArrayBuffer>} */
  const served = { "python_stdlib.zip": stdlib, ...wheels };
  const fetchFromNetwork = self.fetch.bind(self);
  const wasmResponse = new Response();

  self.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(PARTS_URL)) return fetchFromNetwork(input, init);
    const name = url.slice(PARTS_URL.length);
    if (name === "pyodide.asm.wasm") return wasmResponse;
    return Object.hasOwn(served, name)
      ? new Response(served[name])
      : new Response(null, { status: 404 });
  };

  const instantiateStreaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const response = await source;
    if (response !== wasmResponse) return instantiateStreaming(response, imports);
    return { module: wasm, instance: await WebAssembly.instantiate(wasm, imports) };
  };
}

function limitHeap() {
  const grow = WebAssembly.Memory.prototype.grow;
  /** @this {WebAssembly.Memory} @param {number} pages */
  WebAssembly.Memory.prototype.grow = function growWithinLimit(pages) {
    if (this.buffer.byteLength + pages * 65536 > HEAP_LIMIT_BYTES) {
      throw new RangeError("the limit of Python's heap is reached");
    }
    return grow.call(this, pages);
  };
}

/**
 * Send on what is written to the file descriptors themselves, below `sys.stdout`, within limits:
 * text that comes through `sys.stdout` is bounded by the runner, this here is not.
 * @param {import("pyodide").PyodideAPI} pyodide
 * @param {Sink} sink
 */
function writeToSink(pyodide, sink) {
  let left = RAW_WRITES_LIMIT;
  /** @param {import("../shared/protocol.js").StreamName} stream */
  const writerOf = (stream) => {
    const decoder = new TextDecoder();
    return {
      /** @param {Uint8Array} bytes */
      write(bytes) {
        left -= 1;
        if (left >= 0) sink.text(stream, decoder.decode(bytes, { stream: true }));
        if (left === -1) sink.cut("writes", RAW_WRITES_LIMIT);
        return bytes.length;
      },
    };
  };
  pyodide.setStdout(writerOf("stdout"));
  pyodide.setStderr(writerOf("stderr"));
}

/**
 * Start an interpreter that no one has used.
 * @param {PythonParts} parts
 * @returns {Promise<Python>}
 * @throws {Error} when Pyodide does not start
 */
export async function bootPython(parts) {
  serveParts(parts);
  limitHeap();
  /** @type {import("pyodide").Lockfile} */
  const lock = JSON.parse(parts.lock);
  const pyodide = await loadPyodide({
    indexURL: PARTS_URL,
    createPyodideModule,
    lockFileContents: lock,
    stdLibURL: `${PARTS_URL}python_stdlib.zip`,
  });
  await pyodide.loadPackage(["micrograd", "playground-host"], { messageCallback: () => {} });
  const runner = pyodide.pyimport("playground_host.runner");
  const findImports = pyodide.pyimport("pyodide.code.find_imports");

  // A broken interpreter (native stack overflow, os._exit) settles no promise of its own. This
  // hook, which Pyodide's types leave out, is how it tells.
  const broken = new Promise((_, reject) => {
    /** @type {any} */ (pyodide)._api.on_fatal = reject;
  });
  broken.catch(() => {});

  /** @param {string} source @returns {string[]} */
  function importsOf(source) {
    try {
      return findImports(source).toJs();
    } catch {
      // Text that Python can't even parse: the run itself will say what is wrong with it.
      return [];
    }
  }

  return {
    async loadImports(files, onLoading) {
      // A package that can't be had is reported by its absence, so Pyodide's own words are dropped.
      const options = { messageCallback: onLoading, errorCallback: () => {} };
      const sources = Object.values(files);
      for (const source of sources) {
        await pyodide.loadPackagesFromImports(source, options).catch(() => {});
      }
      const imported = new Set(sources.flatMap(importsOf));
      return Object.values(lock.packages)
        .filter((known) => known.imports.some((name) => imported.has(name)))
        .map(({ name }) => name)
        .filter((name) => !Object.hasOwn(pyodide.loadedPackages, name));
    },

    async run(files, sink) {
      writeToSink(pyodide, sink);
      const result = await Promise.race([runner.run(pyodide.toPy(files), sink), broken]);
      const [outcome, message] = result.toJs();
      result.destroy();
      return { outcome, message };
    },
  };
}
