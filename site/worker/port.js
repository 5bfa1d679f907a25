/**
 * The worker's way to the page: text and numbers only, within limits, on a port that is kept nowhere
 * else. A snippet can neither speak in the host's name nor mute it; one that finds its way to the
 * sink sends no more than the page can take.
 *
 * What is used here is taken before any program runs: a program may replace what it reaches.
 */

import { PROGRAM } from "../contract/messages.js";

/** @typedef {import("../contract/messages.js").FromWorker} FromWorker */

/** Characters that may be on their way at once; the largest network's last update is a tenth. */
const AT_ONCE = 64_000_000;
const PER_MILLISECOND = 8_000;
/** What a message weighs besides its text. */
const WEIGHT = 200;
const LONGEST = 20_000_000;
const MOST_TYPES = 50;

const now = performance.now.bind(performance);
const parse = JSON.parse.bind(JSON);
const keysOf = Object.keys.bind(Object);
const hasOwn = Object.hasOwn.bind(Object);
const { min } = Math;
const { postMessage } = MessagePort.prototype;

/** Of each kind that a program sends, a message without values. @type {Record<string, any>} */
const EMPTY = {};
for (const [type, rules] of Object.entries(PROGRAM)) {
  EMPTY[type] = { type };
  for (const name of Object.keys(rules)) EMPTY[type][name] = null;
}

/** @param {unknown} value @returns {number} what it weighs @throws {TypeError} when it is no plain value */
function weigh(value) {
  if (typeof value === "string") {
    if (value.length > LONGEST) throw new TypeError("this is too long to be shown");
    return value.length;
  }
  if (typeof value !== "number" && typeof value !== "boolean")
    throw new TypeError("only text and numbers can be sent to the page");
  return 0;
}

export function createPort() {
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

  /** @param {string} message  the interpreter can't be used any more; nothing is heard of it after that */
  function fail(message) {
    send?.({ type: "failed", message });
    send = null;
  }

  /** @param {FromWorker} message */
  function post(message) {
    if (spend(weighMessage(message))) send?.(message);
    else fail("the program sent more than a page can show");
  }

  return {
    /** @param {MessagePort} port  the first one's; a later one is a program's */
    open(port) {
      if (isOpen) return;
      isOpen = true;
      send = postMessage.bind(port);
    },

    fail,
    post,

    /**
     * Send on what a program sends, if it is of its kinds: Python's `sink.send(kind, **fields)`.
     * @param {number} run
     * @param {unknown} kind
     * @param {unknown} fields
     * @throws {TypeError} when it is none
     */
    sendOn: (run, kind, fields) => post(messageOf(run, kind, fields)),
  };
}

/**
 * A program's message: the table's fields and no others. A copy of an empty one has all its fields,
 * so that no setter that a program left on a prototype sees them.
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
 * Go over a record without the iterators that a program may have replaced.
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
 * A displayed thing from its JSON: an object that the host made, of strings alone.
 * @param {unknown} json
 * @returns {import("../contract/protocol.js").MimeBundle}
 * @throws {TypeError} when it is none
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
