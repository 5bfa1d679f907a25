import assert from "node:assert/strict";
import { test } from "node:test";
import { PROGRAM, SHAPES } from "../../site/contract/messages.js";
import { createPort } from "../../site/worker/port.js";

/** What arrives at the page of what a program sends. @param {(sendOn: any) => void} send */
async function arriving(send) {
  const { port1, port2 } = new MessageChannel();
  const port = createPort();
  port.open(port2);
  try {
    send((/** @type {any} */ kind, /** @type {any} */ fields) => port.sendOn(7, kind, fields));
    port.post({ type: "ready", isRestored: true });
    return await new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
  } finally {
    port1.close();
  }
}

const text = { stream: "stdout", text: "half \ud800 of a sign" };

test("a program's message carries its run and the table's fields, and nothing else", async () => {
  const lie = { ...text, type: "ended", run: 8, more: "x" };
  const message = await arriving((send) => send("text", lie));
  assert.deepEqual(message, { type: "text", run: 7, ...text });
});

test("a bundle travels to Python's side of the worker as JSON", async () => {
  const bundle = { "text/plain": "5" };
  const message = await arriving((send) => send("display", { bundle: JSON.stringify(bundle) }));
  assert.deepEqual(message, { type: "display", run: 7, bundle });
});

const others = Object.keys(SHAPES).filter((kind) => !Object.hasOwn(PROGRAM, kind));

for (const kind of [
  ...others,
  "toString",
  "__proto__",
  "",
  undefined,
  5,
  { toString: () => "text" },
]) {
  test(`a program sends no ${JSON.stringify(kind)}`, async () => {
    const message = await arriving((send) => assert.throws(() => send(kind, text), TypeError));
    assert.equal(message.type, "ready");
  });
}

const wrong = {
  "a field missing": ["text", { stream: "stdout" }],
  "a field that is no plain value": ["text", { stream: "stdout", text: ["x"] }],
  "a field that is too long": ["text", { stream: "stdout", text: "x".repeat(20_000_001) }],
  "no fields": ["text", undefined],
  "a bundle that is no text": ["display", { bundle: { "text/plain": "5" } }],
  "a bundle that is no JSON": ["display", { bundle: "{" }],
  "a bundle of numbers": ["display", { bundle: '{"text/plain": 5}' }],
  "a bundle of nothing": ["display", { bundle: "null" }],
};

for (const [what, [kind, fields]] of Object.entries(wrong)) {
  test(`${what} is refused`, async () => {
    const message = await arriving((send) => assert.throws(() => send(kind, fields)));
    assert.equal(message.type, "ready");
  });
}

test("what a program replaces makes no difference", async () => {
  /** @type {any[]} */
  const seen = [];
  const { keys, hasOwn } = Object;
  const { parse } = JSON;
  const iterate = Array.prototype[Symbol.iterator];
  const message = await arriving((send) => {
    Object.defineProperty(Object.prototype, "bundle", {
      configurable: true,
      set: (value) => seen.push(value),
    });
    Object.keys = () => ["type", "run"];
    Object.hasOwn = () => true;
    JSON.parse = () => ({});
    Array.prototype[Symbol.iterator] = () => {
      throw new Error("a program's");
    };
    try {
      send("update", { bundle: '{"text/plain": "5"}' });
    } finally {
      Array.prototype[Symbol.iterator] = iterate;
      Object.assign(Object, { keys, hasOwn });
      JSON.parse = parse;
      Reflect.deleteProperty(Object.prototype, "bundle");
    }
  });
  assert.deepEqual(message, { type: "update", run: 7, bundle: { "text/plain": "5" } });
  assert.deepEqual(seen, []);
});
