import assert from "node:assert/strict";
import test from "node:test";
import { readRecording } from "../../site/contract/recording.js";

const SOURCE = '"""Two\n\nlines\n"""\n\nprint(1)\n';
const ended = { type: "ended", run: 1, outcome: "finished", message: "", verdict: "" };
const text = { type: "text", run: 1, stream: "stdout", text: "1\n" };
const recording = { source: SOURCE, seed: 1, messages: [text, ended], layouts: {} };

test("a recording is read if it is of the program", () => {
  assert.equal(readRecording(recording, SOURCE), recording);
  assert.equal(readRecording(recording, SOURCE.replace("1)", "2)")), null);
  assert.equal(readRecording(recording, ""), null);
});

test("a recording is also that of the program with a docstring of as many lines", () => {
  assert.equal(readRecording(recording, SOURCE.replace("Two", "Zwei")), recording);
  assert.equal(readRecording(recording, SOURCE.replace("Two\n", "Zwei\nund mehr\n")), null);
});

test("a damaged recording is none", () => {
  const damaged = [
    null,
    [],
    "recording",
    {},
    { ...recording, seed: -1 },
    { ...recording, messages: [ended, text] },
    { ...recording, messages: [text] },
    { ...recording, messages: [{ ...text, text: 1 }, ended] },
    { ...recording, messages: [{ type: "unheard of", run: 1 }, ended] },
    { ...recording, messages: [{ type: "ready", isRestored: true }, ended] },
    { ...recording, layouts: { "digraph {}": 1 } },
    { ...recording, layouts: [] },
  ];
  for (const each of damaged) assert.equal(readRecording(each, SOURCE), null, JSON.stringify(each));
});
