/**
 * Predicting gradients before they are shown: which node is asked for, how far the walk may go
 * until then, and the likely cause of a wrong number. It does not use the DOM.
 */

import { readNumber } from "../../ui/numbers.js";

/** @typedef {import("./steps.js").Walk} Walk */
/** @typedef {import("./steps.js").Addition} Addition */
/** @typedef {"right" | "unreadable" | "sign" | "path" | "local" | "upstream" | "value" | "own" | "other"} Answer */

/** The relative tolerance of an answer: three digits are enough. */
const TOLERANCE = 0.005;
const NEAR_ZERO = 1e-9;
/** After this number of wrong answers the visitor may see the arithmetic. */
const ENOUGH = 2;

export class Prediction {
  #walk;
  /** The additions to each node's gradient, in the order of the steps. @type {Map<string, {step: number, additions: Addition[]}>} */
  #gets = new Map();
  /** @type {Set<string>} */
  #known = new Set();
  /** @type {Map<string, number>} */
  #wrong = new Map();
  /** The number of gradients that were right at the first try. */
  first = 0;

  /**
   * @param {Walk} walk
   * @param {(id: string) => boolean} isShown  whether a node has a box
   */
  constructor(walk, isShown) {
    this.#walk = walk;
    const isAsked = (/** @type {string} */ id) => {
      const { op = "", label = "", name = "" } = walk.node(id) ?? {};
      // Don't ask for the gradient of a constant in a formula.
      return isShown(id) && op + label + name !== "";
    };
    walk.steps.forEach(({ kind, additions }, step) => {
      if (kind !== "backward") return;
      for (const addition of additions) {
        const { source } = addition.edge;
        if (!isAsked(source)) continue;
        const before = this.#gets.get(source)?.additions ?? [];
        // Delete and set again: a node's place is that of the step that completes its gradient.
        this.#gets.delete(source);
        this.#gets.set(source, { step, additions: [...before, addition] });
      }
    });
  }

  /** The node to ask for next, if no other is pinned; null: all are known. */
  get next() {
    return [...this.#gets.keys()].find((id) => !this.#known.has(id)) ?? null;
  }

  /** The last step that shows no gradient that is still to be predicted. */
  get limit() {
    const { next } = this;
    return next === null ? this.#walk.last : (this.#gets.get(next)?.step ?? 1) - 1;
  }

  get count() {
    return this.#gets.size;
  }

  /** Whether a node's gradient is still to be predicted. @param {string} id */
  asks(id) {
    return this.#gets.has(id) && !this.#known.has(id);
  }

  /** The nodes whose gradients are known before the walk reaches them, with the gradients. @returns {Map<string, number>} */
  get revealed() {
    return new Map([...this.#known].map((id) => [id, this.#gradient(id)]));
  }

  /** Whether there were enough wrong answers for a node to offer the right one. @param {string} id */
  isHard(id) {
    return (this.#wrong.get(id) ?? 0) >= ENOUGH;
  }

  /** Show a node's gradient without a prediction. @param {string} id */
  reveal(id) {
    this.#known.add(id);
  }

  /** @param {string} id @param {string} text @returns {Answer} */
  try(id, text) {
    const guess = readNumber(text);
    if (!Number.isFinite(guess)) return "unreadable";
    if (isClose(guess, this.#gradient(id))) {
      if (!this.#wrong.has(id)) this.first += 1;
      this.#known.add(id);
      return "right";
    }
    this.#wrong.set(id, (this.#wrong.get(id) ?? 0) + 1);
    return this.#why(id, guess);
  }

  /** Return the likely cause of a wrong number. @param {string} id @param {number} guess @returns {Answer} */
  #why(id, guess) {
    const { additions } = /** @type {{additions: Addition[]}} */ (this.#gets.get(id));
    const is = (/** @type {number} */ number) => isClose(guess, number);
    // What is right by the chain rule is not known of a program's own operations.
    if (!this.#walk.graph.is_proven) return "own";
    if (is(-this.#gradient(id))) return "sign";
    if (additions.length > 1 && additions.some(({ share }) => is(share))) return "path";
    const local = additions.map(({ edge }) => Number(edge.derivative));
    if (local.some(is) || is(local.reduce((a, b) => a + b, 0))) return "local";
    if (additions.some(({ upstream }) => is(upstream))) return "upstream";
    return is(Number(this.#walk.node(id)?.data)) ? "value" : "other";
  }

  /** The derivative: what this pass alone gives. @param {string} id */
  #gradient(id) {
    const { additions } = /** @type {{additions: Addition[]}} */ (this.#gets.get(id));
    const start = Number(this.#walk.node(id)?.outside_share ?? 0);
    return additions.reduce((sum, { share, replaces }) => (replaces ? share : sum + share), start);
  }
}

/** @param {number} guess @param {number} right */
const isClose = (guess, right) =>
  Math.abs(guess - right) <= Math.max(TOLERANCE * Math.abs(right), NEAR_ZERO);
