import assert from "node:assert/strict";
import { test } from "node:test";
import { checkMessage } from "../../site/contract/messages.js";

const good = [
  { type: "ready", isRestored: true },
  { type: "failed", message: "no" },
  { type: "loading", run: 1, packages: "numpy" },
  { type: "missing", run: 1, packages: "numpy" },
  { type: "text", run: 1, stream: "stdout", text: "hello" },
  { type: "display", run: 1, bundle: { "text/plain": "5" } },
  { type: "cut", run: 1, what: "text", limit: 10 },
  { type: "error", run: 1, traceback: "Traceback", file: "main.py", line: 3 },
  { type: "input", run: 1, box: "input 1", prompt: "name? " },
  { type: "advice", run: 1, kind: "no-path", file: "main.py", line: 3, name: "w" },
  { type: "advice", run: 1, kind: "no-torch", file: "main.py", line: 1, name: "torch" },
  { type: "answer", run: 1, id: 1, data: "{}" },
  { type: "ended", run: 1, outcome: "finished", message: "", verdict: "" },
];

for (const message of good) {
  test(`${message.type} passes as it is`, () => assert.equal(checkMessage(message), message));

  for (const name of Object.keys(message)) {
    test(`${message.type} is refused without ${name}, or with another thing for it`, () => {
      for (const value of [undefined, null, Symbol("x"), -1, Number.NaN, ["text"], { a: 5 }]) {
        assert.throws(() => checkMessage({ ...message, [name]: value }), TypeError);
      }
    });
  }
}

for (const data of [undefined, null, 5, "ready", [], {}, { type: "toString" }, { type: "boot" }]) {
  test(`${JSON.stringify(data)} is no message`, () =>
    assert.throws(() => checkMessage(data), TypeError));
}
