/**
 * The walk through a graph: its steps, their additions, and every number at any step.
 *
 * Only the sums are computed here: each share was computed by the operation itself, in Python.
 */

import { shortNumber } from "../../ui/numbers.js";
import { nodeName } from "./names.js";

/** @typedef {import("../../../contract/graph.js").GraphTrace} GraphTrace */
/** @typedef {import("../../../contract/graph.js").GraphNode} GraphNode */
/** @typedef {import("../../../contract/graph.js").GraphEdge} GraphEdge */
/** @typedef {import("../../../contract/graph.js").GraphStep} GraphStep */

/**
 * One line of the ledger: `before + share = after`, where the share is the edge's derivative times
 * the target's gradient.
 * @typedef {object} Addition
 * @property {GraphEdge} edge
 * @property {number} upstream  the gradient of the edge's target
 * @property {number} share
 * @property {number} before  the gradient of the edge's source
 * @property {number} after
 * @property {boolean} replaces  the operation sets the gradient instead of adding to it
 * @property {boolean} held  the gradient before the addition comes only from earlier passes
 */

/**
 * `start` shows only values, `end` values and gradients. `forward` computes the node's value;
 * `seed` begins the backward pass at the node; `backward` passes the node's gradient on.
 * @typedef {object} Step
 * @property {"start" | "forward" | "seed" | "backward" | "end"} kind
 * @property {string} node  an id; "" for `start` and `end`
 * @property {Addition[]} additions
 */

/** A node's number from a step on. @typedef {{step: number, value: number}} Change */
/** An addition, and the number of its step. @typedef {{addition: Addition, at: number}} Added */

export class Walk {
  /** @type {Step[]} */
  steps = [];
  /** The number of the step that seeds the backward pass; -1 if there is none. */
  seed = -1;
  #nodes;
  #edges;
  /** The step that computes a node's value, by id; leaves have none. @type {Map<string, number>} */
  #computed = new Map();
  /** @type {Map<string, GraphNode[]> | undefined} */
  #labels;
  /** @type {Map<string, import("../../../contract/graph.js").GraphNumber> | undefined} */
  #given;
  /** Each node's value as text. @type {Map<string, string>} */
  #data = new Map();
  /** How each gradient grew, in the order of the steps. @type {Map<string, Change[]>} */
  #changes = new Map();
  /** What was added to each gradient, in the order of the steps. @type {Map<string, Added[]>} */
  #additions = new Map();

  /**
   * @param {GraphTrace} graph
   * @param {(neuron: string) => boolean} isOpen  whether a fused neuron is shown with its inner
   *   nodes
   */
  constructor(graph, isOpen) {
    this.graph = graph;
    this.isOpen = isOpen;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.#edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
    this.#add("start");
    for (const id of graph.forward) {
      const inner = isOpen(id) ? this.#nodes.get(id)?.inner : null;
      for (const inside of inner?.forward ?? []) this.#addForward(inside);
      this.#addForward(id);
    }
    if (graph.backward.length > 0 || isLone(graph)) this.#addBackward(isOpen);
  }

  /** Whether there is a backward pass to walk. */
  get hasBackward() {
    return this.seed >= 0;
  }

  get last() {
    return this.steps.length - 1;
  }

  /**
   * Return a node's name in a sentence: that on its box; of a weight, whose label others share, the
   * variable that holds it.
   * @param {GraphNode} node
   */
  nameOf(node) {
    const { alias, label, name } = node;
    if (alias === "" && label !== "" && name !== "" && this.#isShared(label)) return name;
    return nodeName(node);
  }

  /** Whether an edge is drawn in this folding. @param {GraphEdge} edge */
  isDrawn({ inside, target }) {
    return inside === null ? !this.isOpen(target) : this.isOpen(inside);
  }

  /** @param {string} id */
  node(id) {
    return this.#nodes.get(id);
  }

  /** Return a node's value as text for its box. @param {string} id */
  data(id) {
    const known = this.#data.get(id);
    if (known !== undefined) return known;
    const text = shortNumber(this.#nodes.get(id)?.data ?? 0);
    this.#data.set(id, text);
    return text;
  }

  /** The number that a node's operation gives, if that is not its value. @param {string} id */
  given(id) {
    this.#given ??= new Map(this.graph.other_values.map(({ node, given }) => [node, given]));
    return this.#given.get(id);
  }

  /** Whether a node's value is computed at a step. @param {string} id @param {number} step */
  isComputed(id, step) {
    const at = this.#computed.get(id);
    return at === undefined || this.steps[step]?.kind !== "forward" || at <= step;
  }

  /**
   * @param {string} id
   * @param {number} step
   * @returns {number | null} null before the backward pass
   */
  gradient(id, step) {
    if (!this.hasBackward || step < this.seed) return null;
    const changes = this.#changes.get(id) ?? [];
    let from = 0;
    let to = changes.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (/** @type {Change} */ (changes[middle]).step <= step) from = middle + 1;
      else to = middle;
    }
    return changes[from - 1]?.value ?? this.#start(id);
  }

  /** Whether a node's gradient is shown at a step, and does not change after it. @param {string} id @param {number} step */
  isSettled(id, step) {
    const last = this.#changes.get(id)?.at(-1)?.step ?? 0;
    return this.hasBackward && step >= Math.max(this.seed, last);
  }

  /** Whether the program's nodes hold gradients, from this pass or others. */
  get hasRun() {
    return this.graph.has_run || this.graph.program_grads.length > 0;
  }

  /** Whether leaves had gradients before the pass. */
  get hasHeld() {
    return this.graph.nodes.some(
      ({ grad_before: before, outside_share: outside }) => Number(before) !== Number(outside),
    );
  }

  /** Return all gradients that a node has during the walk. @param {string} id */
  gradients(id) {
    return [this.#start(id), ...(this.#changes.get(id) ?? []).map(({ value }) => value)];
  }

  /** Return what is added to a node's gradient, in the order of the pass. @param {string} id @returns {Added[]} */
  additionsTo(id) {
    const known = this.#additions.get(id);
    if (known) return known;
    /** @type {Added[]} */
    const none = [];
    this.#additions.set(id, none);
    return none;
  }

  /** Return the step in which a node passes its gradient on, or else is computed. @param {string} id */
  stepOf(id) {
    const backward = this.steps.findIndex((step) => step.kind === "backward" && step.node === id);
    return backward >= 0 ? backward : this.#computed.get(id);
  }

  /** @param {Step["kind"]} kind @param {string} [node] @param {Addition[]} [additions] */
  #add(kind, node = "", additions = []) {
    this.steps.push({ kind, node, additions });
    return this.last;
  }

  /** @param {string} id */
  #addForward(id) {
    if (this.#nodes.get(id)?.op) this.#computed.set(id, this.#add("forward", id));
  }

  /** @param {(neuron: string) => boolean} isOpen */
  #addBackward(isOpen) {
    const { output, backward, seed } = this.graph;
    this.seed = this.#add("seed", output);
    this.#change(output, this.seed, this.#start(output) + seed);
    for (const outer of backward) {
      const inner = isOpen(outer.node) ? this.#nodes.get(outer.node)?.inner : null;
      for (const step of inner?.backward ?? [outer]) this.#addBackwardStep(step);
    }
    const end = this.#add("end");
    for (const { id, op } of this.graph.nodes) if (op === "") this.#addRest(id, end);
    for (const { node, grad } of this.graph.program_grads) this.#change(node, end, Number(grad));
  }

  /** @param {GraphStep} step */
  #addBackwardStep({ node, additions }) {
    const number = this.steps.length;
    this.#addRest(node, number);
    const upstream = this.#latest(node);
    const lines = [];
    for (const { edge: id, share: given, replaces } of additions) {
      const edge = this.#edges.get(id);
      if (!edge) continue;
      const share = Number(given);
      const before = this.#latest(edge.source);
      const held = this.#held(edge.source);
      const after = replaces ? share : before + share;
      this.#change(edge.source, number, after);
      const addition = { edge, upstream, share, before, after, replaces, held };
      this.additionsTo(edge.source).push({ addition, at: number });
      lines.push(addition);
    }
    this.#add("backward", node, lines);
  }

  /** Add the rest from rounding. @param {string} id @param {number} step */
  #addRest(id, step) {
    const rest = Number(this.#nodes.get(id)?.rest ?? 0);
    if (rest !== 0) this.#change(id, step, this.#latest(id) + rest);
  }

  /** Whether a gradient still comes only from earlier passes. @param {string} id */
  #held(id) {
    return !this.#changes.has(id) && Number(this.#nodes.get(id)?.outside_share ?? 0) === 0;
  }

  /** @param {string} id @param {number} step @param {number} value */
  #change(id, step, value) {
    const changes = this.#changes.get(id);
    if (changes) changes.push({ step, value });
    else this.#changes.set(id, [{ step, value }]);
  }

  /** Whether several nodes have a label. @param {string} label */
  #isShared(label) {
    this.#labels ??= Map.groupBy(this.graph.nodes, (node) => node.label);
    return (this.#labels.get(label)?.length ?? 0) > 1;
  }

  /** @param {string} id */
  #start(id) {
    return Number(this.#nodes.get(id)?.grad_before ?? 0);
  }

  /** @param {string} id */
  #latest(id) {
    return this.#changes.get(id)?.at(-1)?.value ?? this.#start(id);
  }
}

/** Whether the graph is a single leaf, whose backward pass is only the seed. @param {GraphTrace} graph */
function isLone({ nodes, stage, fault }) {
  return nodes.length === 1 && stage !== "before" && fault === "";
}
