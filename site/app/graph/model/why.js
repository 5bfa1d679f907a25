/**
 * Why a node's gradient is what it is: the sum of what was there and of every share that has reached
 * it, and the paths to the output whose derivatives, multiplied, give the same.
 */

import { factor, shortNumber } from "../../ui/numbers.js";
import { term } from "./names.js";
import { derivativeOf, productOf } from "./sentences.js";

/** @typedef {import("./steps.js").Walk} Walk */
/** @typedef {import("./steps.js").Addition} Addition */
/** @typedef {import("./steps.js").GraphEdge} GraphEdge */

/**
 * One term of the sum. The output's own 1.0 has no edge, and what was there before has none either.
 * @typedef {object} Term
 * @property {"outside" | "before" | "seed" | "share" | "rest"} kind
 * @property {string} sum  `(-3.0) × 8.0 = -24.0`
 * @property {string} derivative  the formula of its first factor, or ""
 * @property {number} value
 * @property {GraphEdge | null} edge
 */

/**
 * @typedef {object} Path
 * @property {string[]} nodes  ids, from the node to the output
 * @property {number[]} derivatives  of each node by the one before
 * @property {number} product
 */

/**
 * @typedef {object} Why
 * @property {Walk} walk
 * @property {string} id  the node's
 * @property {Term[]} terms
 * @property {string | null} passed  what the terms are the sum of, where the program holds another gradient
 * @property {Path[] | null} paths
 * @property {boolean} isSettled  whether no share is still to come
 */

/** More paths than these are not read. */
const MOST_PATHS = 12;
/** Nor are paths in a graph in which finding them passes more nodes. */
const MOST_VISITS = 500;
/** More terms than these are not listened to. */
const MOST_SPOKEN = 4;
/** The largest relative error that rounding makes of a sum of products. */
const NEAR = 1e-6;

/**
 * Return the terms of a node's gradient at a step, in the order of the pass; in a batch, where each
 * sample adds its share, the largest first.
 * @param {Walk} walk @param {string} id @param {number} step
 * @returns {Term[]}
 */
export function termsOf(walk, id, step) {
  const node = walk.node(id);
  if (!node || walk.gradient(id, step) === null) return [];
  const outside = Number(node.outside_share);
  const before = Number(node.grad_before) - outside;
  /** @type {Term[]} */
  let terms = [plain("outside", outside), plain("before", before)];
  if (id === walk.graph.output) terms.push(plain("seed", walk.graph.seed));
  for (const { addition, at } of walk.additionsTo(id)) {
    if (at > step) break;
    if (addition.replaces) terms = [];
    terms.push({
      kind: "share",
      sum: `${productOf(addition)} = ${shortNumber(addition.share)}`,
      derivative: derivativeOf(addition),
      value: addition.share,
      edge: addition.edge,
    });
  }
  // The rest is of the size of the last bit.
  if (walk.isSettled(id, step)) terms.push(plain("rest", Number(node.rest)));
  const shown = terms.filter(({ kind, value }) => kind === "share" || value !== 0);
  const isOfBatch = shown.some(({ edge }) => sampleOf(walk, edge) !== null);
  return isOfBatch ? shown.toSorted((one, other) => size(other) - size(one)) : shown;
}

/**
 * Why a node's gradient is what it is at a step.
 * @param {Walk} walk @param {string} id @param {number} step
 * @returns {Why}
 */
export function whyOf(walk, id, step) {
  const isSettled = walk.isSettled(id, step);
  const terms = termsOf(walk, id, step);
  const isOther = step === walk.last && walk.graph.program_grads.some(({ node }) => node === id);
  const passed = isOther ? equationOf(walk, id, Number(walk.gradient(id, step - 1))) : null;
  return { walk, id, terms, passed, paths: isSettled ? pathsOf(walk, id) : null, isSettled };
}

/** @param {Walk} walk @param {string} id @param {number} gradient */
function equationOf(walk, id, gradient) {
  const node = walk.node(id);
  return `${term(node ? walk.nameOf(node) : id)}.grad = ${shortNumber(gradient)}`;
}

/** @param {Term["kind"]} kind @param {number} value @returns {Term} */
const plain = (kind, value) => ({
  kind,
  value,
  sum: shortNumber(value),
  derivative: "",
  edge: null,
});

/** @param {Term} term  not a number first */
const size = ({ value }) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value));

/**
 * Return the sample whose share comes along an edge, from 0; null if it is of all, or there is none.
 * @param {Walk} walk @param {GraphEdge | null} edge
 */
export function sampleOf(walk, edge) {
  if (!edge || walk.node(edge.source)?.sample !== null) return null;
  return walk.node(edge.target)?.sample ?? null;
}

/**
 * Return all paths from a node to the output, the largest product first. Null: there are too many
 * to be read, or their sum is not the node's gradient, because the program added in another way.
 * @param {Walk} walk @param {string} id
 * @returns {Path[] | null}
 */
export function pathsOf(walk, id) {
  const { graph, last } = walk;
  if (!walk.hasBackward || !graph.is_proven || graph.program_grads.length > 0) return null;
  /** @type {Path[]} */
  const found = [];
  let visited = 0;
  /** @param {string} at @param {string[]} nodes @param {number[]} derivatives @returns {boolean} whether there are few enough */
  function follow(at, nodes, derivatives) {
    visited += 1;
    if (visited > MOST_VISITS) return false;
    if (at === graph.output) {
      const product = derivatives.reduce((all, each) => all * each, 1);
      found.push({ nodes, derivatives, product });
      return found.length <= MOST_PATHS;
    }
    return walk.additionsTo(at).every(({ addition: { edge } }) => {
      const derivative = Number(edge.derivative);
      return follow(edge.target, [...nodes, edge.target], [...derivatives, derivative]);
    });
  }
  if (id === graph.output || !follow(id, [id], [])) return null;
  const total = found.reduce((sum, { product }) => sum + product, 0);
  const gradient = Number(walk.gradient(id, last));
  if (found.length === 0 || !isNear(total, gradient, found)) return null;
  return found.toSorted((one, other) => Math.abs(other.product) - Math.abs(one.product));
}

/** @param {number} total @param {number} gradient @param {Path[]} paths */
function isNear(total, gradient, paths) {
  const most = Math.max(...paths.map(({ product }) => Math.abs(product)));
  return Math.abs(total - gradient) <= NEAR * most;
}

/** `(-3.0) × 1.0 × 8.0 = -24.0`, from the node to the output. @param {Path} path */
export function multiplied({ derivatives, product }) {
  return `${derivatives.map(factor).join(" × ")} = ${shortNumber(product)}`;
}

/** The sum as one formula, for those who hear the page: `a.grad = 2.0 × 0.5 + 1.0 × 0.5 = 1.5`. @param {Why} why */
export function inWords({ walk, id, terms }) {
  const node = walk.node(id);
  if (!node || terms.length === 0 || terms.length > MOST_SPOKEN) return "";
  const total = terms.reduce((sum, { value }) => sum + value, 0);
  const products = terms.map(({ sum }) => sum.split(" = ")[0]);
  const isOne = terms.length === 1 && products[0] === shortNumber(total);
  const end = isOne ? "" : ` = ${shortNumber(total)}`;
  return `${term(walk.nameOf(node))}.grad = ${products.join(" + ")}${end}`;
}
