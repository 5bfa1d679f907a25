import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pictureDot } from "../../site/app/graph/model/dot.js";
import { nodeName, oneLine } from "../../site/app/graph/model/names.js";
import { readGraph } from "../../site/contract/graph.js";

const text = readFileSync(new URL("../engine/recorded/graph.json", import.meta.url), "utf8");

/** The recorded graph, changed. @param {(graph: any) => void} change */
function changed(change) {
  const graph = JSON.parse(text);
  change(graph);
  return readGraph(JSON.stringify(graph));
}

test("the package's graph is read", () => {
  assert.ok(changed(() => {}));
});

/** @type {Record<string, (graph: any) => void>} */
const FORGED = {
  "another version": (graph) => Object.assign(graph, { version: 4 }),
  "no nodes": (graph) => Object.assign(graph, { nodes: null }),
  "a node that is none": (graph) => graph.nodes.push(null),
  "an id twice": (graph) => graph.nodes.push({ ...graph.nodes[0] }),
  "an id that is an object": (graph) => Object.assign(graph.nodes[0], { id: {} }),
  "a value in words": (graph) => Object.assign(graph.nodes[0], { data: "much" }),
  "an edge to nowhere": (graph) => Object.assign(graph.edges[0], { target: "x" }),
  "an addition of no edge": (graph) => Object.assign(graph.backward[0].additions[0], { edge: "x" }),
  "an output that isn't there": (graph) => Object.assign(graph, { output: "x" }),
  "a group in itself": (graph) => Object.assign(graph.groups[0], { parent: graph.groups[0].id }),
  "groups in a circle": (graph) => Object.assign(graph.groups[0], { parent: graph.groups[1].id }),
  "groups a hundred deep": (graph) => {
    for (let i = 0; i < 100; i++) {
      const parent = i > 0 ? `x${i - 1}` : null;
      graph.groups.push({ ...graph.groups[0], id: `x${i}`, parent });
    }
  },
  "a group that is called like a node": (graph) => {
    graph.groups[0].id = graph.nodes[0].id;
  },
  "a text of a megabyte": (graph) => Object.assign(graph.nodes[0], { label: "x".repeat(1e6) }),
  "too many nodes": (graph) => {
    for (let i = 0; i < 5_000; i++) graph.nodes.push({ ...graph.nodes[0], id: `x${i}` });
  },
};

for (const [what, forge] of Object.entries(FORGED)) {
  test(`a graph with ${what} is refused`, () => assert.equal(changed(forge), null));
}

test("what is no JSON is refused", () => assert.equal(readGraph("{"), null));

test("a label of any text becomes one line, whole letters only", () => {
  assert.equal(oneLine("a\nb\t c"), "a b c");
  assert.equal(oneLine("x".repeat(10_000)), `${"x".repeat(23)}…`);
  assert.equal(oneLine("\u202eabc\u0000"), "\ufffdabc\ufffd");
  const family = "👨‍👩‍👧";
  assert.equal(oneLine(family), family);
  assert.equal(oneLine(family.repeat(30)), `${family.repeat(23)}…`);
});

test("a node without a name is called by its letter, or else what it is", () => {
  const graph = changed(() => {});
  const names = graph?.nodes.filter(({ inside }) => inside === null).map(nodeName);
  assert.deepEqual(names?.slice(-3), ["error", "z", "loss"]);
  assert.equal(names?.[0], "u");
  const nameless = { ...graph?.nodes[0], label: "", name: "", alias: "", op: "", data: 0 };
  assert.equal(nodeName(/** @type {any} */ (nameless)), "0.0");
});

test("hostile labels can't leave their DOT strings", () => {
  const hostile = 'a"; b [URL="x"]; "\\';
  const face = /** @type {any} */ ({ id: hostile, kind: "leaf", op: "", name: hostile, count: "" });
  const dot = pictureDot([face], [], () => ({ data: "1.0", grad: "", isSound: true }));
  const [line = ""] = dot.split("\n").filter((each) => each.includes("URL"));
  // Outside its strings there is nothing of the label's.
  assert.equal(
    line.replace(/"(?:[^"\\]|\\.)*"/g, "S").trim(),
    "S [class=S, style=solid, label=S];",
  );
});
