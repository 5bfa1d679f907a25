import assert from "node:assert/strict";
import { test } from "node:test";
import {
  pointsOf,
  rangeOf,
  reachOf,
  slopeLineOf,
  valuesNear,
} from "../../site/app/graph/model/nearby.js";
import { checkNearby } from "../../site/contract/graph.js";

/** What Python answers of a function and its derivative. @param {(x: number) => number} f @param {number} at @param {number} gradient */
function told(f, at, gradient) {
  const outputs = valuesNear(at).map((x) => (Number.isFinite(f(x)) ? f(x) : null));
  const answer = checkNearby({ outputs, at, output: f(at), gradient });
  assert.ok(answer);
  return answer;
}

test("the leaf's own value is asked for, between both ends of the slider", () => {
  for (const value of [0, 2, -3, 0.1, 1e6]) {
    const values = valuesNear(value);
    assert.equal(values.length, 61);
    assert.equal(values[30], value);
    assert.equal(values[0], value - reachOf(value));
    assert.equal(values.at(-1), value + reachOf(value));
  }
});

test("a parabola is seen whole, and its tangent touches it", () => {
  const square = told((x) => x * x, 1, 2);
  const range = rangeOf(square);
  const points = pointsOf(square, range);
  assert.equal(points.length, 61);
  assert.ok(points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
  const [from, to] = slopeLineOf(square, range);
  // At its middle the tangent is on the curve, elsewhere below it: y goes downward.
  assert.ok(Math.abs((from.y + to.y) / 2 - (points[30]?.y ?? 0)) < 1e-12);
  for (const { x, y } of points) assert.ok(from.y + (to.y - from.y) * x >= y - 1e-12);
});

test("beside a pole the rest is no flat line, and no point is drawn out of the picture", () => {
  const pole = told((x) => 1 / (x - 1.0001), 1.5, -4);
  const range = rangeOf(pole);
  assert.ok(range.high - range.low < 100);
  const points = pointsOf(pole, range);
  assert.ok(points.length > 45 && points.length < 61);
  assert.ok(points.every(({ y }) => y >= 0 && y <= 1));
});

test("where there is no output there is no point", () => {
  const log = told(Math.log, 1, 1);
  const points = pointsOf(log, rangeOf(log));
  assert.ok(points.every(({ x }) => x > 1 / 4));
  assert.equal(points.at(-1)?.x, 1);
});

test("a constant lies in the middle, and so does a lone value", () => {
  for (const f of [() => 7, (/** @type {number} */ x) => (x === 2 ? 7 : Number.NaN)]) {
    const flat = told(f, 2, 0);
    const points = pointsOf(flat, rangeOf(flat));
    assert.ok(points.length > 0 && points.every(({ y }) => Math.abs(y - 0.5) < 1e-12));
  }
});

test("a value that is tried is in the picture", () => {
  const square = told((x) => x * x, 1, 2);
  const { low, high } = rangeOf(square, 400);
  assert.ok(low < 400 && 400 < high);
});

test("what is no answer is not drawn", () => {
  const fine = { outputs: [1, null], at: 1, output: 1, gradient: 2 };
  assert.ok(checkNearby(fine));
  for (const change of [
    { outputs: "1" },
    { outputs: ["1"] },
    { outputs: Array(201).fill(1) },
    { at: Number.NaN },
    { gradient: "Infinity" },
    { output: null },
  ])
    assert.equal(checkNearby({ ...fine, ...change }), null);
  assert.equal(checkNearby({ error: "no" }), null);
});
