/**
 * The contract between the page and an interpreter's worker: types and nothing else.
 *
 * Every message of a run carries that run's number, so that an answer of a run that was stopped
 * can be told from one of its successor. A worker answers on a line of its own, a port that no
 * snippet can reach; still `contract/messages.js` checks what comes before the page uses it.
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
 * @typedef {{type: "line", port: MessagePort}} Line  first of all else: where the worker answers
 * @typedef {{type: "boot", parts: PythonParts}} Boot
 * @typedef {{type: "library", archive: ArrayBuffer}} Library
 *   the standard library's files: a restored interpreter needs them last, so they come apart
 * @typedef {{type: "run", run: number, files: Files, seed: number, lesson?: string}} Run
 *   `seed`: of Python's random numbers; `lesson`: JSON of its check and its answers
 * @typedef {{type: "evaluate", run: number, source: string}} Evaluate
 *   what was typed at the console, when the run is over, or in place of one
 * @typedef {{type: "letter", run: number, box: string, content: string}} Letter
 *   for the running program, which takes it from its mailbox
 * @typedef {{type: "ask", run: number, id: number, what: string, data: string}} Ask
 *   a question to the run's interpreter, when the run is over; `data` is JSON
 * @typedef {Code | Line | Boot | Library | Run | Evaluate | Letter | Ask} ToWorker
 */

/** @typedef {"stdout" | "stderr"} StreamName */

/**
 * How a run ended by itself. `died`: the interpreter broke and can't be used again.
 * `unfinished`: what was typed at the console is not whole yet, and did not begin.
 * @typedef {"finished" | "error" | "exited" | "died" | "unfinished"} Outcome
 */

/** @typedef {"stale-gradients" | "changed-data" | "dead-relu" | "no-path" | "not-finite" | HintKind} AdviceKind */
/** @typedef {"notebook-command" | "no-torch" | "no-threads" | "no-processes"} HintKind */

/**
 * @typedef {{type: "ready", isRestored: boolean}} Ready  `isRestored`: from the snapshot
 * @typedef {{type: "failed", message: string}} Failed  it can't be used, or not any more
 * @typedef {{type: "loading", run: number, packages: string}} Loading
 * @typedef {{type: "missing", run: number, packages: string}} Missing
 * @typedef {{type: "text", run: number, stream: StreamName, text: string}} Text
 * @typedef {{type: "display", run: number, bundle: MimeBundle}} Display
 * @typedef {{type: "update", run: number, bundle: MimeBundle}} Update
 *   what is new about a displayed thing: its JSON in the bundle has the same id
 * @typedef {{type: "cut", run: number, what: "text" | "writes" | "displays" | "trainings", limit: number}} Cut
 * @typedef {{type: "error", run: number, traceback: string, file: string, line: number}} PythonError
 *   `line` is the visitor's line that failed, 0 where there is none
 * @typedef {{type: "input", run: number, box: string, prompt: string}} Input
 *   a line is asked for: a letter to `box`, the line with its end, or nothing at the input's end
 * @typedef {{type: "advice", run: number, kind: AdviceKind, file: string, line: number, name: string}} Advice
 *   a mistake that was no error, or what an error is about; `line` is 0 where there is none
 * @typedef {{type: "ended", run: number, outcome: Outcome, message: string, verdict: string}} Ended
 *   `verdict`: of the lesson that the run was given, as JSON; nothing without one
 * @typedef {{type: "answer", run: number, id: number, data: string}} Answer  `data` is JSON
 * @typedef {Loading | Missing | Text | Display | Update | Cut | PythonError | Input | Advice | Ended | Answer} RunMessage
 * @typedef {Ready | Failed | RunMessage} FromWorker
 */

export {};
