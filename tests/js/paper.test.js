import assert from "node:assert/strict";
import test from "node:test";
import { chosen, fitting, paper } from "../../site/app/ui/paper.js";

/** @param {number} count */
const pictures = (count, html = "<svg></svg>") =>
  Array.from({ length: count }, (_, i) => ({
    html,
    width: 100,
    height: 50,
    place: `${i} / ${count}`,
    sentence: `step <${i}>`,
    lines: [],
  }));

test("of many steps, the first and the last are chosen, and others between them", () => {
  const size = { width: 640, height: 300 };
  assert.deepEqual(chosen(4, size), [0, 1, 2, 3]);
  const few = chosen(149, size);
  assert.equal(few[0], 0);
  assert.equal(few.at(-1), 148);
  assert.ok(few.length <= 6, String(few));
  assert.ok(chosen(149, { width: 150, height: 60 }).length > few.length);
});

test("a page keeps to its size, whatever the pictures weigh", () => {
  const groups = [{ title: "A", facts: [], pictures: pictures(20, "x".repeat(1_000)) }];
  const write = (/** @type {any} */ shown) => paper({ title: "T", language: "en", groups: shown });
  for (const limit of [1e6, 15_000, 8_000, 5_000, 3_500])
    assert.ok(fitting(write, groups, limit).length <= limit, String(limit));
  assert.match(fitting(write, groups, 15_000), /0 \/ 20.*19 \/ 20/s);
});

test("what is written on paper is text", () => {
  const groups = [{ title: "<b>", facts: ["<i>"], pictures: pictures(2) }];
  const page = paper({ title: "<script>", language: "de", groups, before: "<p>above</p>" });
  assert.match(page, /<html lang="de">/);
  assert.doesNotMatch(page, /<script>|<b>|<i>|step </);
});
