/**
 * Python in this worker: starts Pyodide from the parts that the page posted, and runs programs
 * with the `playground_host` package. It does not use messages.
 */

import depth from "built-depth";
import passes from "built-passes";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { MAIN } from "../contract/files.js";
import { installAccelerator } from "./accelerator.js";
import { createOwnFrames } from "./own-frames.js";
import { head, restoreMemory } from "./snapshot-restore.js";
import { countDepth, limitStack } from "./stack.js";

/** @typedef {import("../contract/protocol.js").PythonParts & {wasm: Promise<WebAssembly.Module>, snapshot: Promise<import("../contract/protocol.js").Snapshot>}} PythonParts */
/** @typedef {import("../contract/protocol.js").Archives} Archives */
/** @typedef {import("../contract/protocol.js").Files} Files */
/** @typedef {ReturnType<typeof import("./meter.js").createMeter>} Meter */

/**
 * The receiver of a program's output; `playground_host.run.sink` is its Python side.
 * @typedef {object} Sink
 * @property {<Kind extends keyof typeof import("../contract/messages.js").PROGRAM>(kind: Kind, fields: import("../contract/messages.js").Fields<Kind>) => void} send
 * @property {(prompt: string) => Promise<string>} ask  returns a line with its end; "" at the
 *   input's end
 * @property {(channel: string, milliseconds: number) => Promise<string>} commands  a JSON list
 * @property {(dot: string, engine: string, form: string) => Promise<string>} layout  JSON
 */

/** @typedef {(name: string) => Promise<ArrayBuffer | null>} FetchWheel  fetches a wheel of the site that was not posted; null if there is none, or it did not come */
/** @typedef {import("../contract/protocol.js").Run | import("../contract/protocol.js").Evaluate} Task */

/**
 * @typedef {object} Python
 * @property {boolean} isRestored  from the snapshot; false: by a plain boot
 * @property {(task: Task, onLoading: (packages: string) => void) => Promise<string[]>} loadImports
 *   fetches the packages that the files, or the console's source, import from Pyodide's distribution;
 *   returns those that could not be fetched
 * @property {(task: Task, sink: Sink) => Promise<{outcome: "finished" | "error" | "exited" | "unfinished", message: string, verdict: string}>} run
 *   runs a program or the console's input; later output goes to the sink of the first task
 * @property {(what: string, data: string) => Promise<string>} ask  `playground_host.queries.ask`: JSON to JSON
 */

// Pyodide fetches its files by URL. This host never exists (RFC 2606): the posted parts answer.
const PARTS_URL = "http://pyodide.invalid/";
const IMPORTED_WHEELS = ["micrograd", "playground-host"];
const STDLIB = "python_stdlib.zip";

// At this size Python raises a MemoryError, long before the browser ends the tab.
const HEAP_LIMIT_BYTES = 1024 ** 3;

// Whether Python can wait in the middle of a program (JSPI).
const CAN_SUSPEND = "Suspending" in WebAssembly;

const SMALL_MODULE_BYTES = 256;

const RAW_WRITES_LIMIT = 2_000;

/**
 * Answer Pyodide's requests for its own files from the posted parts.
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<Archives>} archives
 * @param {() => Promise<ArrayBuffer>} getStdlib
 * @param {import("pyodide").Lockfile} lock
 * @param {FetchWheel} fetchWheel
 * @param {(imports: WebAssembly.Imports) => void} onImports  gets those of Python's WebAssembly
 * @param {(exports: WebAssembly.Exports) => void} onExports  gets its exports, before anything has
 *   run in it
 */
function serveParts(wasm, archives, getStdlib, lock, fetchWheel, onImports, onExports) {
  const fetchFromNetwork = self.fetch.bind(self);
  const wasmResponse = new Response();
  const packages = new Set(
    Object.values(lock.packages)
      .map(({ file_name }) => file_name)
      .filter((url) => !url.startsWith(PARTS_URL)),
  );
  const answered = (/** @type {ArrayBuffer | null} */ bytes) =>
    new Response(bytes, { status: bytes ? 200 : 404 });

  self.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    // The page keeps the packages of Pyodide's distribution.
    if (packages.has(url)) return answered(await fetchWheel(url));
    if (!url.startsWith(PARTS_URL)) return fetchFromNetwork(input, init);
    const name = url.slice(PARTS_URL.length);
    if (name === "pyodide.asm.wasm") return wasmResponse;
    if (name === STDLIB) return new Response(await getStdlib());
    const { wheels } = await archives;
    const bytes = Object.hasOwn(wheels, name) ? wheels[name] : await fetchWheel(name);
    return answered(bytes ?? null);
  };

  const instantiateStreaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const response = await source;
    if (response !== wasmResponse) return instantiateStreaming(response, imports);
    onImports(imports ?? {});
    const module = await wasm;
    const instance = await WebAssembly.instantiate(module, imports);
    onExports(instance.exports);
    return { module, instance };
  };
}

/**
 * Emscripten wraps each function that Python may call in a small WebAssembly module, which depends
 * only on the function's signature. Compile equal modules once, while Python starts.
 * @returns {() => void}  call it when Python has started
 */
function shareSmallModules() {
  const { Module } = WebAssembly;
  /** @type {Map<string, WebAssembly.Module>} */
  const made = new Map();
  WebAssembly.Module = new Proxy(Module, {
    construct(_, [bytes]) {
      if (bytes.length > SMALL_MODULE_BYTES) return new Module(bytes);
      const key = bytes.join();
      const module = made.get(key) ?? new Module(bytes);
      made.set(key, module);
      return module;
    },
  });
  return () => {
    WebAssembly.Module = Module;
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
 * Send text that is written to the file descriptors themselves, not through `sys.stdout`, within
 * limits: the runner limits only the text of `sys.stdout`.
 * @param {import("pyodide").PyodideAPI} pyodide
 * @param {Sink} sink
 */
function writeToSink(pyodide, sink) {
  let left = RAW_WRITES_LIMIT;
  /** @param {import("../contract/protocol.js").StreamName} stream */
  const writerOf = (stream) => {
    const decoder = new TextDecoder();
    const ownFrames = createOwnFrames();
    return {
      /** @param {Uint8Array} bytes */
      write(bytes) {
        left -= 1;
        const text = left >= 0 ? ownFrames(decoder.decode(bytes, { stream: true })) : "";
        if (text) sink.send("text", { stream, text });
        if (left === -1) sink.send("truncated", { what: "writes", limit: RAW_WRITES_LIMIT });
        return bytes.length;
      },
    };
  };
  pyodide.setStdout(writerOf("stdout"));
  pyodide.setStderr(writerOf("stderr"));
}

/**
 * Start Pyodide from the snapshot; without one, or if that fails, by a plain boot.
 * @param {PythonParts} parts
 * @param {import("pyodide").Lockfile} lock
 * @param {Promise<Archives>} archives
 * @param {FetchWheel} fetchWheel
 * @param {Meter} meter
 * @throws {Error} if Pyodide does not start
 */
async function startPyodide(parts, lock, archives, fetchWheel, meter) {
  limitHeap();
  const wholeStdlib = async () => (await archives).stdlib;
  let getStdlib = wholeStdlib;
  let onMemory = (/** @type {WebAssembly.Memory} */ _memory) => {};
  /** @type {WebAssembly.Exports} */
  let exports = {};
  serveParts(
    parts.wasm,
    archives,
    () => getStdlib(),
    lock,
    fetchWheel,
    ({ env }) => {
      meter.install(env, () => /** @type {WebAssembly.Memory} */ (exports.memory)?.buffer);
    },
    (made) => {
      exports = made;
      onMemory(/** @type {WebAssembly.Memory} */ (made.memory));
    },
  );
  const options = {
    indexURL: PARTS_URL,
    createPyodideModule,
    lockFileContents: lock,
    stdLibURL: PARTS_URL + STDLIB,
  };
  if (parts.restores) {
    try {
      // The snapshot contains what the boot imports.
      getStdlib = async () => new ArrayBuffer(0);
      let base = new Uint8Array();
      onMemory = ({ buffer }) => {
        base = new Uint8Array(buffer.slice(0, head.baseBytes));
      };
      const pyodide = await loadPyodide({
        ...options,
        _loadSnapshot: head.start,
        async createPyodideModule(/** @type {any} */ settings) {
          settings.INITIAL_MEMORY = head.memoryBytes;
          const module = await createPyodideModule(settings);
          await restoreMemory(parts.snapshot, module, base);
          return module;
        },
      });
      return { pyodide, exports, isRestored: true };
    } catch {
      getStdlib = wholeStdlib;
      onMemory = () => {};
    }
  }
  return { pyodide: await loadPyodide(options), exports, isRestored: false };
}

/**
 * Prepare the places of the archives from which Python imports without unpacking them, which takes
 * a tenth of a second; they are empty at first. The snapshot was made with the same places.
 * @param {import("pyodide").PyodideAPI} pyodide
 * @param {import("pyodide").Lockfile} lock
 * @returns {(archives: Archives) => void}  fills them
 */
function createPlaces(pyodide, lock) {
  const { FS, loadedPackages } = pyodide;
  const { path } = pyodide.pyimport("sys");
  const files = FS.readdir("/lib").filter((/** @type {string} */ name) => name.endsWith(".zip"));
  const stdlib = `/lib/${files[0]}`;
  /** @type {Map<string, string>} */
  const places = new Map();
  for (const name of IMPORTED_WHEELS) {
    const file = String(lock.packages[name]?.file_name.slice(PARTS_URL.length));
    const place = `/lib/${file}`;
    places.set(file, place);
    FS.writeFile(place, "");
    if (!path.includes(place)) path.append(place);
    // Otherwise an import in a program would install it a second time.
    loadedPackages[name] = place;
  }

  return (archives) => {
    FS.writeFile(stdlib, new Uint8Array(archives.stdlib));
    for (const [file, bytes] of Object.entries(archives.wheels)) {
      const place = places.get(file);
      if (place) FS.writeFile(place, new Uint8Array(bytes));
    }
  };
}

/** @param {Promise<void>} whole  fulfilled when the archives are in their places */
function awaitArchives(whole) {
  let isWhole = false;
  const settled = whole.then(
    () => {
      isWhole = true;
    },
    () => {},
  );
  return { whole, settled, isWhole: () => isWhole };
}

/**
 * Start a new interpreter.
 * @param {PythonParts} parts
 * @param {Promise<Archives>} archives
 * @param {FetchWheel} fetchWheel
 * @param {Meter} meter  of what programs take from JavaScript
 * @returns {Promise<Python>}
 * @throws {Error} if Pyodide does not start
 */
export async function bootPython(parts, archives, fetchWheel, meter) {
  /** @type {import("pyodide").Lockfile} */
  const lock = JSON.parse(parts.lock);
  const stopSharing = shareSmallModules();
  const start = startPyodide(parts, lock, archives, fetchWheel, meter);
  const { pyodide, exports, isRestored } = await start;
  stopSharing();
  limitStack(/** @type {any} */ (pyodide)._module);
  const arrival = awaitArchives(archives.then(createPlaces(pyodide, lock)));
  if (!isRestored) await arrival.whole;
  countDepth(pyodide, exports, depth);
  pyodide.pyimport("playground_host.snapshot").renew();
  installAccelerator(pyodide, passes);
  // In WebKit `terminate()` ends a loop in WebAssembly only if the loop reads such a buffer.
  pyodide.setInterruptBuffer(new Uint8Array(4));
  const ffi = pyodide.pyimport("pyodide.ffi");
  const reading = pyodide.pyimport("playground_host.archives");
  if (isRestored) reading.wait_for(arrival.settled, ffi);
  const runner = pyodide.pyimport("playground_host.runner");
  const queries = pyodide.pyimport("playground_host.queries");
  /** @type {any} */
  let session;
  const { imported: findImports } = pyodide.pyimport("playground_host.notebook.code");

  // If the interpreter breaks (native stack overflow, os._exit), no promise settles. Pyodide then
  // calls this hook, which is not in its types.
  /** @type {PromiseWithResolvers<never>} */
  const { promise: broken, reject } = Promise.withResolvers();
  broken.catch(() => {});
  /** @type {any} */ (pyodide)._api.on_fatal = reject;

  /**
   * Call Python on a stack of its own: Chromium's for a worker has half of its size.
   * @param {any} f
   * @param {...(string | number)} texts
   * @returns {Promise<any>}
   * @throws {Error} Python's exception, or what broke the interpreter
   */
  function call(f, ...texts) {
    const begin = async () =>
      "Suspending" in WebAssembly ? f.callPromising(...texts) : f(...texts);
    const result = begin();
    // If both have failed, `broken` says why.
    return Promise.race([broken, result]);
  }

  /** @param {Task} task @returns {Promise<Set<string>>} the modules that it imports */
  async function importsOf(task) {
    const isTyped = task.type === "evaluate";
    const sources = isTyped ? { "": task.source } : task.files;
    const found = Object.entries(sources).map(async ([name, source]) => {
      const cell = !isTyped && name === MAIN ? task.cell : undefined;
      return [...(await call(findImports, source, cell ?? 0)).toJs()];
    });
    return new Set((await Promise.all(found)).flat());
  }

  /** @param {Task} task */
  function begin(task) {
    if (task.type === "evaluate") return session.evaluate(task.source);
    const files = pyodide.toPy(task.files);
    if (task.cell !== undefined) return session.run_cell(files, task.cell, task.seed);
    return session.run(files, task.seed, task.lesson ?? "");
  }

  return {
    isRestored,

    async loadImports(task, onLoading) {
      // Missing packages are found by their absence, so Pyodide's messages about them are dropped,
      // and also those about packages that are installed already.
      const messageCallback = (/** @type {string} */ message) => {
        if (message.startsWith("Loading ")) onLoading(message.slice("Loading ".length));
      };
      const options = { messageCallback, errorCallback: () => {} };
      const imported = await importsOf(task);
      const wanted = Object.entries(lock.packages).filter(([, known]) =>
        known.imports.some((name) => imported.has(name)),
      );
      const missing = () =>
        wanted
          .map(([, { name }]) => name)
          .filter((name) => !Object.hasOwn(pyodide.loadedPackages, name));
      // Packages are installed by a call that can't be suspended.
      const needsAll = () => missing().length > 0 || reading.are_needed(pyodide.toPy(imported));
      if (!arrival.isWhole() && (!CAN_SUSPEND || needsAll())) {
        onLoading(STDLIB);
        await arrival.settled;
      }
      const keys = wanted.map(([key]) => key);
      if (keys.length > 0) await pyodide.loadPackage(keys, options).catch(() => {});
      return missing();
    },

    async run(task, sink) {
      if (!session) writeToSink(pyodide, sink);
      session ??= runner.Session(sink, ffi);
      if (task.type === "run") session.lay_beside(pyodide.toPy(task.data ?? {}));
      const result = await Promise.race([begin(task), broken]);
      const [outcome, message] = result.toJs();
      result.destroy();
      return { outcome, message, verdict: task.type === "run" ? String(session.verdict) : "" };
    },

    ask: (what, data) => call(queries.ask, what, data),
  };
}
