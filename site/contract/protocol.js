/**
 * What the page posts to an interpreter's worker, and the words of both: types and nothing else.
 * What the worker posts to the page stands in `contract/messages.js`.
 *
 * Every message of a run carries that run's number, so that an answer of a run that was stopped
 * can be told from one of its successor.
 */

/**
 * A program: its files by name. `main.py` is the one that runs.
 * @typedef {Record<string, string>} Files
 */

/**
 * A line of a program, from 1.
 * @typedef {{file: string, line: number}} Place
 */

/**
 * Something displayed, by MIME type (IPython's display protocol). Binary types are base64.
 * @typedef {Record<string, string>} MimeBundle
 */

/**
 * What an interpreter starts from. The page fetches it once and posts it to every worker.
 * @typedef {object} PythonParts
 * @property {WebAssembly.Module} wasm  Pyodide, compiled
 * @property {Blob | ArrayBuffer | null} snapshot  the memory of an interpreter that has booted, as
 *   `snapshot-format.js` writes it; null: boot
 * @property {string} lock  the site's own lock file (JSON)
 * @property {Record<string, ArrayBuffer>} wheels  by file name, as the lock file names them
 */

/**
 * @typedef {{type: "code", code: Blob}} Code  first of all, for the worker's first lines: the rest
 * @typedef {{type: "port", port: MessagePort}} Port  first of all else: where the worker answers
 * @typedef {{type: "boot", parts: PythonParts}} Boot
 * @typedef {{type: "library", archive: ArrayBuffer}} Library
 *   the standard library's files: a restored interpreter needs them last, so they come apart
 * @typedef {{type: "run", run: number, files: Files, seed: number, lesson?: string}} Run
 *   `seed`: of Python's random numbers; `lesson`: JSON of its check and its answers
 * @typedef {{type: "evaluate", run: number, source: string}} Evaluate
 *   what was typed at the console, when the run is over, or in place of one
 * @typedef {{type: "command", run: number, channel: string, content: string}} Command
 *   for the running program, which takes the commands of its channels
 * @typedef {{type: "ask", run: number, id: number, what: string, data: string}} Ask
 *   a question to the run's interpreter, when the run is over; `data` is JSON
 * @typedef {Code | Port | Boot | Library | Run | Evaluate | Command | Ask} ToWorker
 */

/** @typedef {import("./messages.js").Message<"text">["stream"]} StreamName */
/** @typedef {import("./messages.js").Message<"ended">["outcome"]} Outcome */

export {};
