/**
 * Sends the worker's messages to the page: text and numbers only, within limits, on a port to which
 * only this module has a reference. A program can neither send messages in the host's name nor stop
 * them; if it reaches the sink, it can't send more than the page can take.
 *
 * The built-in functions used here are stored before any program runs, because a program may
 * replace them.
 */

import { LONGEST, MOST_TYPES, PROGRAM } from "../contract/messages.js";

/** @typedef {import("../contract/messages.js").FromWorker} FromWorker */

/** The most characters on their way at once; the last update of the largest network has a tenth. */
const AT_ONCE = 64_000_000;
const PER_MILLISECOND = 8_000;
/** The weight of a message without its text. */
const WEIGHT = 200;

const now = performance.now.bind(performance);
const parse = JSON.parse.bind(JSON);
const keysOf = Object.keys.bind(Object);
const hasOwn = Object.hasOwn.bind(Object);
const { min } = Math;
const { postMessage } = MessagePort.prototype;

/** An empty message of each kind that a program may send. @type {Record<string, any>} */
const EMPTY = {};
for (const [type, rules] of Object.entries(PROGRAM)) {
  EMPTY[type] = { type };
  for (const name of Object.keys(rules)) EMPTY[type][name] = null;
}

/** @param {unknown} value @returns {number} its weight @throws {TypeError} if it is not a plain value */
function weigh(value) {
  if (typeof value === "string") {
    if (value.length > LONGEST) throw new TypeError("this is too long to be shown");
    return value.length;
  }
  if (typeof value !== "number" && typeof value !== "boolean")
    throw new TypeError("only text and numbers can be sent to the page");
  return 0;
}

/** @param {(letters: number) => void} [onSent]  called with the letters of each message */
export function createPort(onSent = () => {}) {
  /** @type {((message: FromWorker) => void) | null} */
  let send = null;
  let isOpen = false;
  let left = AT_ONCE;
  let last = now();

  /** @param {number} weight @returns {boolean} whether it may go */
  function spend(weight) {
    const time = now();
    left = min(AT_ONCE, left + (time - last) * PER_MILLISECOND) - weight - WEIGHT;
    last = time;
    return left >= 0;
  }

  /** Report that the interpreter can't be used any more, and send nothing after that. @param {string} message */
  function fail(message) {
    send?.({ type: "failed", message });
    send = null;
  }

  /** @param {FromWorker} message */
  function post(message) {
    const weight = weighMessage(message);
    if (spend(weight)) send?.(message);
    else fail("the program sent more than a page can show");
    onSent(weight);
  }

  return {
    /** Use the first port; a later one would come from a program. @param {MessagePort} port */
    open(port) {
      if (isOpen) return;
      isOpen = true;
      send = postMessage.bind(port);
    },

    fail,
    post,

    /**
     * Send a program's message, if the table allows it: Python's `sink.send(kind, **fields)`.
     * @param {number} run
     * @param {unknown} kind
     * @param {unknown} fields
     * @throws {TypeError} if it is not such a message
     */
    sendOn: (run, kind, fields) => post(messageOf(run, kind, fields)),
  };
}

/**
 * Return a program's message with only the fields of the table. It is a copy of an empty message
 * that has all fields already, so a setter that a program put on a prototype is not called.
 * @param {number} run
 * @param {unknown} kind
 * @param {any} fields
 * @returns {any}
 */
function messageOf(run, kind, fields) {
  if (typeof kind !== "string" || !hasOwn(EMPTY, kind))
    throw new TypeError("a program sends no such message");
  const message = { ...EMPTY[kind], run };
  forEach(PROGRAM[/** @type {keyof typeof PROGRAM} */ (kind)], (name) => {
    message[name] = name === "bundle" ? readBundle(fields[name]) : fields[name];
  });
  return message;
}

/**
 * Loop over a record without iterators, because a program may have replaced them.
 * @param {any} record
 * @param {(name: string, value: any) => void} use
 */
function forEach(record, use) {
  const names = keysOf(record);
  for (let at = 0; at < names.length; at += 1) {
    const name = /** @type {string} */ (names[at]);
    use(name, record[name]);
  }
}

/** @param {any} message */
function weighMessage(message) {
  let weight = 0;
  forEach(message, (name, value) => {
    weight += name === "bundle" ? weighBundle(value) : weigh(value);
  });
  return weight;
}

/** @param {any} bundle */
function weighBundle(bundle) {
  let weight = 0;
  forEach(bundle, (name, value) => {
    weight += name.length + weigh(value);
  });
  if (weight > LONGEST) throw new TypeError("this is too long to be shown");
  return weight;
}

/**
 * Return a displayed object from its JSON: a record of strings only.
 * @param {unknown} json
 * @returns {import("../contract/protocol.js").MimeBundle}
 * @throws {TypeError} if it is not such a record
 */
function readBundle(json) {
  if (typeof json !== "string" || json.length > 2 * LONGEST)
    throw new TypeError("this is too long to be shown");
  const found = parse(json);
  if (keysOf(found).length > MOST_TYPES) throw new TypeError("this has too many types");
  forEach(found, (name, text) => {
    if (typeof text !== "string") throw new TypeError(`${name} is no text`);
  });
  return { ...found };
}
