/**
 * The types of the page's messages to an interpreter's worker, and types that both sides use; no
 * code. The worker's messages to the page are in `contract/messages.js`.
 *
 * Every message of a run has the run's number, so that a late message of a stopped run is not taken
 * for one of the next run.
 */

/**
 * A program: its files by name. `main.py` is the file that runs.
 * @typedef {Record<string, string>} Files
 */

/**
 * A line of a program, from 1.
 * @typedef {{file: string, line: number}} Place
 */

/**
 * A displayed object by MIME type (IPython's display protocol). Binary types are base64.
 * @typedef {Record<string, string>} MimeBundle
 */

/**
 * What an interpreter begins with, before the larger parts are there. The page fetches all parts once
 * and posts them to every worker.
 * @typedef {object} PythonParts
 * @property {string} lock  the site's own lock file (JSON)
 * @property {boolean} restores  whether it starts from the snapshot; false: by a plain boot
 */

/**
 * The memory of a booted interpreter, in the format of `snapshot-format.js`; null: it did not come.
 * @typedef {Blob | ArrayBuffer | null} Snapshot
 */

/**
 * The archives that Python imports from. A restored interpreter is ready without them.
 * @typedef {object} Archives
 * @property {ArrayBuffer} stdlib  the standard library
 * @property {Record<string, ArrayBuffer>} wheels  by file name, as the lock file names them
 */

/**
 * @typedef {{type: "code", code: Blob}} Code  the first message: the rest of the worker's code
 * @typedef {{type: "port", port: MessagePort}} Port  the next message: the port for the worker's answers
 * @typedef {{type: "boot", parts: PythonParts}} Boot
 * @typedef {{type: "module", wasm: WebAssembly.Module}} Module
 * @typedef {{type: "snapshot", snapshot: Snapshot}} Memory
 *   these two are sent separately, because a worker can begin without them
 * @typedef {{type: "archives", archives: Archives | null}} Posted
 *   sent separately, because they come last; null: they could not be fetched
 * @typedef {{type: "wheel", name: string, bytes: ArrayBuffer | null}} Wheel
 *   the answer to `wanted`; null: it could not be fetched
 * @typedef {{type: "run", run: number, files: Files, seed: number, lesson?: string, data?: Record<string, Uint8Array>, cell?: number}} Run
 *   `seed`: the seed of Python's `random`; `lesson`: JSON of its check and its answers;
 *   `data`: the contents of the files beside the program that are no modules; `cell`: only
 *   the cell at this line runs, with the variables that are there
 * @typedef {{type: "evaluate", run: number, source: string}} Evaluate
 *   the console's input, after a run or without one
 * @typedef {{type: "command", run: number, channel: string, content: string}} Command
 *   a command for the running program, which reads the commands of its channels
 * @typedef {{type: "ask", run: number, id: number, what: string, data: string}} Ask
 *   a question to the run's interpreter, when the run is over; `data` is JSON
 * @typedef {Code | Port | Boot | Module | Memory | Posted | Wheel | Run | Evaluate | Command | Ask} ToWorker
 */

/** @typedef {import("./messages.js").Message<"text">["stream"]} StreamName */
/** @typedef {import("./messages.js").Message<"ended">["outcome"]} Outcome */

export {};
