import assert from "node:assert/strict";
import { test } from "node:test";
import { createMeter } from "../../site/worker/meter.js";

/** The limit is reached: the meter would wait for its worker's end. */
class Ended extends Error {}

const NAMES = [
  [
    "JsvFunction_CallBound",
    (/** @type {any} */ f, /** @type {any} */ it, /** @type {any} */ given) => f.apply(it, given),
  ],
  [
    "JsvFunction_Construct",
    (/** @type {any} */ type, /** @type {any} */ given) => new type(...given),
  ],
  ["_python2js_ascii", () => "x"],
];

/**
 * Python's calls of JavaScript, with a meter around them.
 * @param {ArrayBuffer} [heap]
 * @param {() => number} [now]
 */
function metered(heap, now) {
  const meter = createMeter(() => {
    throw new Ended();
  }, now);
  /** @type {any} */
  const imports = new Proxy(Object.fromEntries(NAMES), {
    get: (known, name) => Reflect.get(known, name) ?? (() => undefined),
  });
  meter.install(imports, () => heap);
  return {
    meter,
    make: (/** @type {any} */ type, /** @type {any[]} */ ...given) =>
      imports.JsvFunction_Construct(type, given),
    call: (/** @type {any} */ f, /** @type {any} */ it, /** @type {any[]} */ ...given) =>
      imports.JsvFunction_CallBound(f, it, given),
    text: (/** @type {number} */ letters) => imports._python2js_ascii(0, letters),
  };
}

/** @param {number} times @param {() => void} act */
function often(times, act) {
  for (let i = 0; i < times; i += 1) act();
}

const data = new Uint8Array(1e7);

/** @type {Record<string, (python: ReturnType<typeof metered>) => void>} */
const endless = {
  buffers: ({ make }) => make(Uint8Array, 1e7),
  "copies of buffers": ({ call }) => call(data.slice, data),
  "arrays that are filled": ({ make }) => make(Array, 1e6),
  "arrays that a call makes": ({ call }) => call([].concat, new Array(1e6)),
  text: ({ text }) => text(1e6),
  "text that a call makes": ({ call }) => call("x".repeat, "x", 1e7),
  Blobs: ({ make }) => make(Blob, [data]),
  "what has a copy of a buffer": ({ make }) => make(Response, data),
  "WebAssembly's memories": ({ make }) => make(WebAssembly.Memory, { initial: 1_000 }),
};

for (const [what, act] of Object.entries(endless)) {
  test(`a program that takes ${what} without end is ended`, () => {
    const python = metered();
    assert.throws(() => often(2_000, () => act(python)), Ended);
  });
}

test("one call with an endless array is ended before", () => {
  const { call } = metered();
  let isCalled = false;
  const f = () => {
    isCalled = true;
  };
  assert.throws(() => call(f, null, { length: 1e9 }), Ended);
  assert.equal(isCalled, false);
});

test("the same object is counted once, and Python's own heap is not", () => {
  const heap = new ArrayBuffer(1e9);
  const { call, make } = metered(heap);
  const array = make(Uint8Array, 1e9);
  often(1_000, () => call(array.fill, array, 0, 0, 1));
  often(1_000, () => make(Uint8Array, heap));
});

test("messages that no one reads end the program", (t) => {
  t.mock.method(MessagePort.prototype, "postMessage", () => {});
  const { call } = metered();
  const { postMessage } = MessagePort.prototype;
  assert.throws(() => often(2_000, () => call(postMessage, null, data)), Ended);
});

test("what is freed in time may be taken without end", () => {
  let time = 0;
  const { make } = metered(undefined, () => time);
  often(10_000, () => {
    time += 1_000;
    make(Uint8Array, 1e7);
  });
});

test("text that the host sends is not kept", () => {
  const { meter, text } = metered();
  often(2_000, () => {
    text(1e6);
    meter.forget(1e6);
  });
});
