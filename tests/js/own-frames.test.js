import assert from "node:assert/strict";
import { test } from "node:test";
import { createOwnFrames } from "../../site/worker/own-frames.js";

const STACK = `before
Stack (most recent call first):
  File "main.py", line 3 in f
  File "/lib/playground_host/runner.py", line 372 in _evaluate
  File "/lib/python314.zip/asyncio/events.py", line 94 in _run
after
  File "/lib/what the program printed"
`;
const OWN = STACK.split("\n")
  .filter((line) => !/_evaluate|_run/.test(line))
  .join("\n");

for (const [how, pieces] of Object.entries({
  "in one piece": [STACK],
  "by lines": STACK.split(/(?<=\n)/),
  // As Python writes a frame.
  "by parts of lines": STACK.split(/(?<=[\n"])/),
}))
  test(`a stack has only the program's frames, ${how}`, () => {
    assert.equal(pieces.map(createOwnFrames()).join(""), OWN);
  });

test("what follows a stack is shown at once, with or without the end of its line", () => {
  const own = createOwnFrames();
  assert.equal(own("Stack (most recent call first):\n"), "Stack (most recent call first):\n");
  assert.equal(own("What? "), "What? ");
  assert.equal(own("  File"), "  File");
});

test("a line without an end is not held for ever", () => {
  const own = createOwnFrames();
  own("Stack (most recent call first):\n");
  assert.equal(own(`  File "${"x".repeat(1_000)}`).length, 1_008);
});
