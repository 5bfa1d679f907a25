import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import {
  createAccelerator,
  installAccelerator,
  startPasses,
} from "../../site/worker/accelerator.js";

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
function place(codes, parentOffsets, parents) {
  const zeros = codes.map(() => 0);
  const others = [codes, parentOffsets, parents, zeros, zeros].map(integers);
  return integers([1, codes.length, ...others, 0]);
}

// The codes, by their names in `micrograd.replay`.
const source = await readFile(new URL("../../site/worker/passes.ts", import.meta.url), "utf8");
const CODES = Object.fromEntries(
  [...source.matchAll(/^const ([A-Z_]+) = (\d+);$/gm)].map(([, name, code]) => [
    name,
    Number(code),
  ]),
);
const SIGNS = new Map(
  Object.entries({
    "a + b": CODES.ADD,
    "a - b": CODES.SUBTRACT,
    "a * b": CODES.MULTIPLY,
    "a / b": CODES.DIVIDE,
    "a / b (number, node)": CODES.DIVIDE_NUMBER,
    "a ** b (node, number)": CODES.POWER,
    "a ** b": CODES.NODE_POWER,
    "-a": CODES.NEGATE,
    "abs(a)": CODES.ABS,
  }),
);
/** Find the code of a form of the recording: "a.exp()" is EXP. */
const codeOf = (name, form) =>
  SIGNS.get(name) ?? SIGNS.get(form) ?? CODES[/^a\.(\w+)\(\)$/.exec(form)[1].toUpperCase()];

const edges = JSON.parse(
  await readFile(new URL("../engine/recorded/edges.json", import.meta.url), "utf8"),
);

const isClose = (x, y) =>
  Object.is(x, y) || x === y || Math.abs(x - y) < 1e-12 * Math.max(Math.abs(x), Math.abs(y));

const numbers = allocate(8 * 11);
const [v, d, constants] = [5, 5, 1].map((n, i) => {
  return new Float64Array(memory.buffer, numbers + 40 * i, n);
});

function integers(list) {
  const at = allocate(4 * list.length);
  new Int32Array(memory.buffer, at, list.length).set(list);
  return at;
}

/** Lay out an operation on the first of the leaves a, b and g, and its product with g. */
function placeOperation(code, length) {
  const parentOffsets = [0, length, length + 2];
  const parents = [...[0, 1].slice(0, length), 3, 2];
  const parts = [[code, 2], parentOffsets, parents].map(integers);
  return integers([3, 2, ...parts, constants.byteOffset, integers([1, 1]), 0]);
}

/** Every operation of the recording, at all its numbers. */
function* recordedEdges() {
  for (const [name, rows] of Object.entries(edges.rows)) {
    const [, form, kinds] = /^(.*) \((.*)\)$/.exec(name);
    const operands = kinds.split(", ");
    const code = codeOf(name, form);
    const program = placeOperation(code, code === CODES.POWER ? 1 : operands.length);
    const seconds = operands.length === 1 ? [0] : edges.grid;
    const places = edges.grid.flatMap((a) =>
      seconds.flatMap((b) => edges.upstream.map((g) => [a, b, g].map(Number))),
    );
    assert.equal(places.length, rows.length);
    const isAsked = (_, i) => operands[i] === "node";
    for (const [i, place] of places.entries())
      yield { name, program, place, isAsked, wanted: rows[i].map(Number) };
  }
}

test("every operation gives PyTorch's numbers where numbers end, below any gradient", () => {
  for (const { name, program, place, isAsked, wanted } of recordedEdges()) {
    v.set(place);
    constants[0] = place[1];
    d.set([0, 0, 0, 0, 1]);
    passes.forward(program, v.byteOffset);
    passes.backward(program, v.byteOffset, d.byteOffset);
    const got = [v[3], ...[d[0], d[1]].filter(isAsked)];
    const isRight = got.length === wanted.length && got.every((x, i) => isClose(x, wanted[i]));
    assert.ok(isRight, `${name} of ${place}: ${got}, not ${wanted}`);
  }
});

test("a program that would reach beside its arrays is refused", () => {
  const accelerator = createAccelerator(passes, memory);
  accelerator.prepare(place([0], [0, 2], [0, 0]));
  for (const [codes, parentOffsets, parents] of [
    [[0], [0, 2], [0, 1]],
    [[0], [0, 2], [-1, 0]],
    [[0], [0, 0], []],
    [[CODES.TANH_NEURON], [0, 1], [0]],
    [[CODES.TANH_NEURON], [0, 4], [0, 0, 0, 0]],
    [
      [CODES.NEGATE, CODES.NEGATE],
      [0, 1, 2],
      [0, 2],
    ],
  ])
    assert.throws(() => accelerator.prepare(place(codes, parentOffsets, parents)), RangeError);
});

test("in a browser that does not understand the passes, tapes stay in Python", () => {
  const pyodide = { _module: { memory, _malloc: allocate } };
  installAccelerator(pyodide, new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 99]));
});
