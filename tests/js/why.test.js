import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Walk } from "../../site/app/graph/model/steps.js";
import {
  inWords,
  multiplied,
  pathsOf,
  sampleOf,
  termsOf,
  whyOf,
} from "../../site/app/graph/model/why.js";
import { readGraph } from "../../site/contract/graph.js";

const text = readFileSync(new URL("../engine/recorded/graph.json", import.meta.url), "utf8");
const graph = /** @type {import("../../site/contract/graph.js").GraphTrace} */ (readGraph(text));
const fused = new Set(graph.nodes.filter(({ inner }) => inner).map(({ id }) => id));

for (const areOpen of [false, true]) {
  const walk = new Walk(graph, (id) => areOpen && fused.has(id));
  const name = `neurons ${areOpen ? "open" : "closed"}`;
  const nodes = graph.nodes.filter(({ id, inside }) => areOpen || inside === null || fused.has(id));

  test(`at each step a gradient is the sum of its terms, ${name}`, () => {
    for (const { id } of nodes)
      for (let step = Math.max(walk.seed, 0); step <= walk.last; step += 1) {
        const sum = termsOf(walk, id, step).reduce((all, { value }) => all + value, 0);
        assert.equal(sum, walk.gradient(id, step));
      }
  });

  test(`before the backward pass there are no terms, ${name}`, () => {
    for (const { id } of nodes) assert.deepEqual(termsOf(walk, id, 0), []);
  });

  test(`the paths that are multiplied out give Python's gradient, ${name}`, () => {
    let read = 0;
    for (const { id, grad } of nodes) {
      const paths = pathsOf(walk, id);
      if (!paths) continue;
      read += 1;
      const sum = paths.reduce((all, { product }) => all + product, 0);
      assert.ok(Math.abs(sum - Number(grad)) <= 1e-9 * Math.abs(Number(grad)));
      for (const { nodes: along } of paths) {
        assert.equal(along[0], id);
        assert.equal(along.at(-1), graph.output);
      }
    }
    assert.ok(read > 5);
  });
}

/**
 * A graph of plain nodes: `a` is used twice, `e = d·d`.
 * @param {Partial<import("../../site/contract/graph.js").GraphTrace>} [change]
 */
function squared(change = {}) {
  const node = { ...graph.nodes[0], grad_before: 0, outside_share: 0, rest: 0, inner: null };
  const leaf = {
    ...node,
    kind: "leaf",
    op: "",
    formula: "",
    group: null,
    inside: null,
    sample: null,
  };
  const made = { ...leaf, kind: "operation" };
  const edge = { ...graph.edges[0], inside: null, whole: "" };
  return /** @type {import("../../site/contract/graph.js").GraphTrace} */ ({
    ...graph,
    output: "e",
    nodes: [
      { ...leaf, id: "a", label: "a", alias: "", data: -3, grad: 24 },
      { ...made, id: "d", label: "d", alias: "", op: "+", formula: "a+a", data: -6, grad: -12 },
      { ...made, id: "e", label: "e", alias: "", op: "*", formula: "d·d", data: 36, grad: 1 },
    ],
    edges: [
      { ...edge, id: "1", source: "a", target: "d", derivative: 1, formula: "∂(a+a)/∂a = 1" },
      { ...edge, id: "2", source: "a", target: "d", derivative: 1, formula: "∂(a+a)/∂a = 1" },
      { ...edge, id: "3", source: "d", target: "e", derivative: -6, formula: "∂(d·d)/∂d = d" },
      { ...edge, id: "4", source: "d", target: "e", derivative: -6, formula: "∂(d·d)/∂d = d" },
    ],
    forward: ["d", "e"],
    backward: [
      { node: "e", additions: ["3", "4"].map((id) => ({ edge: id, share: -6, replaces: false })) },
      { node: "d", additions: ["1", "2"].map((id) => ({ edge: id, share: -12, replaces: false })) },
    ],
    program_grads: [],
    other_values: [],
    is_proven: true,
    ...change,
  });
}

test("a node that is used twice has two terms, and each of its paths", () => {
  const walk = new Walk(squared(), () => false);
  const terms = termsOf(walk, "a", walk.last);
  assert.deepEqual(
    terms.map(({ sum, derivative }) => [sum, derivative]),
    [
      ["1.0 × (-12.0) = -12.0", "∂(a+a)/∂a = 1"],
      ["1.0 × (-12.0) = -12.0", "∂(a+a)/∂a = 1"],
    ],
  );
  const paths = pathsOf(walk, "a") ?? [];
  assert.deepEqual(paths.map(multiplied), Array(4).fill("1.0 × (-6.0) = -6.0"));
  const why = { walk, id: "a", terms, paths, passed: null, isSettled: true };
  assert.equal(inWords(why), "a.grad = 1.0 × (-12.0) + 1.0 × (-12.0) = -24.0");
});

test("the output's own 1.0 is a term, and it has no path", () => {
  const walk = new Walk(squared(), () => false);
  const terms = termsOf(walk, "e", walk.last);
  assert.deepEqual(
    terms.map(({ kind, sum }) => [kind, sum]),
    [["seed", "1.0"]],
  );
  assert.equal(pathsOf(walk, "e"), null);
  assert.equal(
    inWords({ walk, id: "e", terms, paths: null, passed: null, isSettled: true }),
    "e.grad = 1.0",
  );
});

test("what was there before, and from nodes not shown, are terms of their own", () => {
  const held = squared();
  const [leaf] = held.nodes;
  if (leaf) Object.assign(leaf, { grad_before: 5, outside_share: 2 });
  const walk = new Walk(held, () => false);
  assert.deepEqual(
    termsOf(walk, "a", walk.seed).map(({ kind, value }) => [kind, value]),
    [
      ["outside", 2],
      ["before", 3],
    ],
  );
  // The paths give only what this pass adds.
  assert.equal(pathsOf(walk, "a"), null);
});

test("an operation that sets the gradient instead of adding leaves only its share", () => {
  const set = squared();
  for (const step of set.backward) for (const each of step.additions) each.replaces = true;
  const walk = new Walk(set, () => false);
  assert.deepEqual(
    termsOf(walk, "a", walk.last).map(({ value }) => value),
    [-12],
  );
  assert.equal(pathsOf(walk, "a"), null);
});

test("of a wrong operation, and where the program holds other gradients, no path is told", () => {
  for (const change of [{ is_proven: false }, { program_grads: [{ node: "a", grad: 7 }] }])
    assert.equal(pathsOf(new Walk(squared(change), () => false), "a"), null);
});

test("a parameter's shares are told by sample, the largest first", () => {
  const batch = squared();
  const [, d, e] = batch.nodes;
  Object.assign(/** @type {object} */ (d), { sample: 0 });
  Object.assign(/** @type {object} */ (e), { sample: null });
  const walk = new Walk(batch, () => false);
  const sorted = termsOf(walk, "a", walk.last);
  assert.deepEqual(
    sorted.map(({ edge }) => sampleOf(walk, edge)),
    [0, 0],
  );
});

test("paths without end in number are given up", () => {
  const most = 40;
  const base = squared();
  const [leaf, made] = base.nodes;
  const [edge] = base.edges;
  const ids = Array.from({ length: most }, (_, i) => `n${i}`);
  const nodes = ids.map((id, i) => ({
    .../** @type {object} */ (i === 0 ? leaf : made),
    id,
    label: id,
  }));
  const edges = ids.slice(1).flatMap((id, i) =>
    [0, 1].map((n) => ({
      .../** @type {object} */ (edge),
      id: `${i}.${n}`,
      source: ids[i],
      target: id,
      derivative: 1,
    })),
  );
  const backward = ids.slice(1).map((id, i) => ({
    node: id,
    additions: [0, 1].map((n) => ({
      edge: `${i}.${n}`,
      share: 2 ** (most - 2 - i),
      replaces: false,
    })),
  }));
  const deep = /** @type {any} */ ({
    ...base,
    output: ids.at(-1),
    nodes,
    edges,
    forward: ids.slice(1),
    backward: backward.reverse(),
  });
  const walk = new Walk(deep, () => false);
  assert.equal(walk.gradient("n0", walk.last), 2 ** (most - 1));
  assert.equal(pathsOf(walk, "n0"), null);
});

test("where the program holds another gradient, the terms are said to be the pass's", () => {
  const walk = new Walk(squared({ program_grads: [{ node: "a", grad: 7 }] }), () => false);
  assert.equal(walk.gradient("a", walk.last), 7);
  assert.equal(whyOf(walk, "a", walk.last).passed, "a.grad = -24.0");
  assert.equal(whyOf(walk, "a", walk.last - 1).passed, null);
  assert.equal(whyOf(walk, "d", walk.last).passed, null);
});
