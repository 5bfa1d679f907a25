/**
 * What an interpreter's worker posts to the page: one table of the kinds of messages for both
 * languages, and the check at the door. The types are derived from the table, the worker looks up
 * in it what a program may send, and the tests hold Python's messages to it.
 *
 * No snippet can reach the port that the messages come on. One defence is not enough: each message is
 * checked before it is used.
 */

import { isCount, isFlag, isMapOf, isOneOf, isTextUpTo } from "./schema.js";

/** @typedef {import("./schema.js").Rule} Rule */

// No message of the runner is longer: text comes in pieces, displays are bounded together.
const LONGEST = 20_000_000;
/** As many types as one thing may come in. */
const MOST_TYPES = 50;

/** Words that stand in a sentence, and names. */
const isShort = isTextUpTo(10_000);
/** What is printed at once. */
const isPiece = isTextUpTo(1_100_000);
/** As long as the runner makes a traceback, and a little more. */
const isTraceback = isTextUpTo(60_000);
const isLong = isTextUpTo(LONGEST);
/** Something displayed, by MIME type. Python gives it as JSON. */
const isBundle = isMapOf(isLong, MOST_TYPES);

/** Mistakes that a program makes without an error. */
export const MISTAKES = /** @type {const} */ ([
  "stale-gradients",
  "changed-data",
  "dead-relu",
  "no-path",
  "not-finite",
]);
/** What an error is about; nobody has to look for that. */
export const HINTS = /** @type {const} */ ([
  "notebook-command",
  "no-torch",
  "import",
  "no-threads",
  "no-processes",
]);

/** Whether an error is what advice is about. */
export const isHint = isOneOf(...HINTS);

/** What a program sends: Python's `sink.send(kind, **fields)`. */
export const PROGRAM = {
  text: { stream: isOneOf("stdout", "stderr"), text: isPiece },
  display: { bundle: isBundle },
  /** What is new about a displayed thing: its JSON in the bundle has the same id. */
  update: { bundle: isBundle },
  /** No more of something will come than `limit`: characters, writes, displays, trainings. */
  truncated: { what: isOneOf("text", "writes", "displays", "trainings"), limit: isCount },
  /** `line` is the visitor's line that failed, 0 where there is none. */
  error: { traceback: isTraceback, file: isShort, line: isCount },
  /** A mistake that was no error, or what an error is about; `line` is 0 where there is none. */
  advice: { kind: isOneOf(...MISTAKES, ...HINTS), file: isShort, line: isCount, name: isShort },
};

/** What the worker says of a run. */
const RUN = {
  /** Packages that are being fetched; nothing: not any more. */
  loading: { packages: isShort },
  /** Packages that could not be fetched. */
  missing: { packages: isShort },
  /** A line is asked for: a command to `channel`, the line with its end, or nothing at the input's end. */
  input: { channel: isShort, prompt: isShort },
  /** What a question got, as JSON. */
  answer: { id: isCount, data: isLong },
  /**
   * How a run ended by itself. `died`: the interpreter broke and can't be used again. `unfinished`:
   * what was typed at the console is not whole yet, and did not begin. `verdict`: of the lesson that
   * the run was given, as JSON; nothing without one.
   */
  ended: {
    outcome: isOneOf("finished", "error", "exited", "died", "unfinished"),
    message: isShort,
    verdict: isPiece,
  },
};

/** What the worker says of itself. */
const WORKER = {
  /** `isRestored`: from the snapshot. */
  ready: { isRestored: isFlag },
  /** It can't be used, or not any more. */
  failed: { message: isShort },
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

/** How much room a message takes in the page: the characters of its texts. @param {any} message @returns {number} */
export const weightOf = (message) =>
  Object.values(message.bundle ?? message).reduce(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );

/**
 * @param {any} data
 * @returns {FromWorker}
 * @throws {TypeError} when the data is no message of the table
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
