/**
 * The card's questions to the run's interpreter, and their answers: another value of a leaf, a
 * check of gradients against central differences, another sample.
 */

import { checkGraph, checkNearby } from "../../../contract/graph.js";
import { NoAnswer } from "../../../contract/no-answer.js";
import { shortNumber } from "../../ui/numbers.js";
import { nodeName } from "../model/names.js";
import { valuesNear } from "../model/nearby.js";

/** @typedef {import("../../../contract/graph.js").GraphTrace} GraphTrace */
/** @typedef {import("../../../contract/graph.js").GraphNode} GraphNode */
/** @typedef {import("../../../contract/graph.js").GraphNumber} GraphNumber */
/** @typedef {import("../../../contract/graph.js").GraphVerdict} GraphVerdict */
/** @typedef {import("../../../contract/graph.js").GraphNearby} GraphNearby */
/** @typedef {import("../model/faces.js").Numbers} Numbers */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * @typedef {object} Trial
 * @property {GraphNode} leaf
 * @property {number} value
 * @property {any} answer  for this value, or for an earlier one while the new answer is awaited
 * @property {string} told  the answer in a sentence
 */

/** @type {Record<string, string>} */
const SIGNS = {
  differs: "≠",
  kink: "∧",
  jump: "↕",
  "not finite": "∞",
  hidden: "≈",
  cut: "…",
  unchecked: "?",
};

/** @type {import("../../words/en-cards.js").Undecided[]} */
const UNDECIDED = ["kink", "jump", "not finite", "hidden", "cut", "unchecked"];

export class Queries {
  #ask;
  #words;
  #onAnswer;
  /** @type {Trial | null} */
  #trial = null;
  #isAsking = false;
  /** The output near the leaves that were tried; null: there is none. @type {Map<GraphNode, GraphNearby | null>} */
  #nearby = new Map();
  /** The reason why the last trial was refused. */
  #refusal = "";
  /** @type {{nodes: Map<string, GraphVerdict>, edges: Map<string, GraphVerdict>} | null} */
  #verdicts = null;
  /** The wrong local derivatives, by the node of the operation. @type {Map<string, GraphVerdict>} */
  #wrong = new Map();
  /** Increases when answers on their way are no longer wanted. */
  #generation = 0;

  /**
   * @param {(what: string, data: object) => Promise<any>} ask
   * @param {Words} words
   * @param {() => void} onAnswer  called for an answer to a trial
   */
  constructor(ask, words, onAnswer) {
    this.#ask = ask;
    this.#words = words;
    this.#onAnswer = onAnswer;
  }

  /** Forget all answers, because the graph has changed. */
  forget() {
    this.#generation += 1;
    this.#verdicts = null;
    this.#nearby.clear();
    this.forgetTrial();
  }

  /** The leaf with another value, and that value. */
  get kept() {
    return this.#trial && { leaf: this.#trial.leaf, value: this.#trial.value };
  }

  forgetTrial() {
    this.#trial = null;
    this.#refusal = "";
  }

  /** The numbers with the leaf's other value, by node. @returns {Map<string, Numbers>} */
  get numbers() {
    const nodes = this.#trial?.answer?.nodes;
    if (!nodes) return new Map();
    return new Map(
      Object.entries(nodes).map(([id, { data, grad }]) => [
        id,
        {
          data: shortNumber(data),
          grad: shortNumber(grad),
          isSound: Number.isFinite(Number(data)) && Number.isFinite(Number(grad)),
          isTried: true,
        },
      ]),
    );
  }

  /** A node's numbers with the leaf's other value, to the last bit. @param {string} id @returns {{data: GraphNumber, grad: GraphNumber} | undefined} */
  tried(id) {
    return this.#trial?.answer?.nodes?.[id];
  }

  /** The signs of the gradients, by node. */
  get marks() {
    return marksOf(this.#verdicts?.nodes);
  }

  /** The nodes whose operations have a wrong local derivative. */
  get wrong() {
    return new Set(this.#verdicts ? this.#wrong.keys() : []);
  }

  get edgeMarks() {
    return marksOf(this.#verdicts?.edges);
  }

  /** Return the verdict on a node's gradient, in words. @param {string} id */
  verdict(id) {
    const verdict = this.#verdicts?.nodes.get(id);
    if (!verdict) return "";
    const [slope = "", tolerance = ""] = [verdict.slope, verdict.tolerance].map((number) =>
      shortNumber(number ?? 0),
    );
    return this.#words.verdicts[verdict.verdict](slope, tolerance);
  }

  /** Return the verdict on a node's operation, in words; "" if it is not wrong. @param {string} id */
  localVerdict(id) {
    const local = this.#verdicts ? this.#wrong.get(id) : undefined;
    if (!local) return "";
    const numbers = [local.gradient ?? 0, local.slope ?? 0].map(shortNumber);
    return this.#words.wrongLocal(numbers[0] ?? "", numbers[1] ?? "");
  }

  /** Whether the numbers are those of another value. */
  get isAnswered() {
    return Boolean(this.#trial?.answer);
  }

  /** Why the last tried value was refused, in a sentence; "" if it was not. */
  get refusal() {
    return this.#refusal;
  }

  /** The effect of another value of a leaf, in a sentence; null if none is tried. */
  get trial() {
    return this.#trial && (this.#trial.told || this.#words.trying);
  }

  /**
   * What if a leaf had another value? While an answer is awaited, only the last value is kept.
   * @param {string} graph @param {GraphNode} leaf @param {number} value
   */
  async try(graph, leaf, value) {
    const { answer = null, told = "" } = this.#trial?.leaf === leaf ? this.#trial : {};
    this.#trial = { leaf, value, answer, told };
    if (this.#isAsking) return;
    this.#isAsking = true;
    /** @type {Trial | null} */
    let asked = null;
    while (this.#trial && asked !== this.#trial) {
      asked = this.#trial;
      const values = { [asked.leaf.id]: asked.value };
      const answered = await this.#answer("graph.set", { graph, values });
      // Also while a newer value is being asked for: a drag shows the latest answer.
      if (this.#trial?.leaf === asked.leaf) this.#take(this.#trial, asked.value, answered);
      this.#onAnswer();
    }
    this.#isAsking = false;
    if (this.#trial) await this.#look(graph, this.#trial.leaf);
  }

  /** Ask once for the output near a leaf. @param {string} graph @param {GraphNode} leaf */
  async #look(graph, leaf) {
    const values = valuesNear(Number(leaf.data));
    if (this.#nearby.has(leaf) || !values.every(Number.isFinite)) return;
    this.#nearby.set(leaf, null);
    const generation = this.#generation;
    const told = await this.#answer("graph.nearby", { graph, leaf: leaf.id, values });
    if (generation !== this.#generation) return;
    this.#nearby.set(leaf, checkNearby(told));
    this.#onAnswer();
  }

  /** The output near a leaf that was tried; null if it is not known. @param {GraphNode | undefined} leaf */
  nearby(leaf) {
    return (leaf && this.#nearby.get(leaf)) ?? null;
  }

  /** The leaf's other value and the output with it, to be drawn. */
  get triedPoint() {
    const { value, answer } = this.#trial ?? {};
    const output = Number(answer?.output);
    return value !== undefined && answer && Number.isFinite(output) ? { value, output } : undefined;
  }

  /** @param {Trial} trial @param {number} value  the value of the question @param {any} answered */
  #take(trial, value, answered) {
    const isAnswer = isRecord(answered?.nodes) && Object.values(answered.nodes).every(isRecord);
    trial.answer = isAnswer ? answered : null;
    if (!isAnswer) {
      this.#refusal = this.#sentence(answered);
      this.#trial = null;
      return;
    }
    this.#refusal = "";
    const { leaf } = trial;
    const found = this.#found(answered, this.#words.triedBy);
    const tried = this.#words.tried({
      name: nodeName(leaf),
      from: shortNumber(leaf.data),
      to: shortNumber(value),
      change: shortNumber(answered.change),
      prediction: shortNumber(answered.prediction),
    });
    const other = answered.agrees === false ? this.#words.triedOther : "";
    trial.told = [tried, found, other].filter(Boolean).join(" ");
  }

  /** @param {GraphTrace} graph @returns {Promise<string>} the result in a sentence */
  async check(graph) {
    const generation = this.#generation;
    const told = await this.#answer("graph.check", { graph: graph.id });
    if (generation !== this.#generation) return "";
    if (!isRecord(told?.nodes) || !isRecord(told.edges)) return this.#sentence(told);
    this.#verdicts = { nodes: verdictsOf(told.nodes), edges: verdictsOf(told.edges) };
    this.#wrong = new Map(
      graph.edges.flatMap(({ id, target }) => {
        const local = this.#verdicts?.edges.get(id);
        return local?.verdict === "differs" ? [[target, local]] : [];
      }),
    );
    const { nodes, edges } = this.#verdicts;
    const all = [...nodes.values(), ...edges.values()];
    const count = (/** @type {string} */ name) =>
      all.filter(({ verdict }) => verdict === name).length;
    const undecided = UNDECIDED.filter((name) => count(name) > 0);
    const found = this.#words.checkedAll(count("agrees"), count("differs"), all.length, undecided);
    const how = this.#found(told, this.#words.checkedBy);
    return [found, this.#words.checkedWhat(nodes.size, edges.size), how].filter(Boolean).join(" ");
  }

  uncheck() {
    this.#generation += 1;
    this.#verdicts = null;
    return "";
  }

  /** @param {GraphTrace} graph @param {number} sample @returns {Promise<GraphTrace | string>} */
  async sample(graph, sample) {
    const told = await this.#answer("graph.sample", { graph: graph.id, sample });
    return (typeof told === "object" && checkGraph(told)) || this.#sentence(told);
  }

  /** @param {string} what @param {object} data @returns {Promise<any>} the answer, or a sentence */
  async #answer(what, data) {
    try {
      const told = await this.#ask(what, data);
      return typeof told?.error === "string" ? this.#words.refused(told.error) : told;
    } catch (error) {
      if (error instanceof NoAnswer) return this.#words.noAnswer[error.reason];
      throw error;
    }
  }

  /**
   * Return a sentence about the program's operations that were replaced by the package's, or "".
   * @param {any} answered @param {(names: string[]) => string} sentence
   */
  #found({ recognised }, sentence) {
    const names = Array.isArray(recognised) ? recognised.map(String) : [];
    return names.length > 0 ? sentence(names) : "";
  }

  /** @param {unknown} told */
  #sentence(told) {
    return typeof told === "string" ? told : this.#words.noAnswer.unreadable;
  }
}

/** @param {unknown} value */
const isRecord = (value) => typeof value === "object" && value !== null;

/** @param {Record<string, any>} record @returns {Map<string, GraphVerdict>} */
function verdictsOf(record) {
  const known = ["agrees", ...Object.keys(SIGNS)];
  return new Map(Object.entries(record).filter(([, told]) => known.includes(told?.verdict)));
}

/** @param {Map<string, GraphVerdict>} [verdicts] @returns {Map<string, string>} */
function marksOf(verdicts = new Map()) {
  /** @type {Map<string, string>} */
  const marks = new Map();
  for (const [id, { verdict }] of verdicts) {
    const sign = SIGNS[verdict];
    if (sign) marks.set(id, sign);
  }
  return marks;
}
