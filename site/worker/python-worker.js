/**
 * An interpreter's worker: takes the page's messages, answers in the words of the protocol.
 *
 * Its bundle is one `data:` URL, so the browser gives it an opaque origin: nothing that a snippet
 * does here reaches the site's storage. What Python is and how it starts is `python.js`'s business.
 */

import { bootPython } from "./python.js";

/** @typedef {import("../shared/protocol.js").ToWorker} ToWorker */
/** @typedef {import("../shared/protocol.js").FromWorker} FromWorker */

/** @type {Promise<import("./python.js").Python> | undefined} */
let python;
/** @type {PromiseWithResolvers<ArrayBuffer>} */
const library = Promise.withResolvers();

// Taken before any snippet runs: replacing `self.postMessage` must not mute the host.
const post = /** @type {(message: FromWorker) => void} */ (self.postMessage.bind(self));

/** @param {unknown} error */
const inWords = (error) => (error instanceof Error ? error.message : String(error));

/** @param {import("../shared/protocol.js").PythonParts} parts */
async function boot(parts) {
  python = bootPython(parts, library.promise);
  try {
    const { isRestored } = await python;
    post({ type: "ready", isRestored });
  } catch (error) {
    post({ type: "failed", message: inWords(error) });
  }
}

/**
 * @param {number} run
 * @param {import("../shared/protocol.js").Files} files
 */
async function runProgram(run, files) {
  if (!python) throw new Error("a run was asked for before the boot");
  const host = await python;
  try {
    const missing = await host.loadImports(files, (packages) =>
      post({ type: "loading", run, packages }),
    );
    if (missing.length > 0) post({ type: "missing", run, packages: missing.join(", ") });
    const { outcome, message } = await host.run(files, {
      text: (stream, text) => post({ type: "text", run, stream, text }),
      display: (bundle) => post({ type: "display", run, bundle: JSON.parse(bundle) }),
      cut: (what, limit) => post({ type: "cut", run, what, limit }),
      error: (traceback, file, line) => post({ type: "error", run, traceback, file, line }),
    });
    post({ type: "ended", run, outcome, message });
  } catch (error) {
    // Python's own exceptions were reported by the runner: what arrives here broke the interpreter.
    post({ type: "ended", run, outcome: "died", message: inWords(error) });
  }
}

self.addEventListener("message", (/** @type {MessageEvent} */ event) => {
  const message = /** @type {ToWorker} */ (event.data);
  switch (message.type) {
    case "boot":
      boot(message.parts);
      break;
    case "library":
      library.resolve(message.archive);
      break;
    case "run":
      runProgram(message.run, message.files);
      break;
    default:
      throw new TypeError(`unknown message: ${JSON.stringify(message)}`);
  }
});
