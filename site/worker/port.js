/**
 * The worker's way to the page: text and numbers only, within limits, on a port that is kept nowhere
 * else. A snippet can neither speak in the host's name nor mute it; one that finds its way to the
 * sink sends no more than the page can take.
 *
 * What is used here is taken before any program runs: a program may replace what it reaches.
 */

/** @typedef {import("../contract/protocol.js").FromWorker} FromWorker */

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
const { min } = Math;
const { postMessage } = MessagePort.prototype;

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

export function createLine() {
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

  return {
    /** @param {MessagePort} port  the first one's; a later one is a program's */
    open(port) {
      if (isOpen) return;
      isOpen = true;
      send = postMessage.bind(port);
    },

    fail,

    /** @param {FromWorker} message */
    post(message) {
      let weight = 0;
      for (const [name, value] of entriesOf(message)) {
        weight += name === "bundle" ? weighBundle(value) : weigh(value);
      }
      if (spend(weight)) send?.(message);
      else fail("the program sent more than a page can show");
    },
  };
}

/** @param {any} message @returns {[string, any][]} */
function entriesOf(message) {
  /** @type {[string, any][]} */
  const entries = [];
  let at = 0;
  for (const name of keysOf(message)) {
    entries[at] = [name, message[name]];
    at += 1;
  }
  return entries;
}

/** @param {any} bundle */
function weighBundle(bundle) {
  let weight = 0;
  for (const name of keysOf(bundle)) weight += name.length + weigh(bundle[name]);
  if (weight > LONGEST) throw new TypeError("this is too long to be shown");
  return weight;
}

/**
 * A displayed thing from its JSON: an object that the host made, of strings alone.
 * @param {unknown} json
 * @returns {import("../contract/protocol.js").MimeBundle}
 * @throws {TypeError} when it is none
 */
export function readBundle(json) {
  if (typeof json !== "string" || json.length > 2 * LONGEST)
    throw new TypeError("this is too long to be shown");
  const found = parse(json);
  const names = keysOf(found);
  if (names.length > MOST_TYPES) throw new TypeError("this has too many types");
  /** @type {import("../contract/protocol.js").MimeBundle} */
  const bundle = {};
  for (const name of names) {
    if (typeof found[name] !== "string") throw new TypeError(`${name} is no text`);
    bundle[name] = found[name];
  }
  return bundle;
}
