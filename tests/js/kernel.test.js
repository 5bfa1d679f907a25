import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { createKernel, installKernel, startPasses } from "../../site/worker/kernel.js";

// The builder leaves it there.
const code = await readFile(new URL("../../.cache/passes.wasm", import.meta.url));
const memory = new WebAssembly.Memory({ initial: 2 });
let free = 64;
const allocate = (bytes) => {
  const place = free;
  free += Math.ceil(bytes / 8) * 8;
  return place;
};
const passes = startPasses(code, memory, allocate);
const { tanh } = passes;

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
  // Whatever its bits are, they are no place beyond the table.
  const bits = new DataView(new ArrayBuffer(8));
  bits.setBigUint64(0, 0x7ff8_dead_beef_ffffn);
  assert.ok(Number.isNaN(tanh(bits.getFloat64(0))));
});

/** Lay out a program of one leaf and one operation. */
function place(codes, starts, parents) {
  const integers = (numbers) => {
    const at = allocate(4 * numbers.length);
    new Int32Array(memory.buffer, at, numbers.length).set(numbers);
    return at;
  };
  const zeros = codes.map(() => 0);
  const others = [codes, starts, parents, zeros, zeros].map(integers);
  return integers([1, codes.length, ...others, 0]);
}

test("a program that would reach beside its arrays is refused", () => {
  const kernel = createKernel(passes, memory);
  kernel.prepare(place([0], [0, 2], [0, 0]));
  for (const [codes, starts, parents] of [
    [[0], [0, 2], [0, 1]],
    [[0], [0, 2], [-1, 0]],
    [[0], [0, 0], []],
    [[18], [0, 1], [0]],
    [[18], [0, 4], [0, 0, 0, 0]],
    [
      [7, 7],
      [0, 1, 2],
      [0, 2],
    ],
  ])
    assert.throws(() => kernel.prepare(place(codes, starts, parents)), RangeError);
});

test("in a browser that does not understand the passes, tapes stay in Python", () => {
  const pyodide = { _module: { memory, _malloc: allocate } };
  installKernel(pyodide, new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 99]));
});
