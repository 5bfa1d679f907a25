/**
 * What an interpreter starts from, fetched once: the worker's code, Pyodide, its memory, the wheels.
 */

import built from "built-files";
import { UNPACKED } from "../shared/unpacked.js";
import { createLineSpeed } from "./line-speed.js";

/** @typedef {import("../shared/protocol.js").PythonParts} PythonParts */
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
    unpacker?.terminate();
    total -= snapshot.bytes;
    onProgress(got, total);
    return null;
  }

  const text = async (/** @type {BuiltFile} */ file) => (await fetchCounted(file, count)).text();
  const memory = snapshotInTime();
  const fetched = {
    ...(isWebKit() ? wholeInUrl(text(worker)) : inTwoSteps(fetchCounted(worker, count))),
    parts: fetchParts(count, text(lock), memory),
    library: fetchCounted(stdlib, count, { priority: "low" }).then((it) => it.arrayBuffer()),
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

/** @param {Promise<Response>} code */
const inTwoSteps = (code) => ({
  workerUrl: Promise.resolve(urlOf(firstLines)),
  code: code.then(async (it) => new Blob([await it.blob()], { type: "text/javascript" })),
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
 * response: only then may the browser keep the machine code with it.
 * @param {Count} count
 */
async function compileCounted(count) {
  const type = "application/wasm";
  const response = await request(wasm);
  if (isKept() && response.headers.get("content-type") === type) {
    const module = await WebAssembly.compileStreaming(response);
    count(wasm.bytes, wasm);
    return module;
  }
  // compileStreaming asks for this type, and not every host names it.
  const headers = { "content-type": type };
  return WebAssembly.compileStreaming(new Response(counted(response, count, wasm), { headers }));
}

/** A worker that unpacks, where the service worker has not done so; it may start before its work. */
const startUnpacker = () =>
  isKept() || isWebKit() ? null : new Worker(built.unpackWorker, { type: "module" });

/**
 * The snapshot, unpacked (gzip's own checksum finds damage); null, and a slower boot, if it can't
 * be had. A Blob where that works: posting 30 MB as bytes to a worker holds the page up for 50 ms.
 * @param {Count} count
 * @param {Worker | null} unpacker  in which it is unpacked; null: here
 */
async function fetchSnapshot(count, unpacker = startUnpacker()) {
  try {
    if (unpacker) return await unpackElsewhere(unpacker, snapshot, count);
    const response = await request(snapshot);
    const isUnpacked = response.headers.has(UNPACKED);
    const body = isUnpacked
      ? response
      : new Response(
          counted(response, count, snapshot)?.pipeThrough(new DecompressionStream("gzip")),
        );
    const memory = await (isWebKit() ? body.arrayBuffer() : body.blob());
    if (isUnpacked) count(snapshot.bytes, snapshot);
    return memory;
  } catch {
    return null;
  }
}

/**
 * Fetch and unpack a file in a worker, which ends with that.
 * @param {Worker} worker
 * @param {BuiltFile} file
 * @param {Count} count
 * @returns {Promise<Blob | null>} null if it can't be had
 */
function unpackElsewhere(worker, file, count) {
  /** @type {PromiseWithResolvers<Blob | null>} */
  const { promise, resolve } = Promise.withResolvers();
  worker.addEventListener("message", ({ data }) => {
    const message = /** @type {import("../worker/unpack-worker.js").UnpackMessage} */ (data);
    if ("bytes" in message) count(message.bytes, file);
    else resolve(message.blob);
  });
  worker.addEventListener("error", () => resolve(null));
  worker.postMessage(new URL(file.path, location.href).href);
  return promise.finally(() => worker.terminate());
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
 * The bytes of a wheel, refused by the browser unless their hash is the one in the lock file.
 * @param {BuiltFile} file
 * @param {Count} count
 */
async function fetchChecked(file, count) {
  const response = await request(file, { integrity: file.integrity });
  const bytes = await response.arrayBuffer();
  count(bytes.byteLength, file);
  return bytes;
}
