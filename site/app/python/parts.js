/**
 * What an interpreter starts from, fetched once: the worker's code, Pyodide, its memory, the wheels.
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
 * @property {Promise<Blob> | null} code  what the worker goes on with, unless it is in its URL
 * @property {Promise<PythonParts>} parts
 * @property {Promise<ArrayBuffer>} library  the standard library's archive
 */

const { firstLines, worker, wasm, snapshot, stdlib, lock, wheels } = built.python;

/**
 * In bytes per second. On a slower line the snapshot's 6 MB take longer to come than a boot without
 * it takes, about two seconds.
 */
const FAST_LINE = 3_000_000;

/** What all files have together, as they lie on the server. */
const TOTAL_BYTES = [worker, wasm, snapshot, stdlib, lock, ...Object.values(wheels)].reduce(
  (sum, file) => sum + file.bytes,
  0,
);

/**
 * Begin to fetch everything, in three promises by the order in which it is needed: a worker starts
 * with its code alone; the standard library is the last that a restored interpreter asks for.
 * They are rejected when a file can't be fetched, or is not the one that was built.
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
    const unpacker = startUnpacker();
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
  const fetched = {
    ...(isWebKit() ? wholeInUrl(text(worker)) : inTwoSteps(bytes(worker))),
    parts: fetchParts(count, text(lock), memory),
    library: bytes(stdlib, { priority: "low" }),
  };
  // Whoever waits for one of them hears of its failure; the others must not count as unheard.
  for (const promise of Object.values(fetched)) promise?.catch(() => {});
  speed.isFast.then((isFast) => {
    if (!isFast && !isKept()) void bringSnapshot(fetched);
  });
  return fetched;
}

/**
 * On a slow line the snapshot comes after all else, for the interpreters that follow.
 * @param {Fetched} fetched
 */
async function bringSnapshot({ parts, library }) {
  try {
    const [arrived] = await Promise.all([parts, library]);
    arrived.snapshot = await fetchSnapshot(() => {});
  } catch {
    // Python could not start: that is told elsewhere.
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
 * The module, compiled as it arrives. What the service worker has is compiled from its own
 * response: only then may the browser keep the machine code with it. Its bytes are looked at beside
 * that; where they are not the ones that were built, others are compiled.
 * @param {Count} count
 */
async function compileCounted(count) {
  const type = "application/wasm";
  const response = await request(wasm);
  const whole = response.clone().arrayBuffer();
  const isOwn = isKept() && response.headers.get("content-type") === type;
  // compileStreaming asks for this type, and not every host names it.
  const headers = { "content-type": type };
  const source = isOwn ? response : new Response(counted(response, count, wasm), { headers });
  const compiled = WebAssembly.compileStreaming(source).catch(() => null);
  const isRight = await whole.then((bytes) => isAsBuilt(bytes, wasm)).catch(() => false);
  if (isOwn) count(wasm.bytes, wasm);
  const module = isRight && (await compiled);
  return module || WebAssembly.compile(await fetchAnew(wasm));
}

/** A worker that unpacks, where the service worker has not done so; it may start before its work. */
function startUnpacker() {
  if (isKept() || isWebKit()) return null;
  const worker = new Worker(built.unpackWorker, { type: "module" });
  // It may fail to come before it is given its work.
  const hasFailed = new Promise((resolve) => worker.addEventListener("error", resolve));
  return { worker, hasFailed };
}

/**
 * The snapshot, unpacked (gzip's own checksum finds damage); null, and a slower boot, if it can't
 * be had. A Blob where that works: posting 30 MB as bytes to a worker holds the page up for 50 ms.
 * @param {Count} count
 * @param {ReturnType<typeof startUnpacker>} unpacker  in which it is unpacked; null: here
 */
async function fetchSnapshot(count, unpacker = startUnpacker()) {
  try {
    if (!unpacker) return await unpackHere(count);
    return (
      (await unpackElsewhere(unpacker, count)) ?? (await unpackHere(count, { cache: "reload" }))
    );
  } catch {
    return null;
  }
}

/** @param {Count} count @param {RequestInit} [init] */
async function unpackHere(count, init) {
  const response = await request(snapshot, init);
  const isUnpacked = response.headers.has(UNPACKED);
  const body = isUnpacked
    ? response
    : new Response(
        counted(response, count, snapshot)?.pipeThrough(new DecompressionStream("gzip")),
      );
  const memory = await (isWebKit() ? body.arrayBuffer() : body.blob());
  if (isUnpacked) count(snapshot.bytes, snapshot);
  return memory;
}

/** A worker that unpacks, and says nothing for so long, has not come. */
const UNPACKER_MS = 10_000;

/**
 * Fetch and unpack the snapshot in a worker, which ends with that.
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

/** Its workers without an origin can read no Blob of the page's, and import none of their own. */
const isWebKit = () => navigator.vendor.startsWith("Apple");

/** @param {BuiltFile} file @param {RequestInit} [init] */
async function request(file, init) {
  const response = await fetch(file.path, init);
  if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
  return response;
}

/**
 * A file's response, its body counted as it arrives; at once where the service worker has it.
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
 * The bytes of a file, which are those that were built: what a cache, a proxy or a host has spoilt is
 * fetched once more, past all caches.
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

/** @param {BuiltFile} file @throws {Error} if it is another one than was built */
async function fetchAnew(file) {
  const response = await request(file, { cache: "reload" });
  const bytes = await response.arrayBuffer();
  if (!(await isAsBuilt(bytes, file))) throw new Error(`${file.path}: not the file that was built`);
  return bytes;
}

/**
 * Whether bytes have the hash that the build wrote down. A page that came by plain http can take none,
 * and the length has to do.
 * @param {ArrayBuffer} bytes
 * @param {BuiltFile} file
 */
async function isAsBuilt(bytes, file) {
  if (bytes.byteLength !== file.bytes) return false;
  if (!crypto.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}` === file.integrity;
}
