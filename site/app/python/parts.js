/**
 * The parts that an interpreter starts from, fetched once: the worker's code, Pyodide, its memory;
 * then the archives from which Python imports.
 */

import built from "built-files";
import { isAsBuilt, UNPACKED } from "../../contract/built-file.js";
import { lazily } from "../ui/lazy.js";

/** @typedef {import("../../contract/protocol.js").PythonParts} PythonParts */
/** @typedef {import("../../contract/protocol.js").Archives} Archives */
/** @typedef {import("../../contract/built-file.js").BuiltFile} BuiltFile */
/** @typedef {import("../../contract/built-file.js").PackedFile} PackedFile */
/** @typedef {(bytes: number) => void} Count */
/**
 * @typedef {object} Fetched
 * @property {Promise<string>} workerUrl
 * @property {Promise<Blob> | null} code  the rest of the worker's code; null if it is in the URL
 * @property {Promise<PythonParts>} parts
 * @property {Promise<WebAssembly.Module>} module  Pyodide, compiled
 * @property {Promise<import("../../contract/protocol.js").Snapshot>} snapshot
 * @property {() => Promise<Archives | undefined>} archives  undefined if they could not be fetched; then the next call tries again
 * @property {(name: string, count: Count) => Promise<ArrayBuffer | null>} wheel  of the site or of Pyodide's distribution, that no interpreter starts with; null if there is none, or it did not come
 */

const { firstLines, worker, wasm, snapshot: memory, stdlib, lock, wheels, lateWheels } = built.python;

/** The size of all files that are fetched before Python is ready, as they are on the server. */
const TOTAL_BYTES = [worker, wasm, memory, lock].reduce((sum, file) => sum + file.bytes, 0);

/**
 * Begin to fetch everything. There are separate promises, because a worker starts with only its
 * code. The archives come after the other parts, which a restored interpreter starts from. A promise
 * rejects if a file can't be fetched, or is not the file that was built.
 * @param {(got: number, total: number) => void} onProgress  in bytes
 * @param {Promise<unknown>} [turn]  the files wait for it, all but one; the workers start meanwhile
 * @returns {Fetched}
 */
export function fetchPythonParts(onProgress, turn = Promise.resolve()) {
  let got = 0;
  onProgress(got, TOTAL_BYTES);
  /** @type {Count} */
  const count = (bytes) => {
    got += bytes;
    onProgress(got, TOTAL_BYTES);
  };
  const bytes = (/** @type {BuiltFile} */ file) => turn.then(() => fetchChecked(file, count));
  const text = async (/** @type {BuiltFile} */ file) => new TextDecoder().decode(await bytes(file));
  const code = bytes(worker);
  // A worker reads its code for a while. What this machine has comes so fast that the page would get
  // to posting the code last.
  const next = isKept() ? code.catch(() => {}) : turn;
  // One file takes what the page's own leave of the line, which would else be idle between them.
  const module = fetchModule(count, isKept() ? next : Promise.resolve());
  const snapshot = fetchSnapshot(count, next);
  const parts = text(lock).then((known) => ({ lock: known, restores: true }));
  const archives = lazily(() => Promise.all([parts, module, snapshot]).then(fetchArchives));
  /** @type {Fetched} */
  const fetched = {
    ...(isWebKit() ? wholeInUrl(code) : inTwoSteps(code)),
    parts,
    module,
    snapshot,
    archives: () => archives({ isQuiet: true }),
    wheel: (name, count) => fetchWheel(name, parts, count),
  };
  void fetched.archives();
  // Whoever awaits one handles its failure; the others must not count as unhandled rejections.
  for (const it of Object.values(fetched)) if (it instanceof Promise) it.catch(() => {});
  return fetched;
}

/**
 * Fetch the archives.
 * @returns {Promise<Archives>}
 */
async function fetchArchives() {
  const names = Object.keys(wheels);
  const files = [stdlib, ...Object.values(wheels)];
  const [library, ...others] = await Promise.all(files.map((file) => fetchChecked(file, () => {})));
  return {
    stdlib: /** @type {ArrayBuffer} */ (library),
    wheels: Object.fromEntries(others.map((bytes, index) => [names[index], bytes])),
  };
}

const loadPackages = lazily(() => import("./packages.js"));

/**
 * @param {string} name
 * @param {Promise<PythonParts>} parts
 * @param {Count} count
 */
async function fetchWheel(name, parts, count) {
  if (Object.hasOwn(lateWheels, name))
    return fetchChecked(/** @type {BuiltFile} */ (lateWheels[name]), count).catch(() => null);
  const code = await loadPackages({ isQuiet: true });
  return (await code?.fetchPackage(name, (await parts).lock, count)) ?? null;
}

/** @param {string} code */
const urlOf = (code) => `data:text/javascript,${encodeURIComponent(code)}`;

/** @param {Promise<ArrayBuffer>} code */
const inTwoSteps = (code) => ({
  workerUrl: Promise.resolve(urlOf(firstLines)),
  code: code.then((it) => new Blob([it], { type: "text/javascript" })),
});

/** @param {Promise<ArrayBuffer>} code */
const wholeInUrl = (code) => ({
  workerUrl: code.then((it) => urlOf(new TextDecoder().decode(it))),
  code: null,
});

/**
 * Return the compiled module. What the service worker has unpacked is compiled directly, because
 * only then the browser can cache the machine code with it. Its bytes are checked at the same time.
 * @param {Count} count
 * @param {Promise<unknown>} turn
 */
async function fetchModule(count, turn) {
  if (isKept()) await turn;
  const response = await requestKept(wasm);
  if (response) {
    const content = response.clone().arrayBuffer();
    const compiled = WebAssembly.compileStreaming(response).catch(() => null);
    const isRight = await content.then((it) => isAsBuilt(it, wasm.unpacked)).catch(() => false);
    const module = isRight && (await compiled);
    if (module) {
      count(wasm.bytes);
      return module;
    }
  }
  return /** @type {WebAssembly.Module} */ (await unpack(wasm, "module", count, turn));
}

/**
 * Return the unpacked snapshot; null, which means a slower boot, if it can't be fetched. It is a
 * Blob if possible: posting 11 MB of bytes to a worker blocks the page.
 * @param {Count} count
 * @param {Promise<unknown>} turn
 */
async function fetchSnapshot(count, turn) {
  try {
    if (isKept()) await turn;
    const response = await requestKept(memory);
    if (response) count(memory.bytes);
    const blob = response ? await response.blob() : await unpack(memory, "blob", count, turn);
    return isWebKit() ? await /** @type {Blob} */ (blob).arrayBuffer() : /** @type {Blob} */ (blob);
  } catch {
    return null;
  }
}

/**
 * Return what the service worker has unpacked of a file, if it has. It is read from where the worker
 * keeps it: through the worker, a browser copies each byte several times. Its name has its hash.
 * @param {PackedFile} file
 */
async function requestKept(file) {
  const response = isKept() && (await caches.match(file.path).catch(() => null));
  return response && response.headers.has(UNPACKED) ? response : null;
}

/** After this time without a message the snapshot is not waited for. */
const UNPACKER_MS = 10_000;

/**
 * Fetch and unpack a file in a worker; if the worker does not start, here.
 * @param {PackedFile} file
 * @param {"blob" | "module"} kind
 * @param {Count} count
 * @param {Promise<unknown>} turn
 * @throws {Error} if it is not the file that was built
 */
async function unpack(file, kind, count, turn) {
  const whole = { ...file, path: new URL(file.path, location.href).href };
  const unpacked = await unpackElsewhere({ file: whole, kind }, count, turn);
  if (unpacked) return unpacked;
  await turn;
  const { fetchUnpacked } = await import("../../contract/unpack.js");
  return fetchUnpacked(whole, kind, () => {});
}

/**
 * @param {import("../../contract/tasks.js").UnpackRequest} task
 * @param {Count} count
 * @param {Promise<unknown>} turn
 * @returns {Promise<Blob | WebAssembly.Module | null>} null if the worker does not start
 * @throws {Error} if it is not the file that was built
 */
function unpackElsewhere(task, count, turn) {
  const worker = new Worker(built.unpackWorker, { type: "module" });
  /** @type {PromiseWithResolvers<Blob | WebAssembly.Module | null>} */
  const { promise, resolve, reject } = Promise.withResolvers();
  const giveUp = () => reject(new Error(`${task.file.path}: nothing came`));
  const wait = () => (task.kind === "blob" ? setTimeout(giveUp, UNPACKER_MS) : undefined);
  /** @type {number | undefined} */
  let deadline;
  worker.addEventListener("message", ({ data }) => {
    const message = /** @type {import("../../contract/tasks.js").UnpackMessage} */ (data);
    clearTimeout(deadline);
    deadline = wait();
    if ("bytes" in message) count(message.bytes);
    else if ("unpacked" in message) resolve(message.unpacked);
    else reject(new Error(message.error));
  });
  // Its script may fail to load.
  worker.addEventListener("error", () => resolve(null));
  void turn.then(() => {
    deadline = wait();
    worker.postMessage(task);
  });
  return promise.finally(() => {
    clearTimeout(deadline);
    worker.terminate();
  });
}

/** In WebKit, workers with an opaque origin can't read the page's Blobs, or import their own. */
const isWebKit = () => navigator.vendor.startsWith("Apple");

/** @param {BuiltFile} file @param {RequestInit} [init] */
async function request(file, init) {
  const response = await fetch(file.path, init);
  if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
  return response;
}

/**
 * Return a file's response, with its bytes counted as they arrive; at once if the service worker
 * has it.
 * @param {BuiltFile} file
 * @param {Count} count
 */
async function fetchCounted(file, count) {
  const response = await request(file);
  if (!isKept()) return new Response(counted(response, count));
  count(file.bytes);
  return response;
}

/** Whether files come from this machine, not from the network. */
const isKept = () => Boolean(navigator.serviceWorker?.controller);

/** @param {Response} response @param {Count} count */
function counted({ body }, count) {
  const counter = new TransformStream({
    transform(/** @type {Uint8Array} */ chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return body?.pipeThrough(counter);
}

/**
 * Return the bytes of a file, checked by its hash. If a cache, a proxy or a host has damaged it, it
 * is fetched again without caches.
 * @param {BuiltFile} file
 * @param {Count} count
 */
async function fetchChecked(file, count) {
  const bytes = await fetchCounted(file, count).then(
    (response) => response.arrayBuffer(),
    () => null,
  );
  return bytes && (await isAsBuilt(bytes, file)) ? bytes : fetchAnew(file);
}

/** @param {BuiltFile} file @throws {Error} if it is not the file that was built */
async function fetchAnew(file) {
  const response = await request(file, { cache: "reload" });
  const bytes = await response.arrayBuffer();
  if (!(await isAsBuilt(bytes, file))) throw new Error(`${file.path}: not the file that was built`);
  return bytes;
}
