import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createDrawing } from "../../site/app/results/drawers.js";
import { readBundle } from "../../site/contract/kinds.js";

const GRAPH = "application/vnd.micrograd.graph+json";
const TRAINING = "application/vnd.micrograd.training+json";
const TABLE = "application/vnd.micrograd.table+json";
const ENGINE = "application/vnd.micrograd.engine+json";
const DOT = "text/vnd.graphviz";
const graph = readFileSync(new URL("../engine/recorded/graph.json", import.meta.url), "utf8");

const table = { caption: "2", columns: ["index", "data"], rows: [[0, 1.5]], more: 0 };
const difference = {
  operation: "a + b",
  kind: "value",
  at: [1, "NaN"],
  operand: 0,
  got: "1",
  wanted: "2",
  op: "+",
  file: "main.py",
  line: 3,
};
const comparison = { count: 20, differences: [difference] };
const kindOf = (/** @type {Record<string, string>} */ bundle) => readBundle(bundle)?.kind ?? null;

test("a bundle is of the first kind whose check its data pass", () => {
  assert.equal(kindOf({ [GRAPH]: graph, [DOT]: "digraph {}" }), "graph");
  assert.equal(kindOf({ [GRAPH]: "{}", [DOT]: "digraph {}" }), "dot");
  assert.equal(kindOf({ [DOT]: "" }), "dot");
  assert.equal(kindOf({ "application/vnd.vegalite.v5+json": "{}" }), "chart");
  assert.equal(kindOf({ "application/vnd.vegalite.v6+json": "null" }), null);
  assert.equal(kindOf({ [TABLE]: JSON.stringify(table) }), "table");
  assert.equal(kindOf({ [ENGINE]: JSON.stringify(comparison) }), "engine");
  assert.equal(kindOf({ [TRAINING]: '{"id": "training-1"}' }), "training");
  assert.equal(kindOf({ "text/plain": "1", "image/svg+xml": "<svg/>" }), null);
});

test("forged tables and comparisons are plain", () => {
  for (const change of [{ caption: 2 }, { columns: ["x"] }, { rows: [[null]] }, { more: -1 }])
    assert.equal(kindOf({ [TABLE]: JSON.stringify({ ...table, ...change }) }), null);
  for (const change of [{ kind: "constructor" }, { at: [1, 2, 3, 4, 5] }, { line: "3" }]) {
    const differences = [{ ...difference, ...change }];
    assert.equal(kindOf({ [ENGINE]: JSON.stringify({ ...comparison, differences }) }), null);
  }
});

test("each kind's drawer draws the checked data, and what it refuses is shown plainly", () => {
  /** @type {any[]} */
  const calls = [];
  const card = (/** @type {any} */ element) => ({ element, drawn: Promise.resolve() });
  const drawer = (/** @type {string} */ kind) => ({
    show(/** @type {any} */ data) {
      calls.push([kind, data]);
      return kind === "training" ? null : card(kind);
    },
    update: (/** @type {any} */ told) => calls.push(["update", told]),
    clear: () => calls.push(["clear", kind]),
  });
  const drawing = createDrawing({
    drawers: /** @type {any} */ ({
      training: drawer("training"),
      table: drawer("table"),
    }),
    showPlainly: /** @type {any} */ ((/** @type {any} */ bundle) => bundle["text/plain"]),
    onClear: () => calls.push(["clear"]),
  });

  assert.equal(drawing.show({ [TABLE]: JSON.stringify(table) }).element, "table");
  assert.equal(drawing.show({ [TRAINING]: '{"id": "x"}', "text/plain": "plain" }).element, "plain");
  assert.equal(drawing.show({ [TABLE]: "{}", "text/plain": "plain" }).element, "plain");
  drawing.update({ [TABLE]: JSON.stringify(table) });
  drawing.ended();
  drawing.clear();
  assert.deepEqual(calls, [
    ["table", table],
    ["training", { id: "x", data: null }],
    ["clear", "training"],
    ["clear", "table"],
    ["clear"],
  ]);
});
