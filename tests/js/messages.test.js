import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkMessage, SHAPES } from "../../site/contract/messages.js";

// The table of kinds is gone over by itself: of the words in it, one is right for each choice.
const source = readFileSync(new URL("../../site/contract/messages.js", import.meta.url), "utf8");
const words = [...source.matchAll(/"([a-z-]+)"/g)].map(([, word]) => word);
const wrong = [undefined, null, Symbol("x"), -1, Number.NaN, ["text"], { a: 5 }];

for (const [type, rules] of Object.entries(SHAPES)) {
  /** @type {Record<string, any>} */
  const message = { type };
  for (const [name, isRight] of Object.entries(rules))
    message[name] = [true, 1, "", { "text/plain": "5" }, ...words].find(isRight);

  test(`${type} passes as it is`, () => assert.equal(checkMessage(message), message));

  for (const name of Object.keys(message)) {
    test(`${type} is refused without ${name}, or with another thing for it`, () => {
      for (const value of wrong)
        assert.throws(() => checkMessage({ ...message, [name]: value }), TypeError);
    });
  }
}

const known = [
  { type: "text", run: 1, stream: "stderr", text: "hello" },
  { type: "truncated", run: 1, what: "displays", limit: 10 },
  { type: "advice", run: 1, kind: "no-path", file: "main.py", line: 3, name: "w" },
  { type: "advice", run: 1, kind: "no-torch", file: "main.py", line: 1, name: "torch" },
  { type: "ended", run: 1, outcome: "finished", message: "", verdict: "" },
];

for (const message of known) {
  test(`${JSON.stringify(message)} passes`, () => assert.equal(checkMessage(message), message));
}

const strange = [
  { type: "text", run: 1, stream: "stdin", text: "hello" },
  { type: "text", run: 1, stream: "stdout", text: "x".repeat(1_100_001) },
  { type: "advice", run: 1, kind: "no-idea", file: "main.py", line: 3, name: "w" },
  { type: "ended", run: 1, outcome: "stopped", message: "", verdict: "" },
  ...[undefined, null, 5, "ready", [], {}, { type: "toString" }, { type: "boot" }],
];

for (const data of strange) {
  test(`${JSON.stringify(data)?.slice(0, 100)} is no message`, () =>
    assert.throws(() => checkMessage(data), TypeError));
}
