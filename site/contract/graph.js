/**
 * A graph's data, version 3; `micrograd/trace.py` writes it, and
 * `tests/engine/recorded/graph.json` is a recorded example.
 *
 * There are at most 1,000 nodes, and 1,600 more inside neurons. Of a larger graph only one row of
 * the batch is sent, or only the nodes nearest the output.
 *
 * The data come from a visitor's program. They are used only if every rule here accepts them, so no
 * other code has to check them; the types follow from the rules. Every text is still untrusted: show
 * it as text only.
 *
 * To replay the backward pass, begin with every node's `grad_before`, and set the output's gradient
 * to `grad_before + seed`. Then follow the steps of `backward`: for each addition, in order, add
 * its `share` to the gradient of its edge's source. At the end add every node's `rest`. The sums
 * are Python's, to the last bit, and equal every node's `grad`. (In an open neuron they may differ
 * a little, if one node is both its bias and one of its inputs.)
 */

import {
  isCount,
  isEither,
  isFiniteNumber,
  isFlag,
  isListOf,
  isNumber,
  isOneOf,
  isRecordOf,
  isText,
  orNull,
  parsed,
} from "./schema.js";

/** @template R @typedef {import("./schema.js").Ruled<R>} Ruled */
/** @typedef {Ruled<typeof isGraphNumber>} GraphNumber */
/** @typedef {Ruled<typeof isStep>} GraphStep */
/** @typedef {Ruled<typeof isNode>} GraphNode */
/** @typedef {Ruled<typeof isEdge>} GraphEdge */
/** @typedef {Ruled<typeof isGroup>} GraphGroup */
/** @typedef {Ruled<typeof isGraph>} GraphTrace */

const MAX_NODES = 4_000;
const MAX_EDGES = 20_000;
const MAX_STEPS = 10_000;
/** `NEARBY_LIMIT` of `playground_host/queries.py`. */
const MAX_NEARBY = 200;
/** A neuron in a layer in a network is three deep. */
const MAX_DEPTH = 16;
/** The data of a network of a thousand nodes are less than half of this. */
const SIZE = { characters: 4_000_000, items: 120_000 };

/** A number; those that JSON lacks are strings. `Number(value)` reads all of them. */
export const isGraphNumber = isEither(isNumber, isOneOf("NaN", "Infinity", "-Infinity"));

const isIds = isListOf(isText, MAX_STEPS);

/**
 * `source.grad = source.grad + share`; with `replaces`, for an operation that sets the gradient
 * instead of adding, `source.grad = share`. The share is derivative × gradient, up to rounding.
 */
const isAddition = isRecordOf({ edge: isText, share: isGraphNumber, replaces: isFlag });

const isStep = isRecordOf({
  /** The node that passes on its gradient. */
  node: isText,
  /** In the order in which the operation adds. */
  additions: isListOf(isAddition, MAX_EDGES),
});
const isSteps = isListOf(isStep, MAX_STEPS);

const isOrigin = isRecordOf({
  file: isText,
  /** From 1. */
  line: isCount,
  /** How often this place of the program had run, with this time, from 1. */
  occurrence: isCount,
});

/**
 * A fused neuron when it is open. The edges to the neuron whose `inside` is null are replaced by
 * the edges whose `inside` is the neuron; its step is replaced by the steps here.
 */
const isInner = isRecordOf({
  /** The operation of the open neuron's own node: `tanh`, or `+` if it is linear. */
  op: isText,
  formula: isText,
  /** The ids of the inner nodes, which come before the neuron. */
  forward: isIds,
  /** The neuron's own step, then those of the inner nodes. */
  backward: isSteps,
});

const isNode = isRecordOf({
  id: isText,
  /** The visitor's own, or "". */
  label: isText,
  /** The visitor's variable that holds it (`w[3]`), or "". */
  name: isText,
  /**
   * Its name in sentences, formulas and boxes, if that is not the label, or without a label the
   * variable: a letter; or if several nodes have the label, the variable, or the label with a number.
   */
  alias: isText,
  /** "neuron": a fused one, see `inner`. */
  kind: isOneOf("leaf", "parameter", "operation", "neuron"),
  /** The operation's short name; "" for a leaf. */
  op: isText,
  /** The operation with its operands: `w·x`; "" for a leaf. */
  formula: isText,
  data: isGraphNumber,
  /** The gradient at the end of the pass. */
  grad: orNull(isGraphNumber),
  /** The gradient before the pass: a leaf may have that of an earlier pass. */
  grad_before: isGraphNumber,
  /** The shares from nodes that are left out; `grad_before` contains it. */
  outside_share: isGraphNumber,
  /**
   * A last addition of the size of the last bit: it is 0 unless no `grad_before` leads to `grad`, or
   * the visitor's operation adds in another order.
   */
  rest: isGraphNumber,
  origin: orNull(isOrigin),
  /** The id of the neuron that made it, or whose parameter it is. */
  group: orNull(isText),
  /** Its row of the batch, from 0; null if it belongs to all rows. */
  sample: orNull(isCount),
  /** The neuron (a node's id) that shows this node when it is open. */
  inside: orNull(isText),
  /** For a fused neuron whose products and sums are in the data. */
  inner: orNull(isInner),
  /** The number of its operands that are not in `nodes`. */
  left_out: isCount,
  /** The number of its users that are not in `nodes`. */
  left_out_children: isCount,
});

/**
 * One operand: `source` is an operand of the operation that made `target`. If `source` is used in
 * several places, each has its edge. If only the sum of their derivatives is known, because the
 * operation is the visitor's, the first edge has the sum.
 */
const isEdge = isRecordOf({
  id: isText,
  source: isText,
  target: isText,
  /** The operand's position, from 0. */
  position: isCount,
  /**
   * Of the target with respect to this operand alone; null if the visitor's operation raised, or if
   * an earlier edge has the sum.
   */
  derivative: orNull(isGraphNumber),
  /** `∂(x·y)/∂x = y`; without the part from `=` on if `derivative` is not known to equal it. */
  formula: isText,
  /**
   * `∂(x·x)/∂x = 2·x`: the sum of all edges between the two nodes; "" if there is only one. With
   * several edges, `formula` calls the places x₁ and x₂.
   */
  whole: isText,
  /** The neuron that shows this edge when it is open. */
  inside: orNull(isText),
});

const isGroup = isRecordOf({
  id: isText,
  kind: isOneOf("mlp", "layer", "neuron"),
  /** The visitor's: `mlp.layers[0]`; or "" if none was found. */
  name: isText,
  /** A group's id. */
  parent: orNull(isText),
  /** For a neuron: the nodes that it made, in all samples shown. */
  nodes: isIds,
  /** For a neuron: its weights and its bias. */
  parameters: isIds,
});

const isSamples = isRecordOf({
  count: isCount,
  /** The only one in `nodes`, or null if all are. */
  shown: orNull(isCount),
});

const isGradient = isRecordOf({ node: isText, grad: isGraphNumber });
const isOtherValue = isRecordOf({ node: isText, given: isGraphNumber });
const isLostOperand = isRecordOf({ node: isText, op: isText });

const isGraph = isRecordOf({
  version: isOneOf(3),
  /**
   * The same for the "before" and the "after" of one backward pass: the second replaces the first.
   * The page's questions to Python name the graph by it.
   */
  id: isText,
  /** A description. */
  title: isText,
  /** "before" has no backward pass: every `grad` is null, `backward` is empty. */
  stage: isOneOf("", "before", "after"),
  /**
   * Whether the nodes hold the gradients of this pass; if false, and the stage is "", `grad` is the
   * gradient that a backward pass would give.
   */
  has_run: isFlag,
  /**
   * Whether the program's own engine holds only gradients of 0: none of its passes has run, or the
   * output's gradient was 0.
   */
  holds_zeros: isFlag,
  /**
   * Whether every gradient of the pass is known to be ∂output/∂node: the operations are the
   * package's, or recognised with the same shares.
   */
  is_proven: isFlag,
  /**
   * The program's gradients that differ from those of the pass: its own pass took another order, for
   * example, or it has set them since.
   */
  program_grads: isListOf(isGradient, MAX_NODES),
  /**
   * The numbers that operations give now, for nodes with another value: the program has changed an
   * operand since, or its operation computes something else than its name says.
   */
  other_values: isListOf(isOtherValue, MAX_NODES),
  /**
   * Nodes without operands that name an operation; and nodes whose `_backward` uses other values
   * than their operands, with `op` "".
   */
  lost_operands: isListOf(isLostOperand, MAX_NODES),
  /** The reason why there are no backward steps (the visitor's operation raised), or "". */
  fault: isText,
  /** A node's id. */
  output: isText,
  /** The derivative of the output with respect to itself. */
  seed: isOneOf(1),
  /** The number of nodes of the whole graph, without those inside neurons. */
  total: isCount,
  /** The number of them that are not in `nodes`. */
  left_out: isCount,
  /**
   * The numbers of nodes that belong to samples that are not shown, and that are too far from the
   * output.
   */
  left_out_reasons: isRecordOf({ samples: isCount, distance: isCount }),
  /** Each after its parents; the nodes inside a neuron before it. */
  nodes: isListOf(isNode, MAX_NODES),
  edges: isListOf(isEdge, MAX_EDGES),
  /** Ids in the order of computing, without those inside neurons. */
  forward: isIds,
  /** In the order of the pass, without those inside neurons. */
  backward: isSteps,
  /** Parents before children. */
  groups: isListOf(isGroup, MAX_NODES),
  /** Null if there is no batch. */
  samples: orNull(isSamples),
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
  const isStep = (/** @type {GraphStep} */ step) =>
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

/*
 * The page's questions to a finished run about a graph, by `runtime.ask(what, data)`. Every answer
 * is one of these or `{error: sentence}`.
 */

/**
 * "graph.sample": another row of the batch; the answer is a `GraphTrace` with the same `id`.
 * @typedef {{graph: string, sample: number}} GraphSampleQuestion
 */

/**
 * "graph.set": what if these leaves had other values? The visitor's own nodes do not change.
 * @typedef {{graph: string, values: Record<string, number>}} GraphSetQuestion  by node id
 * @typedef {object} GraphSetAnswer
 * @property {Record<string, {data: GraphNumber, grad: GraphNumber}>} nodes  all nodes, also inside
 *   neurons
 * @property {GraphNumber} output
 * @property {GraphNumber} change  the output's
 * @property {GraphNumber} prediction  the sum of grad × Δ over the leaves that were set
 * @property {string[]} recognised  the visitor's operations that were replaced by the package's
 *   operations of the same name, because these give the same values
 * @property {boolean} agrees  whether these also give the same gradients
 */

/**
 * "graph.nearby": the output for other values of one leaf. Numbers that are not finite are null.
 * @typedef {{graph: string, leaf: string, values: number[]}} GraphNearbyQuestion
 * @typedef {Ruled<typeof isNearby>} GraphNearby
 */
const isNearby = isRecordOf({
  outputs: isListOf(orNull(isFiniteNumber), MAX_NEARBY),
  /** The leaf's own value, the output there, and its gradient. */
  at: isFiniteNumber,
  output: isFiniteNumber,
  gradient: isFiniteNumber,
});

/** @param {unknown} told @returns {GraphNearby | null} */
export const checkNearby = (told) => (isNearby(told) ? told : null);

/**
 * "graph.check": each gradient against central differences.
 * @typedef {{graph: string}} GraphCheckQuestion
 * @typedef {object} GraphCheckAnswer
 * @property {Record<string, GraphVerdict>} nodes  the gradient of the output with respect to each node
 * @property {Record<string, GraphVerdict>} edges  each local derivative: a wrong operation shows here
 * @property {string[]} recognised  as above
 *
 * @typedef {object} GraphVerdict
 * @property {GraphNumber | null} gradient  from backpropagation
 * @property {GraphNumber | null} slope  the measured slope
 * @property {GraphNumber | null} tolerance  the allowed relative difference of the two
 * @property {"agrees" | "differs" | "kink" | "jump" | "not finite" | "hidden" | "cut" | "unchecked"} verdict
 *   "hidden": the rounding of the values hides the slope;
 *   "cut": a node that does not name all its operands may depend on it;
 *   "unchecked": an operation on the way can't be computed again, or there are too many
 */
