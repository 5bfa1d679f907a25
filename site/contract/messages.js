/**
 * The check at the door: what an interpreter's worker posted, if it keeps to the protocol.
 *
 * The line that it comes on is out of a snippet's reach; but one line of defence is none, so
 * nothing is used before it was checked.
 */

/** @typedef {import("./protocol.js").FromWorker} FromWorker */

// No message of the runner is longer: text comes in pieces, displays are bounded together.
const LONGEST = 20_000_000;
const isString = (/** @type {unknown} */ value) =>
  typeof value === "string" && value.length <= LONGEST;
/** Words that stand in a sentence, and names. */
const isShort = (/** @type {unknown} */ value) =>
  typeof value === "string" && value.length <= 10_000;
/** What is printed at once. */
const isText = (/** @type {unknown} */ value) =>
  typeof value === "string" && value.length <= 1_100_000;
/** As long as the runner makes a traceback, and a little more. */
const isTraceback = (/** @type {unknown} */ value) =>
  typeof value === "string" && value.length <= 60_000;
/** As many types as one thing may come in. */
const MOST_TYPES = 50;
const isBoolean = (/** @type {unknown} */ value) => typeof value === "boolean";
const isCount = (/** @type {unknown} */ value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isOneOf =
  (/** @type {string[]} */ ...names) =>
  (/** @type {unknown} */ value) =>
    names.includes(/** @type {string} */ (value));
const isBundle = (/** @type {unknown} */ value) =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length <= MOST_TYPES &&
  Object.values(value).every(isString);

/** How much room a message takes in the page: the characters of its texts. @param {any} message @returns {number} */
export const weightOf = (message) =>
  Object.values(message.bundle ?? message).reduce(
    (sum, value) => sum + (typeof value === "string" ? value.length : 0),
    0,
  );

const MISTAKES = ["stale-gradients", "changed-data", "dead-relu", "no-path", "not-finite"];
/** What an error is about; nobody has to look for that. */
export const HINTS = ["notebook-command", "no-torch", "no-threads", "no-processes"];

/** @type {Record<string, Record<string, (value: unknown) => boolean>>} */
const SHAPES = {
  ready: { isRestored: isBoolean },
  failed: { message: isShort },
  loading: { run: isCount, packages: isShort },
  missing: { run: isCount, packages: isShort },
  text: { run: isCount, stream: isOneOf("stdout", "stderr"), text: isText },
  display: { run: isCount, bundle: isBundle },
  update: { run: isCount, bundle: isBundle },
  cut: { run: isCount, what: isOneOf("text", "writes", "displays", "trainings"), limit: isCount },
  error: { run: isCount, traceback: isTraceback, file: isShort, line: isCount },
  input: { run: isCount, box: isShort, prompt: isShort },
  advice: {
    run: isCount,
    kind: isOneOf(...MISTAKES, ...HINTS),
    file: isShort,
    line: isCount,
    name: isShort,
  },
  answer: { run: isCount, id: isCount, data: isString },
  ended: {
    run: isCount,
    outcome: isOneOf("finished", "error", "exited", "died", "unfinished"),
    message: isShort,
    verdict: isText,
  },
};

/**
 * @param {any} data
 * @returns {FromWorker}
 * @throws {TypeError} when the data is no message of the protocol
 */
export function checkMessage(data) {
  const type = data?.type;
  if (!isString(type) || !Object.hasOwn(SHAPES, type)) throw new TypeError("unknown message");
  for (const [name, isRight] of Object.entries(SHAPES[type] ?? {})) {
    if (!isRight(data[name])) throw new TypeError(`message ${type}: wrong ${name}`);
  }
  return data;
}
