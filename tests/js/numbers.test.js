import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { factor, fullNumber, shortNumber } from "../../site/app/ui/numbers.js";

/** What Python wrote. @type {[string, string, string][]} */
const rows = JSON.parse(
  readFileSync(new URL("../engine/recorded/numbers.json", import.meta.url), "utf8"),
);

test("numbers are written as Python writes them", () => {
  assert.ok(rows.length > 600);
  for (const [bits, short, full] of rows) {
    const number = Buffer.from(bits, "hex").readDoubleBE();
    assert.equal(shortNumber(number), short, full);
    assert.equal(fullNumber(number), full);
  }
});

test("numbers that JSON lacks are read from words", () => {
  const words = /** @type {const} */ (["NaN", "Infinity", "-Infinity"]);
  assert.deepEqual(words.map(shortNumber), ["nan", "inf", "-inf"]);
});

test("a negative factor stands in brackets", () => {
  assert.deepEqual([factor(-3), factor(2), factor(-0)], ["(-3.0)", "2.0", "(-0.0)"]);
});
