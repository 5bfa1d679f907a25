/**
 * Checks the data of a graph from a visitor's program. They are used only if every part matches
 * `contract/graph.js`, so no other code has to check them.
 */

import {
  isCount,
  isFlag,
  isListOf,
  isOneOf,
  isRecordOf,
  isText,
  orNull,
  parsed,
} from "./schema.js";

/** @typedef {import("./graph.js").GraphTrace} GraphTrace */

const MAX_NODES = 4_000;
const MAX_EDGES = 20_000;
const MAX_STEPS = 10_000;
/** A neuron in a layer in a network is three deep. */
const MAX_DEPTH = 16;
/** The data of a network of a thousand nodes are less than half of this. */
const SIZE = { characters: 4_000_000, items: 120_000 };

const isNumber = (/** @type {any} */ value) =>
  typeof value === "number" || ["NaN", "Infinity", "-Infinity"].includes(value);

const isIds = isListOf(isText, MAX_STEPS);
const isSteps = isListOf(
  isRecordOf({
    node: isText,
    additions: isListOf(isRecordOf({ edge: isText, share: isNumber, replaces: isFlag }), MAX_EDGES),
  }),
  MAX_STEPS,
);
const isNode = isRecordOf({
  id: isText,
  label: isText,
  name: isText,
  alias: isText,
  kind: isOneOf("leaf", "parameter", "operation", "neuron"),
  op: isText,
  formula: isText,
  data: isNumber,
  grad: orNull(isNumber),
  grad_before: isNumber,
  outside_share: isNumber,
  origin: orNull(isRecordOf({ file: isText, line: isCount, occurrence: isCount })),
  group: orNull(isText),
  sample: orNull(isCount),
  inside: orNull(isText),
  inner: orNull(isRecordOf({ op: isText, formula: isText, forward: isIds, backward: isSteps })),
  left_out: isCount,
  left_out_children: isCount,
  rest: isNumber,
});
const isEdge = isRecordOf({
  id: isText,
  source: isText,
  target: isText,
  position: isCount,
  derivative: orNull(isNumber),
  formula: isText,
  whole: isText,
  inside: orNull(isText),
});
const isGroup = isRecordOf({
  id: isText,
  kind: isOneOf("mlp", "layer", "neuron"),
  name: isText,
  parent: orNull(isText),
  nodes: isIds,
  parameters: isIds,
});
const isGraph = isRecordOf({
  version: isOneOf(3),
  id: isText,
  title: isText,
  stage: isOneOf("", "before", "after"),
  has_run: isFlag,
  is_proven: isFlag,
  program_grads: isListOf(isRecordOf({ node: isText, grad: isNumber }), MAX_NODES),
  other_values: isListOf(isRecordOf({ node: isText, given: isNumber }), MAX_NODES),
  lost_operands: isListOf(isRecordOf({ node: isText, op: isText }), MAX_NODES),
  fault: isText,
  output: isText,
  seed: isOneOf(1),
  total: isCount,
  left_out: isCount,
  left_out_reasons: isRecordOf({ samples: isCount, distance: isCount }),
  nodes: isListOf(isNode, MAX_NODES),
  edges: isListOf(isEdge, MAX_EDGES),
  forward: isIds,
  backward: isSteps,
  groups: isListOf(isGroup, MAX_NODES),
  samples: orNull(isRecordOf({ count: isCount, shown: orNull(isCount) })),
});

/**
 * @param {string} text  JSON
 * @returns {GraphTrace | null} null if it is not a graph of this version
 */
export function readGraph(text) {
  return checkGraph(parsed(text, SIZE));
}

/** @param {any} graph @returns {GraphTrace | null} */
export function checkGraph(graph) {
  return isGraph(graph) && isJoined(graph) ? graph : null;
}

/** Whether every id exists, and no group contains itself. @param {GraphTrace} graph */
function isJoined(graph) {
  const { nodes, edges, groups, forward, backward, output } = graph;
  const ids = new Set(nodes.map(({ id }) => id));
  const edgeIds = new Set(edges.map(({ id }) => id));
  /** @type {Map<string, number>} */
  const depths = new Map();
  for (const { id, parent } of groups) {
    const depth = parent === null ? 1 : (depths.get(parent) ?? MAX_DEPTH) + 1;
    if (depths.has(id) || depth > MAX_DEPTH) return false;
    depths.set(id, depth);
  }
  const isStep = (/** @type {import("./graph.js").GraphStep} */ step) =>
    ids.has(step.node) && step.additions.every(({ edge }) => edgeIds.has(edge));
  return (
    ids.size === nodes.length &&
    edgeIds.size === edges.length &&
    ids.has(output) &&
    ![...depths.keys()].some((id) => ids.has(id)) &&
    nodes.every(
      ({ group, inside, inner }) =>
        (group === null || depths.has(group)) &&
        (inside === null || ids.has(inside)) &&
        (inner === null ||
          (inner.forward.every((id) => ids.has(id)) && inner.backward.every(isStep))),
    ) &&
    edges.every(
      ({ source, target, inside }) =>
        ids.has(source) && ids.has(target) && (inside === null || ids.has(inside)),
    ) &&
    [...graph.program_grads, ...graph.other_values, ...graph.lost_operands].every(({ node }) =>
      ids.has(node),
    ) &&
    groups.every((group) => [...group.nodes, ...group.parameters].every((id) => ids.has(id))) &&
    forward.every((id) => ids.has(id)) &&
    backward.every(isStep)
  );
}
