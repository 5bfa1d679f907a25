/**
 * The messages from an interpreter's worker to the page: a table of their kinds, and the check of
 * each message. The types are derived from the table, the worker sends only messages that it
 * allows, and tests compare Python's messages with it.
 *
 * No program can reach the port of these messages. One defence is not enough, so the page also
 * checks each message before it uses it.
 */

import { isCount, isFlag, isMapOf, isOneOf, isTextUpTo } from "./schema.js";

/** @typedef {import("./schema.js").Rule} Rule */

/** The most characters of a message. The runner splits text, and displays no more than this in a run. */
export const LONGEST = 20_000_000;
/** The most MIME types of one displayed object. */
export const MOST_TYPES = 50;

/** Names, and texts that are put into a sentence. */
const isPhrase = isTextUpTo(10_000);
/** A piece of printed text. */
const isPiece = isTextUpTo(1_100_000);
/** A little more than the longest traceback of the runner. */
const isTraceback = isTextUpTo(60_000);
const isLong = isTextUpTo(LONGEST);
/** A displayed object, by MIME type. Python sends it as JSON. */
const isBundle = isMapOf(isLong, MOST_TYPES);

/** Mistakes in a program that raise no error. */
export const MISTAKES = /** @type {const} */ ([
  "stale-gradients",
  "changed-data",
  "dead-relu",
  "no-path",
  "not-finite",
]);
/** Causes of an error, which are shown at once, not folded. */
export const HINTS = /** @type {const} */ ([
  "notebook-command",
  "no-torch",
  "no-drawing",
  "import",
  "no-threads",
  "no-processes",
]);

/** Whether advice explains an error. */
export const isHint = isOneOf(...HINTS);

/** Messages of a program: Python's `sink.send(kind, **fields)`. */
export const PROGRAM = {
  text: { stream: isOneOf("stdout", "stderr"), text: isPiece },
  display: { bundle: isBundle },
  /** An update of a displayed object: its JSON in the bundle has the same id. */
  update: { bundle: isBundle },
  /** Only `limit` characters, writes, displays or trainings are sent; the others are dropped. */
  truncated: { what: isOneOf("text", "writes", "displays", "trainings"), limit: isCount },
  /** `line` is the line of the visitor's program that failed; 0 if there is none. */
  error: { traceback: isTraceback, file: isPhrase, line: isCount },
  /** A mistake without an error, or the cause of an error; `line` is 0 if there is none. */
  advice: { kind: isOneOf(...MISTAKES, ...HINTS), file: isPhrase, line: isCount, name: isPhrase },
};

/** Messages of the worker about a run. */
const RUN = {
  /** The packages that are being fetched; "" when that is over. */
  loading: { packages: isPhrase },
  /** Packages that could not be fetched. */
  missing: { packages: isPhrase },
  /** `input()` waits: the answer is a command to `channel`, a line with its end, or "" at the input's end. */
  input: { channel: isPhrase, prompt: isPhrase },
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

/** Messages of the worker about itself. */
const WORKER = {
  /** `isRestored`: it started from the snapshot. */
  ready: { isRestored: isFlag },
  /** The interpreter can't be used, or no longer. */
  failed: { message: isPhrase },
};

/** All kinds; a message of a run also carries the run's number. @type {Record<string, Record<string, Rule>>} */
export const SHAPES = { ...WORKER };
for (const [kind, fields] of Object.entries({ ...RUN, ...PROGRAM }))
  SHAPES[kind] = { run: isCount, ...fields };

/** @typedef {typeof RUN & typeof PROGRAM} OfRun */
/** @template {keyof OfRun} Kind @typedef {{type: Kind, run: number} & import("./schema.js").RecordRuled<OfRun[Kind]>} Message */
/** @typedef {{[Kind in keyof OfRun]: Message<Kind>}[keyof OfRun]} RunMessage */
/** @template {keyof typeof WORKER} Kind @typedef {{type: Kind} & import("./schema.js").RecordRuled<(typeof WORKER)[Kind]>} WorkerMessage */
/** @typedef {{[Kind in keyof typeof WORKER]: WorkerMessage<Kind>}[keyof typeof WORKER] | RunMessage} FromWorker */
/** @template {keyof typeof PROGRAM} Kind @typedef {import("./schema.js").RecordRuled<(typeof PROGRAM)[Kind]>} Fields  of what a program sends */

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
