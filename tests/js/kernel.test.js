import assert from "node:assert/strict";
import { test } from "node:test";

import { tanh } from "../../site/worker/kernel.js";

test("tanh is Math.tanh's to 1e-14 of itself, over all sizes and both signs", () => {
  const check = (x) => {
    const right = Math.tanh(x);
    assert.ok(Math.abs(tanh(x) - right) <= 1e-14 * Math.abs(right), `tanh(${x}) is ${tanh(x)}`);
  };
  for (let exponent = -300; exponent < 3; exponent += 0.01) {
    check(10 ** exponent);
    check(-(10 ** exponent));
  }
  for (let x = -21; x <= 21; x += 1e-3) check(x);
});

test("tanh keeps a zero's sign, the smallest numbers, and what is no number", () => {
  for (const x of [0, -0, 5e-324, -5e-324, 20, -20, Infinity, -Infinity, Number.NaN])
    assert.ok(Object.is(tanh(x), Math.tanh(x)), `tanh(${x}) is ${tanh(x)}`);
});
