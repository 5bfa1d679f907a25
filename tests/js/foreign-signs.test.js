import assert from "node:assert/strict";
import test from "node:test";
import { mended } from "../../site/app/editor/foreign-signs.js";
import { processorTime } from "./processor-time.js";

const PAIRS = {
  "print(\u201chello\u201d)": 'print("hello")',
  "x = \u2018it\u2019": "x = 'it'",
  "x = \u201cit\u2019s\u201d": 'x = "it\u2019s"',
  "x\u00a0= 1\n\u00a0\u00a0\u00a0\u00a0y": "x = 1\n    y",
  "a\u200b = b\ufeff": "a = b",
  "x = 3 \u00d7 y \u2212 2\u00b2": "x = 3 * y - 2**2",
  'x = \u201cmixed"\ny': 'x = "mixed"\ny',
  "open \u201c\nnext": 'open "\nnext',
};
for (const [found, meant] of Object.entries(PAIRS))
  test(`${JSON.stringify(found)} is mended`, () => assert.equal(mended(found), meant));

test("what Python understands stays as it is, also in strings and comments", () => {
  const source = [
    "s = 'a \u201cword\u201d \u2013 b' # it\u2019s \u201cso\u201d\u00a0here",
    '"""\n\u201cdocs\u201d\n"""',
    "t = f'{x}\u200b\\'\u201d'",
    "\u03b1 = '\u00e4'",
    "",
  ].join("\n");
  assert.equal(mended(source), source);
});

test("a million characters take their share of time", () => {
  const before = processorTime();
  for (const part of ["\u201c", '"""', "'\\", "# a\n", "\u2018a\n", "\u00a0"])
    mended(part.repeat(1_000_000 / part.length));
  assert.ok(processorTime() - before < 8_000);
});
