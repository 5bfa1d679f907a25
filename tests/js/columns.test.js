import assert from "node:assert/strict";
import { test } from "node:test";
import { effortOf, inColumns } from "../../site/app/graph/model/columns.js";
import { DRAW_LIMIT } from "../../site/app/graph/model/folds.js";
import { processorTime } from "./processor-time.js";

/** @typedef {import("../../site/app/graph/model/geometry.js").Point} Point */

/** Boxes of three heights, and arrows between them by their numbers. */
function graphOf(/** @type {number} */ count, /** @type {number[][]} */ arrows) {
  const faces = Array.from({ length: count }, (_, number) => ({
    id: `n${number}`,
    width: 80 + 10 * (number % 3),
    height: 41 + 8 * (number % 3),
    hasHiddenOperands: number % 7 === 0,
  }));
  const links = arrows.map(([from, to], number) => ({
    id: `e${number}`,
    source: `n${from}`,
    target: `n${to}`,
    edges: [],
  }));
  return { faces: /** @type {any[]} */ (faces), links };
}

/** `y = y * 1.01 + x`, again and again: every round has an arrow from the beginning. */
function loop(/** @type {number} */ rounds) {
  const arrows = [];
  let [count, y] = [1, 0];
  for (let round = 0; round < rounds; round += 1) {
    const [constant, product, sum] = [count, count + 1, count + 2];
    arrows.push([y, product], [constant, product], [product, sum], [0, sum]);
    [count, y] = [count + 3, sum];
  }
  return graphOf(count, arrows);
}

/** Whether a straight line has a point in a box, seen one pixel smaller. */
function crosses(
  /** @type {Point} */ a,
  /** @type {Point} */ b,
  /** @type {Point} */ { x, y },
  /** @type {{width: number, height: number}} */ { width, height },
) {
  return Array.from({ length: 201 }, (_, step) => step / 200).some((part) => {
    const [left, top] = [a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part];
    return Math.abs(left - x) < width / 2 - 1 && Math.abs(top - y) < height / 2 - 1;
  });
}

for (const [name, { faces, links }] of Object.entries({
  "a loop": loop(12),
  "one box": graphOf(1, []),
  "a product with itself": graphOf(2, [
    [0, 1],
    [0, 1],
  ]),
  "two graphs": graphOf(4, [
    [0, 1],
    [2, 3],
  ]),
})) {
  const { width, height, centres, curves } = inColumns(faces, links);
  const at = (/** @type {number} */ number) => /** @type {Point} */ (centres.get(String(number)));

  test(`${name}: every box is in the picture, and none over another`, () => {
    for (const [number, face] of faces.entries()) {
      const { x, y } = at(number);
      assert.ok(x >= face.width / 2 && x + face.width / 2 <= width);
      assert.ok(y >= face.height / 2 && y + face.height / 2 <= height);
      for (const [before, other] of faces.slice(0, number).entries()) {
        const isApart =
          Math.abs(x - at(before).x) >= (face.width + other.width) / 2 ||
          Math.abs(y - at(before).y) >= (face.height + other.height) / 2;
        assert.ok(isApart, `${before} and ${number}`);
      }
    }
  });

  test(`${name}: every arrow goes from its box to the right, behind no other`, () => {
    for (const [number, { source, target }] of links.entries()) {
      const { points, tip } = curves.get(String(number)) ?? { points: [], tip: null };
      const corners = points.filter((_, place) => place % 3 === 0);
      const [from, to] = [source, target].map((id) => Number(id.slice(1)));
      assert.equal(corners[0]?.x, at(from).x + faces[from].width / 2);
      assert.equal(tip?.x, at(to).x - faces[to].width / 2);
      for (const [place, face] of faces.entries()) {
        for (const [turn, corner] of corners.slice(1).entries()) {
          const isBehind = crosses(/** @type {Point} */ (corners[turn]), corner, at(place), face);
          assert.ok(!isBehind, `${source} to ${target} behind ${face.id}`);
        }
      }
    }
  });
}

test("what lies between is counted as Graphviz counts it", () => {
  // Each of a loop's arrows from x crosses two columns a round.
  assert.equal(effortOf(loop(3).faces, loop(3).links), 10 + 1 + 3 + 5);
});

test("the largest graph that is drawn is laid out in a moment", () => {
  const { faces, links } = loop(Math.floor(DRAW_LIMIT / 3));
  const start = processorTime();
  for (let n = 0; n < 2e7; n += 1) Math.sqrt(n);
  const idle = processorTime();
  const { centres } = inColumns(faces, links);
  const took = processorTime() - idle;
  assert.ok(centres.size >= faces.length);
  assert.ok(took < 100 * Math.max(idle - start, 10), `${took} ms`);
});
