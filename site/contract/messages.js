/**
 * The messages that an interpreter's worker sends to the page. A table lists each kind of message
 * with its fields, and a rule for each field.
 *
 * The table is the only list: the types come from it, the worker sends nothing that is not in it,
 * and a test compares what Python sends with it. Visitors' programs can't reach the port of these
 * messages. The page checks each message all the same, because one defence may fail.
 */

import { isCount, isFlag, isMapOf, isOneOf, isTextUpTo } from "./schema.js";

/** @typedef {import("./schema.js").Rule} Rule */

/** The most characters in a message. The runner splits longer text; all that a run displays is at most as long. */
export const LONGEST = 20_000_000;
/** The most MIME types of one displayed object. */
export const MOST_TYPES = 50;

/** A name, or a text that becomes a part of a sentence. */
const isPhrase = isTextUpTo(10_000);
/** A piece of printed text. */
const isPiece = isTextUpTo(1_100_000);
/** A little more than the longest traceback of the runner. */
const isTraceback = isTextUpTo(60_000);
const isLong = isTextUpTo(LONGEST);
/** A displayed object, by MIME type. Python sends it as JSON. */
const isBundle = isMapOf(isLong, MOST_TYPES);

/** The kinds of advice about a mistake that raises no error. */
export const MISTAKES = /** @type {const} */ ([
  "stale-gradients",
  "changed-data",
  "dead-relu",
  "no-path",
  "not-finite",
]);
/** The kinds of advice about the cause of an error. The page shows these at once; other advice is folded. */
export const HINTS = /** @type {const} */ ([
  "notebook-command",
  "no-torch",
  "no-drawing",
  "import",
  "no-threads",
  "no-processes",
  "foreign-signs",
]);

/** Whether advice explains an error. */
export const isHint = isOneOf(...HINTS);

/** What a program causes Python to send: `sink.send(kind, **fields)`. */
export const PROGRAM = {
  text: { stream: isOneOf("stdout", "stderr"), text: isPiece },
  display: { bundle: isBundle },
  /** New data for an object that is displayed already: the JSON in both bundles has the same id. */
  update: { bundle: isBundle },
  /** The program made more than `limit` characters, writes, displays or trainings: the rest is dropped. */
  truncated: { what: isOneOf("text", "writes", "displays", "trainings"), limit: isCount },
  /** `line` of the visitor's `file` failed; it is 0 if no line of the visitor's did. */
  error: { traceback: isTraceback, file: isPhrase, line: isCount },
  /** A cell of the program begins, at this line: what follows is its output. Code has a number from 1, and no text; a cell of text has its Markdown, and the number 0. */
  cell: { number: isCount, line: isCount, title: isPhrase, text: isPiece },
  /** A notebook's command that is not here was left out. */
  skipped: { command: isPhrase },
  /** A mistake that raises no error, or the cause of an error; `line` is 0 if it has no line. */
  advice: { kind: isOneOf(...MISTAKES, ...HINTS), file: isPhrase, line: isCount, name: isPhrase },
};

/** What the worker itself says about a run. */
const RUN = {
  /** The packages that are being fetched; "" when they are there. */
  loading: { packages: isPhrase },
  /** The packages that could not be fetched. */
  missing: { packages: isPhrase },
  /** `input()` waits. The page answers with a command to `channel`: a line with its line end, or "" if no more lines come. */
  input: { channel: isPhrase, prompt: isPhrase },
  /** Graphviz is asked to draw. The page answers with a command to `channel`: JSON of its output, or of the error. */
  layout: { channel: isPhrase, dot: isPiece, engine: isPhrase, form: isPhrase },
  /** The answer to a question, as JSON. */
  answer: { id: isCount, data: isLong },
  /**
   * How a run ended by itself. `died`: the interpreter broke and can't be used again. `unfinished`:
   * the console's input is not complete yet, and has not run. `verdict`: the verdict of the run's
   * lesson, as JSON; "" without a lesson.
   */
  ended: {
    outcome: isOneOf("finished", "error", "exited", "died", "unfinished"),
    message: isPhrase,
    verdict: isPiece,
  },
};

/** What the worker says about itself. */
const WORKER = {
  /** Python has started; `isRestored`: from the snapshot. */
  ready: { isRestored: isFlag },
  /** A wheel of the site is needed; the page answers with a message `wheel`. */
  wanted: { name: isPhrase },
  /** The interpreter did not start, or can no longer be used. */
  failed: { message: isPhrase },
};

/** The fields of every kind of message; messages about a run also have the run's number. @type {Record<string, Record<string, Rule>>} */
export const SHAPES = { ...WORKER };
for (const [kind, fields] of Object.entries({ ...RUN, ...PROGRAM }))
  SHAPES[kind] = { run: isCount, ...fields };

/** @typedef {typeof RUN & typeof PROGRAM} OfRun */
/** @template {keyof OfRun} Kind @typedef {{type: Kind, run: number} & import("./schema.js").RecordRuled<OfRun[Kind]>} Message */
/** @typedef {{[Kind in keyof OfRun]: Message<Kind>}[keyof OfRun]} RunMessage */
/** @template {keyof typeof WORKER} Kind @typedef {{type: Kind} & import("./schema.js").RecordRuled<(typeof WORKER)[Kind]>} WorkerMessage */
/** @typedef {{[Kind in keyof typeof WORKER]: WorkerMessage<Kind>}[keyof typeof WORKER] | RunMessage} FromWorker */
/** @template {keyof typeof PROGRAM} Kind @typedef {import("./schema.js").RecordRuled<(typeof PROGRAM)[Kind]>} Fields  of a message of a program */

/** Return the weight of a message: the number of characters in its texts. @param {any} message @returns {number} */
export const weightOf = (message) =>
  Object.values(message.bundle ?? message).reduce(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );

/**
 * @param {any} data
 * @returns {FromWorker}
 * @throws {TypeError} if the data is not a message of the table
 */
export function checkMessage(data) {
  const type = data?.type;
  if (typeof type !== "string" || !Object.hasOwn(SHAPES, type))
    throw new TypeError("unknown message");
  for (const [name, isRight] of Object.entries(SHAPES[type] ?? {})) {
    if (!isRight(data[name])) throw new TypeError(`message ${type}: wrong ${name}`);
  }
  return data;
}
