import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** @type {import("../../site/contract/graph.js").GraphTrace} */
const graph = JSON.parse(
  readFileSync(new URL("../engine/recorded/graph.json", import.meta.url), "utf8"),
);
const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
const sources = new Map(graph.edges.map((edge) => [edge.id, edge.source]));

/** Follow the backward pass as `site/contract/graph.js` says, neurons closed or open. */
function replay(/** @type {boolean} */ areOpen) {
  const gradients = new Map(graph.nodes.map((node) => [node.id, Number(node.grad_before)]));
  gradients.set(graph.output, gradients.get(graph.output) + graph.seed);
  for (const outer of graph.backward) {
    const inner = nodes.get(outer.node).inner;
    for (const step of areOpen && inner ? inner.backward : [outer]) {
      for (const { edge, share, replaces } of step.additions) {
        const source = sources.get(edge);
        gradients.set(source, Number(share) + (replaces ? 0 : gradients.get(source)));
      }
    }
  }
  return gradients;
}

for (const areOpen of [false, true]) {
  test(`JavaScript's sums are Python's, neurons ${areOpen ? "open" : "closed"}`, () => {
    const gradients = replay(areOpen);
    for (const node of graph.nodes) {
      if (areOpen || node.inside === null) assert.equal(gradients.get(node.id), node.grad);
    }
  });
}

test("every id that is named is there", () => {
  const groups = new Set(graph.groups.map(({ id }) => id));
  for (const { source, target, inside } of graph.edges) {
    for (const id of [source, target, inside ?? target]) assert.ok(nodes.has(id), id);
  }
  for (const node of graph.nodes) assert.ok(node.group === null || groups.has(node.group));
  for (const group of graph.groups) {
    for (const id of [...group.nodes, ...group.parameters]) assert.ok(nodes.has(id), id);
    assert.ok(group.parent === null || groups.has(group.parent));
  }
});
