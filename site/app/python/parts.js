/**
 * The parts that an interpreter starts from, fetched once: the worker's code, Pyodide, its memory,
 * the wheels.
 */

import built from "built-files";
import { UNPACKED } from "../../contract/unpacked.js";
import { createLineSpeed } from "./line-speed.js";

/** @typedef {import("../../contract/protocol.js").PythonParts} PythonParts */
/** @typedef {{path: string, bytes: number, packedBytes: number, integrity: string}} BuiltFile */
/** @typedef {(bytes: number, file: BuiltFile) => void} Count */
/**
 * @typedef {object} Fetched
 * @property {Promise<string>} workerUrl
 * @property {Promise<Blob> | null} code  the rest of the worker's code; null if it is in the URL
 * @property {Promise<PythonParts>} parts
 * @property {Promise<ArrayBuffer>} library  the standard library's archive
 * @property {Promise<void>} late  settled when the snapshot came after the other parts, on a slow connection
 */

const { firstLines, worker, wasm, snapshot, stdlib, lock, wheels } = built.python;

/**
 * In bytes per second. On a slower connection the snapshot's 3.4 MB take longer than a boot without
 * it: two to three seconds, on a slow machine six.
 */
const FAST_LINE = 1_000_000;

/** The size of all files together, as they are on the server. */
const TOTAL_BYTES = [worker, wasm, snapshot, stdlib, lock, ...Object.values(wheels)].reduce(
  (sum, file) => sum + file.bytes,
  0,
);

/**
 * Begin to fetch everything. There are separate promises, because a worker starts with only its
 * code, and a restored interpreter needs the standard library last. A promise rejects if a file
 * can't be fetched, or is not the file that was built.
 * @param {(got: number, total: number) => void} onProgress  in bytes
 * @returns {Fetched}
 */
export function fetchPythonParts(onProgress) {
  const speed = createLineSpeed({ fast: FAST_LINE });
  let got = 0;
  let total = TOTAL_BYTES;
  onProgress(got, total);
  /** @type {Count} */
  const count = (bytes, file) => {
    got += bytes;
    speed.count((bytes * file.packedBytes) / file.bytes);
    onProgress(got, total);
  };

  async function snapshotInTime() {
    const unpacker = isKept() ? null : startUnpacker();
    if (isKept() || (await speed.isFast)) return fetchSnapshot(count, unpacker);
    unpacker?.worker.terminate();
    total -= snapshot.bytes;
    onProgress(got, total);
    return null;
  }

  const bytes = (/** @type {BuiltFile} */ file, /** @type {RequestInit} */ init = {}) =>
    fetchChecked(file, count, init);
  const text = async (/** @type {BuiltFile} */ file) => new TextDecoder().decode(await bytes(file));
  const memory = snapshotInTime();
  /** @type {Fetched} */
  const fetched = {
    ...(isWebKit() ? wholeInUrl(text(worker)) : inTwoSteps(bytes(worker))),
    parts: fetchParts(count, text(lock), memory),
    library: bytes(stdlib, { priority: "low" }),
    late: speed.isFast.then((isFast) =>
      isFast || isKept() ? new Promise(() => {}) : bringSnapshot(fetched),
    ),
  };
  // Whoever awaits one handles its failure; the others must not count as unhandled rejections.
  for (const promise of Object.values(fetched)) promise?.catch(() => {});
  return fetched;
}

/**
 * On a slow connection fetch the snapshot after everything else, for later interpreters.
 * @param {Fetched} fetched
 */
async function bringSnapshot({ parts, library }) {
  try {
    const [arrived] = await Promise.all([parts, library]);
    arrived.snapshot = await fetchSnapshot(() => {});
  } catch {
    // Python could not start; this is reported elsewhere.
  }
}

/** @param {string} code */
const urlOf = (code) => `data:text/javascript,${encodeURIComponent(code)}`;

/** @param {Promise<ArrayBuffer>} code */
const inTwoSteps = (code) => ({
  workerUrl: Promise.resolve(urlOf(firstLines)),
  code: code.then((it) => new Blob([it], { type: "text/javascript" })),
});

/** @param {Promise<string>} code */
const wholeInUrl = (code) => ({ workerUrl: code.then(urlOf), code: null });

/**
 * @param {Count} count
 * @param {Promise<string>} lockFile
 * @param {Promise<PythonParts["snapshot"]>} memory
 * @returns {Promise<PythonParts>}
 */
async function fetchParts(count, lockFile, memory) {
  const [module, archives] = await Promise.all([
    compileCounted(count),
    Promise.all(
      Object.entries(wheels).map(async ([name, file]) => [name, await fetchChecked(file, count)]),
    ),
  ]);
  const wheelBytes = Object.fromEntries(archives);
  return { wasm: module, snapshot: await memory, lock: await lockFile, wheels: wheelBytes };
}

/**
 * Compile the module while it arrives. A response of the service worker is compiled directly,
 * because only then the browser can cache the machine code with it. Its bytes are checked at the
 * same time; if they are not those of the build, the file is fetched again and compiled.
 * @param {Count} count
 */
async function compileCounted(count) {
  const type = "application/wasm";
  const response = await request(wasm);
  const whole = response.clone().arrayBuffer();
  const isOwn = isKept() && response.headers.get("content-type") === type;
  // compileStreaming requires this type, which not every host sends.
  const headers = { "content-type": type };
  const source = isOwn ? response : new Response(counted(response, count, wasm), { headers });
  const compiled = WebAssembly.compileStreaming(source).catch(() => null);
  const isRight = await whole.then((bytes) => isAsBuilt(bytes, wasm)).catch(() => false);
  if (isOwn) count(wasm.bytes, wasm);
  const module = isRight && (await compiled);
  return module || WebAssembly.compile(await fetchAnew(wasm));
}

/** Start the worker that unpacks the snapshot. */
function startUnpacker() {
  const worker = new Worker(built.unpackWorker, { type: "module" });
  // Its script may fail to load before it gets its work.
  const hasFailed = new Promise((resolve) => worker.addEventListener("error", resolve));
  return { worker, hasFailed };
}

/**
 * Return the unpacked snapshot; null, which means a slower boot, if it can't be fetched. It is a
 * Blob if possible: posting 11 MB of bytes to a worker blocks the page.
 * @param {Count} count
 * @param {ReturnType<typeof startUnpacker> | null} unpacker  null: start one if it is needed
 */
async function fetchSnapshot(count, unpacker = null) {
  try {
    const blob =
      (isKept() && (await takeUnpacked(count))) ||
      (await unpackElsewhere(unpacker ?? startUnpacker(), count));
    return blob && isWebKit() ? await blob.arrayBuffer() : blob;
  } catch {
    return null;
  }
}

/** Take the file that the service worker has unpacked, if it has. @param {Count} count */
async function takeUnpacked(count) {
  const response = await request(snapshot);
  if (!response.headers.has(UNPACKED)) return null;
  count(snapshot.bytes, snapshot);
  return response.blob();
}

/** After this time without a message the unpacking worker counts as failed. */
const UNPACKER_MS = 10_000;

/**
 * Fetch and unpack the snapshot in a worker, and end the worker.
 * @param {ReturnType<typeof startUnpacker> & {}} unpacker
 * @param {Count} count
 * @returns {Promise<Blob | null>} null if it can't
 */
function unpackElsewhere({ worker, hasFailed }, count) {
  /** @type {PromiseWithResolvers<Blob | null>} */
  const { promise, resolve } = Promise.withResolvers();
  const giveUp = () => resolve(null);
  let deadline = setTimeout(giveUp, UNPACKER_MS);
  worker.addEventListener("message", ({ data }) => {
    const message = /** @type {import("../../contract/tasks.js").UnpackMessage} */ (data);
    clearTimeout(deadline);
    deadline = setTimeout(giveUp, UNPACKER_MS);
    if ("bytes" in message) count(message.bytes, snapshot);
    else resolve(message.blob);
  });
  hasFailed.then(giveUp);
  worker.postMessage(new URL(snapshot.path, location.href).href);
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
 * @param {RequestInit} [init]
 */
async function fetchCounted(file, count, init) {
  const response = await request(file, init);
  if (!isKept()) return new Response(counted(response, count, file));
  count(file.bytes, file);
  return response;
}

/** Whether files come from this machine, not from the network. */
const isKept = () => Boolean(navigator.serviceWorker?.controller);

/** @param {Response} response @param {Count} count @param {BuiltFile} file */
function counted({ body }, count, file) {
  const counter = new TransformStream({
    transform(/** @type {Uint8Array} */ chunk, controller) {
      count(chunk.byteLength, file);
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
 * @param {RequestInit} [init]
 */
async function fetchChecked(file, count, init) {
  const bytes = await fetchCounted(file, count, init).then(
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

/**
 * Whether bytes have the hash of the build. On plain http, hashing is not available, and only the
 * length is checked.
 * @param {ArrayBuffer} bytes
 * @param {BuiltFile} file
 */
async function isAsBuilt(bytes, file) {
  if (bytes.byteLength !== file.bytes) return false;
  if (!crypto.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}` === file.integrity;
}
