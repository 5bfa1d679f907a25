/**
 * What an interpreter starts from, fetched once: the worker's code, Pyodide, the wheels.
 */

import built from "built-files";

/** @typedef {import("../shared/protocol.js").PythonParts} PythonParts */
/** @typedef {{path: string, bytes: number, integrity: string}} BuiltFile */

const { worker, wasm, stdlib, lock, wheels } = built.python;

/** What all files have together, unpacked. */
const TOTAL_BYTES = [worker, wasm, stdlib, lock, ...Object.values(wheels)].reduce(
  (sum, file) => sum + file.bytes,
  0,
);

/**
 * @param {(got: number, total: number) => void} onProgress  in bytes
 * @returns {Promise<{workerUrl: string, parts: PythonParts}>}
 * @throws {Error} when a file can't be fetched, or is not the one that was built
 */
export async function fetchPythonParts(onProgress) {
  let got = 0;
  onProgress(got, TOTAL_BYTES);
  /** @param {number} bytes */
  const count = (bytes) => {
    got += bytes;
    onProgress(got, TOTAL_BYTES);
  };

  /** @param {Promise<Response>} response */
  const bytesOf = async (response) => (await response).arrayBuffer();
  const [code, module, library, lockFile, ...wheelBytes] = await Promise.all([
    fetchCounted(worker, count).then((response) => response.text()),
    WebAssembly.compileStreaming(fetchCounted(wasm, count)),
    bytesOf(fetchCounted(stdlib, count)),
    fetchCounted(lock, count).then((response) => response.text()),
    ...Object.values(wheels).map((wheel) => fetchChecked(wheel, count)),
  ]);

  return {
    workerUrl: `data:text/javascript,${encodeURIComponent(code)}`,
    parts: {
      wasm: module,
      stdlib: library,
      lock: lockFile,
      wheels: Object.fromEntries(
        Object.keys(wheels).map((name, i) => [name, /** @type {ArrayBuffer} */ (wheelBytes[i])]),
      ),
    },
  };
}

/** @param {BuiltFile} file @param {RequestInit} [init] */
async function request(file, init) {
  const response = await fetch(file.path, init);
  if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
  return response;
}

/**
 * The response, its body counted as it arrives.
 * @param {BuiltFile} file
 * @param {(bytes: number) => void} count
 */
async function fetchCounted(file, count) {
  const response = await request(file);
  const counter = new TransformStream({
    transform(/** @type {Uint8Array} */ chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  // compileStreaming asks for this type, and not every host names it for .wasm.
  const headers = file === wasm ? { "content-type": "application/wasm" } : undefined;
  return new Response(response.body?.pipeThrough(counter), { headers });
}

/**
 * The bytes of a wheel, refused by the browser unless their hash is the one in the lock file.
 * @param {BuiltFile} file
 * @param {(bytes: number) => void} count
 */
async function fetchChecked(file, count) {
  const response = await request(file, { integrity: file.integrity });
  const bytes = await response.arrayBuffer();
  count(bytes.byteLength);
  return bytes;
}
