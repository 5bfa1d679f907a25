/**
 * The parts that an interpreter starts from, fetched once: the worker's code, Pyodide, its memory;
 * then the archives from which Python imports.
 */

import built from "built-files";
import { UNPACKED } from "../../contract/unpacked.js";
import { lazily } from "../ui/lazy.js";

/** @typedef {import("../../contract/protocol.js").PythonParts} PythonParts */
/** @typedef {import("../../contract/protocol.js").Archives} Archives */
/** @typedef {{path: string, bytes: number, integrity: string}} BuiltFile */
/** @typedef {(bytes: number) => void} Count */
/**
 * @typedef {object} Fetched
 * @property {Promise<string>} workerUrl
 * @property {Promise<Blob> | null} code  the rest of the worker's code; null if it is in the URL
 * @property {Promise<PythonParts>} parts
 * @property {() => Promise<Archives | undefined>} archives  undefined if they could not be fetched; then the next call tries again
 */

const { firstLines, worker, wasm, snapshot, stdlib, lock, wheels } = built.python;

/** The size of all files that are fetched before Python is ready, as they are on the server. */
const TOTAL_BYTES = [worker, wasm, snapshot, lock].reduce((sum, file) => sum + file.bytes, 0);

/**
 * Begin to fetch everything. There are separate promises, because a worker starts with only its
 * code. The archives come after the other parts, which a restored interpreter starts from. A promise
 * rejects if a file can't be fetched, or is not the file that was built.
 * @param {(got: number, total: number) => void} onProgress  in bytes
 * @returns {Fetched}
 */
export function fetchPythonParts(onProgress) {
  let got = 0;
  onProgress(got, TOTAL_BYTES);
  /** @type {Count} */
  const count = (bytes) => {
    got += bytes;
    onProgress(got, TOTAL_BYTES);
  };
  const bytes = (/** @type {BuiltFile} */ file) => fetchChecked(file, count);
  const text = async (/** @type {BuiltFile} */ file) => new TextDecoder().decode(await bytes(file));
  const parts = fetchParts(count, text(lock));
  const archives = lazily(() => parts.then(fetchArchives));
  /** @type {Fetched} */
  const fetched = {
    ...(isWebKit() ? wholeInUrl(text(worker)) : inTwoSteps(bytes(worker))),
    parts,
    archives: () => archives({ isQuiet: true }),
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
 * @returns {Promise<PythonParts>}
 */
async function fetchParts(count, lockFile) {
  const memory = fetchSnapshot(count);
  return { wasm: await compileCounted(count), snapshot: await memory, lock: await lockFile };
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
  const source = isOwn ? response : new Response(counted(response, count), { headers });
  const compiled = WebAssembly.compileStreaming(source).catch(() => null);
  const isRight = await whole.then((bytes) => isAsBuilt(bytes, wasm)).catch(() => false);
  if (isOwn) count(wasm.bytes);
  const module = isRight && (await compiled);
  return module || WebAssembly.compile(await fetchAnew(wasm));
}

/**
 * Return the unpacked snapshot; null, which means a slower boot, if it can't be fetched. It is a
 * Blob if possible: posting 11 MB of bytes to a worker blocks the page.
 * @param {Count} count
 */
async function fetchSnapshot(count) {
  try {
    const blob = (isKept() && (await takeUnpacked(count))) || (await unpackElsewhere(count));
    return blob && isWebKit() ? await blob.arrayBuffer() : blob;
  } catch {
    return null;
  }
}

/** Take the file that the service worker has unpacked, if it has. @param {Count} count */
async function takeUnpacked(count) {
  const response = await request(snapshot);
  if (!response.headers.has(UNPACKED)) return null;
  count(snapshot.bytes);
  return response.blob();
}

/** After this time without a message the unpacking worker counts as failed. */
const UNPACKER_MS = 10_000;

/**
 * Fetch and unpack the snapshot in a worker, and end the worker.
 * @param {Count} count
 * @returns {Promise<Blob | null>} null if it can't
 */
function unpackElsewhere(count) {
  const worker = new Worker(built.unpackWorker, { type: "module" });
  /** @type {PromiseWithResolvers<Blob | null>} */
  const { promise, resolve } = Promise.withResolvers();
  const giveUp = () => resolve(null);
  let deadline = setTimeout(giveUp, UNPACKER_MS);
  worker.addEventListener("message", ({ data }) => {
    const message = /** @type {import("../../contract/tasks.js").UnpackMessage} */ (data);
    clearTimeout(deadline);
    deadline = setTimeout(giveUp, UNPACKER_MS);
    if ("bytes" in message) count(message.bytes);
    else resolve(message.blob);
  });
  // Its script may fail to load.
  worker.addEventListener("error", giveUp);
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
