import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { faceOf, numbersOf } from "../../site/app/graph/model/faces.js";
import { DRAW_LIMIT, Folds, OPEN_LIMIT } from "../../site/app/graph/model/folds.js";
import { frameAt, neighbours, pathsToOutput } from "../../site/app/graph/model/highlight.js";
import { term } from "../../site/app/graph/model/names.js";
import {
  detailOf,
  hintOf,
  linesOf,
  spoken,
  titleOf,
} from "../../site/app/graph/model/sentences.js";
import { Walk } from "../../site/app/graph/model/steps.js";
import { shortNumber } from "../../site/app/ui/numbers.js";
import { words } from "../../site/app/words/en-cards.js";
import { readGraph } from "../../site/contract/graph.js";

const text = readFileSync(new URL("../engine/recorded/graph.json", import.meta.url), "utf8");
const graph = /** @type {import("../../site/contract/graph.js").GraphTrace} */ (readGraph(text));

const fused = new Set(graph.nodes.filter(({ inner }) => inner).map(({ id }) => id));

for (const areOpen of [false, true]) {
  const walk = new Walk(graph, (id) => areOpen && fused.has(id));

  test(`the walk ends at Python's gradients, neurons ${areOpen ? "open" : "closed"}`, () => {
    for (const node of graph.nodes) {
      if (areOpen || node.inside === null)
        assert.equal(walk.gradient(node.id, walk.last), node.grad);
    }
  });

  test(`each step's arithmetic adds up, neurons ${areOpen ? "open" : "closed"}`, () => {
    let additions = 0;
    for (const [number, step] of walk.steps.entries()) {
      for (const { edge, before, share, after, upstream } of step.additions) {
        additions += 1;
        assert.equal(after, before + share);
        assert.equal(upstream, walk.gradient(edge.target, number - 1));
        // Of the recorded graph every product is exact.
        assert.equal(share + 0, Number(edge.derivative) * upstream + 0);
      }
      const last = new Map(step.additions.map(({ edge, after }) => [edge.source, after]));
      for (const [id, after] of last) assert.equal(walk.gradient(id, number), after);
    }
    assert.equal(additions, graph.edges.filter((edge) => walk.isDrawn(edge)).length);
  });

  test(`values appear after their operands', neurons ${areOpen ? "open" : "closed"}`, () => {
    const order = walk.steps.filter(({ kind }) => kind === "forward").map(({ node }) => node);
    assert.equal(new Set(order).size, order.length);
    for (const { source, target } of graph.edges.filter((edge) => walk.isDrawn(edge))) {
      const from = order.indexOf(source);
      assert.ok(from < order.indexOf(target), `${source} before ${target}`);
      assert.equal(from < 0, walk.node(source)?.op === "");
    }
  });
}

test("the start has all values and no gradients, the end has both", () => {
  const walk = new Walk(graph, () => false);
  for (const { id } of graph.nodes) {
    const [start, end] = [numbersOf(id, walk, 0), numbersOf(id, walk, walk.last)];
    assert.ok(start.data !== "" && start.grad === "" && end.grad !== "");
    assert.equal(start.data, end.data);
  }
  const first = /** @type {{node: string}} */ (walk.steps[1]);
  assert.notEqual(numbersOf(first.node, walk, 1).data, "");
  assert.equal(numbersOf(graph.output, walk, 1).data, "");
  assert.equal(walk.gradient(graph.output, walk.seed), 1);
});

test("a step is said in the words of the chain rule", () => {
  const walk = new Walk(graph, () => false);
  const square = walk.stepOf("n26") ?? -1;
  assert.equal(titleOf(walk, square, words.walk), "z hands its gradient 1.0 on to its operands.");
  assert.deepEqual(
    linesOf(walk, square).map(({ sum, derivative, note }) => [sum, derivative, note]),
    [
      ["error.grad: 0.0 + 0.7969 × 1.0 = 0.7969", "∂(error₁·error₂)/∂error₁ = error₂ = 0.7969", ""],
      [
        "error.grad: 0.7969 + 0.7969 × 1.0 = 1.594",
        "∂(error₁·error₂)/∂error₂ = error₁ = 0.7969",
        "reused",
      ],
    ],
  );
  assert.equal(
    detailOf(walk, square, words.walk),
    "error is used in 2 places, and each has its share." +
      " With respect to error as a whole: ∂(error·error)/∂error = 2·error = 1.594.",
  );
  assert.match(
    spoken(walk, "n25", walk.last, words.walk),
    /^error = n - y, data 0\.7969, gradient 1\.594, local/,
  );
});

test("what a leaf held before the pass is not called another use", () => {
  const leaf = graph.nodes.find(({ label }) => label === "x") ?? graph.nodes[0];
  const held = graph.nodes.map((node) =>
    node === leaf
      ? { ...node, grad_before: 5, grad: Number(node.grad) + 5 - Number(node.grad_before) }
      : node,
  );
  const walk = new Walk({ ...graph, nodes: held }, () => false);
  const steps = walk.steps.flatMap((_, number) =>
    linesOf(walk, number).map((line, index) => ({
      ...line,
      source: walk.steps[number]?.additions[index]?.edge.source,
    })),
  );
  const [first, ...others] = steps.filter(({ source }) => source === leaf?.id);
  assert.equal(first?.note, "held");
  assert.ok(others.every(({ note }) => note === "reused"));
  assert.equal(titleOf(walk, walk.last, words.walk), words.walk.endOnTop);
});

test("what only the page can do is told beside the sentence, which is for paper too", () => {
  const walk = new Walk({ ...graph, is_proven: false }, () => false);
  assert.equal(titleOf(walk, walk.last, words.walk), words.walk.endOwn);
  assert.doesNotMatch(words.walk.endOwn, /“/);
  assert.match(hintOf(walk, walk.last, words.walk), /“Check gradients”/);
  assert.equal(hintOf(walk, walk.last - 1, words.walk), "");
});

test("gradients that the program holds instead are told at the end", () => {
  const [leaf, ...rest] = graph.nodes.filter(({ op, name }) => op === "" && name !== "");
  assert.ok(leaf && rest.length > 0);
  const walk = new Walk({ ...graph, program_grads: [{ node: leaf.id, grad: 0 }] }, () => false);
  assert.equal(titleOf(walk, walk.last, words.walk), words.walk.endOthers);
  assert.equal(
    detailOf(walk, walk.last, words.walk),
    words.walk.byPass(
      `${walk.nameOf(leaf)}.grad = ${shortNumber(walk.gradient(leaf.id, walk.last - 1) ?? 0)}`,
    ),
  );
  assert.equal(walk.gradient(leaf.id, walk.last), 0);
});

test("where the program holds only zeros, no sentence says that its pass is still to come or has run", () => {
  const walk = new Walk({ ...graph, holds_zeros: true, has_run: false }, () => false);
  assert.equal(titleOf(walk, 0, words.walk), words.walk.startZeros);
  assert.equal(titleOf(walk, walk.last, words.walk), words.walk.endZeros);
});

test("a gradient is settled at the first step from which it is what it is at the end", () => {
  const walk = new Walk(graph, () => false);
  for (const { id, inside } of graph.nodes) {
    if (inside !== null) continue;
    const numbers = walk.steps.map((_, number) => walk.gradient(id, number));
    const steps = numbers.flatMap((number, step) => (number === numbers.at(-1) ? [step] : []));
    const first = walk.steps.findIndex((_, number) => walk.isSettled(id, number));
    assert.ok(first >= Math.max(walk.seed, steps[0] ?? 0));
    assert.ok(numbers.slice(first).every((number) => number === numbers.at(-1)));
    assert.ok(first <= walk.last);
  }
});

test("a value that its operation does not give is not set equal to that", () => {
  const node = graph.nodes.find(({ op, inside }) => op !== "" && inside === null);
  assert.ok(node);
  const walk = new Walk({ ...graph, other_values: [{ node: node.id, given: 7 }] }, () => false);
  const step = walk.steps.findIndex((each) => each.kind === "forward" && each.node === node.id);
  assert.equal(
    titleOf(walk, step, words.walk),
    `${walk.nameOf(node)} = ${shortNumber(node.data)} ≠ ${node.formula} = 7.0`,
  );
  assert.match(spoken(walk, node.id, walk.last, words.walk), / ≠ /);
});

test("a share that is no product is not written as one", () => {
  const [first, ...rest] = graph.backward;
  const [addition, ...additions] = first?.additions ?? [];
  assert.ok(first && addition);
  const other = { ...first, additions: [{ ...addition, share: 0.25 }, ...additions] };
  const walk = new Walk({ ...graph, backward: [other, ...rest] }, () => false);
  const step = walk.steps.findIndex(({ kind }) => kind === "backward");
  assert.match(linesOf(walk, step)[0]?.sum ?? "", /: 0\.0 \+ 0\.25 = 0\.25$/);
});

test("a name that is a formula stands in brackets", () => {
  for (const name of ["a", "w[0]", "f(a, b)", "mlp.layers[1].w", "(a + b)", "λ'"])
    assert.equal(term(name), name);
  for (const name of ["a + b", "a-b", "x1*w1 + x2*w2", "learning rate", "f(a) + b"])
    assert.equal(term(name), `(${name})`);
});

test("folding draws less, and loses no way to the output", () => {
  const folds = new Folds(graph);
  const sizes = folds.levels().map((level) => {
    folds.set(level);
    const view = folds.view();
    const drawn = new Set(view.boxes.map(({ id }) => id));
    for (const link of view.links) assert.ok(drawn.has(link.source) && drawn.has(link.target));
    assert.deepEqual(new Set(view.boxOf.values()), drawn);
    const first = view.boxOf.get("n1") ?? "";
    assert.ok(pathsToOutput(view, first, view.boxOf.get(graph.output) ?? "").size > 0);
    return view.boxes.length;
  });
  assert.deepEqual(folds.levels(), ["open", "neuron", "layer", "mlp"]);
  assert.deepEqual(sizes, [graph.nodes.length, 19, 15, 14]);
});

test("a fold opens by one level, and a node folds into the nearest", () => {
  const folds = new Folds(graph);
  folds.set("mlp");
  assert.equal(folds.open("s0"), true);
  assert.deepEqual(
    folds
      .view()
      .boxes.filter(({ group }) => group)
      .map(({ id }) => id),
    ["s1", "s4"],
  );
  folds.open("s1");
  assert.equal(folds.closable("n6"), "s1");
  folds.open("n6");
  assert.equal(folds.closable("n6_0"), "n6");
  folds.close("n6_0");
  assert.equal(folds.isOpen("n6"), false);
  folds.close("n6");
  folds.close("s1");
  assert.deepEqual(
    folds
      .view()
      .boxes.filter(({ group }) => group)
      .map(({ id }) => id),
    ["s0"],
  );
  assert.equal(folds.closable("n0"), null);
});

test("a step lights its node, its operands and their arrows with the factors", () => {
  const folds = new Folds(graph);
  folds.set("open");
  const walk = new Walk(graph, folds.isOpen);
  const frame = frameAt(folds.view(), walk, walk.stepOf("n25") ?? -1);
  assert.equal(frame.boxes.get("n25"), "node");
  assert.equal(frame.boxes.get("n24"), "near");
  assert.deepEqual([...frame.links.values()], ["×1.0", "×(-1.0)"]);
  assert.deepEqual(frameAt(folds.view(), walk, 0).boxes.size, 0);
  folds.set("mlp");
  const closed = new Walk(graph, folds.isOpen);
  const folded = frameAt(folds.view(), closed, closed.seed);
  assert.equal(folded.boxes.size, 1);
  assert.deepEqual(neighbours(folds.view(), "n25").users, ["n26"]);
});

test("boxes are wide enough for every number on the way", () => {
  const folds = new Folds(graph);
  const walk = new Walk(graph, folds.isOpen);
  for (const box of folds.view().boxes) {
    const face = faceOf(box, walk, words.walk);
    for (const step of walk.steps.keys()) {
      const { data, grad } = numbersOf(box.id, walk, step);
      assert.ok(face.width >= Math.max(data.length, grad.length) * 7.3 + 36);
    }
  }
});

test("a graph of many neurons starts folded, and can't be opened past the limit", () => {
  const many = manyNeurons(200, 12);
  const folds = new Folds(many);
  assert.equal(folds.level, "neuron");
  assert.ok(folds.view().boxes.length <= OPEN_LIMIT);
  const opened = many.nodes.filter(({ inner, id }) => inner && folds.open(id));
  assert.ok(opened.length > 0 && opened.length < 200);
  assert.ok(folds.view().boxes.length <= DRAW_LIMIT);
});

/** A chain of fused neurons. @param {number} count @param {number} insides  of each */
function manyNeurons(count, insides) {
  const closed = graph.nodes.find(({ id }) => id === "n6");
  const inside = graph.nodes.find(({ id }) => id === "n6_0");
  assert.ok(closed && inside);
  const nodes = [];
  for (let number = 0; number < count; number++) {
    const id = `m${number}`;
    const forward = Array.from({ length: insides }, (_, i) => `${id}_${i}`);
    for (const each of forward) nodes.push({ ...inside, id: each, inside: id, group: null });
    const inner = { op: "+", formula: "", forward, backward: [] };
    nodes.push({ ...closed, id, inner, group: null });
  }
  return { ...graph, nodes, edges: [], groups: [], forward: [], backward: [], output: "m0" };
}
