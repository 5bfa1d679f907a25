import assert from "node:assert/strict";
import test from "node:test";
import { Prediction } from "../../site/app/graph/model/prediction.js";
import { Walk } from "../../site/app/graph/model/steps.js";
import { readNumber } from "../../site/app/ui/numbers.js";

const node = (/** @type {string} */ id, /** @type {number} */ data, op = "") => ({
  id,
  data,
  op,
  label: id,
  name: id,
  kind: op ? "operation" : "leaf",
  grad: null,
  grad_before: 0,
  inner: null,
});
const edge = (
  /** @type {string} */ id,
  /** @type {string} */ source,
  /** @type {string} */ target,
  /** @type {number} */ derivative,
) => ({ id, source, target, derivative, inside: null });

/** y = (a·b + a)·4 at a = 2, b = -3: d = -6, e = -4, y = -16. */
const graph = /** @type {any} */ ({
  nodes: [node("a", 2), node("b", -3), node("d", -6, "*"), node("e", -4, "+"), node("y", -16, "*")],
  edges: [
    edge("0", "a", "d", -3),
    edge("1", "b", "d", 2),
    edge("2", "d", "e", 1),
    edge("3", "a", "e", 1),
    edge("4", "e", "y", 4),
  ],
  forward: ["a", "b", "d", "e", "y"],
  backward: [
    { node: "y", additions: [{ edge: "4", share: 4, replaces: false }] },
    {
      node: "e",
      additions: [
        { edge: "2", share: 4, replaces: false },
        { edge: "3", share: 4, replaces: false },
      ],
    },
    {
      node: "d",
      additions: [
        { edge: "0", share: -12, replaces: false },
        { edge: "1", share: 8, replaces: false },
      ],
    },
  ],
  output: "y",
  seed: 1,
  groups: [],
  stage: "after",
  fault: "",
  is_proven: true,
  program_grads: [],
  other_values: [],
});
/** @param {Partial<import("../../site/contract/graph.js").GraphData>} [other] */
const begun = (other) => {
  const walk = new Walk({ ...graph, ...other }, () => false);
  return { walk, prediction: new Prediction(walk, () => true) };
};

test("numbers are read as people write them", () => {
  const read = { "-0.5": -0.5, "1e-3": 1e-3, "0,25": 0.25, "1/4": 0.25, " − 3 ": -3, ".5": 0.5 };
  for (const [text, number] of Object.entries(read)) assert.equal(readNumber(text), number, text);
  for (const text of ["", "a", "1/", "1/2/3", "1e", "--1", "0x10", "1 2 x"])
    assert.ok(Number.isNaN(readNumber(text)), text);
});

test("nodes are asked for when their gradients become whole, and nothing is shown before", () => {
  const { walk, prediction } = begun();
  const asked = [];
  for (let next = prediction.next; next !== null; next = prediction.next) {
    asked.push(next);
    const before = walk.gradient(next, prediction.limit);
    assert.notEqual(before, walk.gradient(next, walk.last), next);
    assert.equal(prediction.try(next, String(walk.gradient(next, walk.last))), "right");
  }
  assert.deepEqual(asked, ["e", "d", "a", "b"]);
  assert.equal(prediction.limit, walk.last);
  assert.deepEqual([prediction.first, prediction.count], [4, 4]);
});

test("a wrong number is told what it is", () => {
  const { prediction } = begun();
  const answers = {
    8: "sign",
    4: "path",
    "-12": "path",
    "-3": "local",
    2: "value",
    100: "other",
    x: "unreadable",
  };
  for (const [text, answer] of Object.entries(answers))
    assert.equal(prediction.try("a", text), answer, text);
  assert.equal(prediction.try("b", "4"), "upstream");
  assert.equal(prediction.try("b", "2"), "local");
  assert.ok(prediction.isHard("b"));
  assert.equal(prediction.try("b", "8.01"), "right");
  assert.equal(prediction.first, 0);
});

test("any node may be predicted out of turn, or told", () => {
  const { prediction } = begun();
  assert.ok(prediction.asks("b"));
  assert.equal(prediction.try("b", "8"), "right");
  assert.deepEqual([...prediction.revealed], [["b", 8]]);
  prediction.reveal("e");
  assert.ok(!prediction.asks("e") && !prediction.asks("y") && !prediction.asks("nothing"));
  assert.equal(prediction.next, "d");
});

test("the derivative is right, whatever the program's nodes hold besides", () => {
  const nodes = graph.nodes.map((node) => (node.id === "a" ? { ...node, grad_before: 5 } : node));
  const others = [{ nodes }, { program_grads: [{ node: "a", grad: 99 }] }];
  for (const other of others) {
    const { prediction } = begun(other);
    assert.equal(prediction.try("a", "99"), "other");
    assert.notEqual(prediction.try("a", "-3"), "right");
    assert.equal(prediction.try("a", "-8"), "right");
  }
});

test("of a program's own operations the chain rule is not taught", () => {
  const { prediction } = begun({ is_proven: false });
  assert.equal(prediction.try("a", "8"), "own");
  assert.equal(prediction.try("a", "-8"), "right");
});
