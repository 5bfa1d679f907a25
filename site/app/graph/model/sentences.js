/**
 * The steps in words: for the ledger, the slider, the table and screen readers.
 */

import { factor, shortNumber } from "../../ui/numbers.js";
import { term } from "./names.js";

/** @typedef {import("./steps.js").Walk} Walk */
/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./steps.js").Addition} Addition */

/** The most gradients in a sentence; more are easier to read in the picture. */
const MOST_GRADIENTS = 12;
/** The largest relative error that rounding makes of a product. */
const NEAR = 1e-6;

/**
 * One line of arithmetic, and the formula of its factor.
 * @typedef {{sum: string, derivative: string, note: "" | "reused" | "held" | "replaces"}} Line
 */

/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * Return a sentence that says what happens in a step.
 * @param {Walk} walk
 * @param {number} number
 * @param {Words} words
 */
export function titleOf(walk, number, words) {
  const step = /** @type {Step} */ (walk.steps[number]);
  const node = walk.node(step.node);
  switch (step.kind) {
    case "start":
      if (walk.graph.holds_zeros) return words.startZeros;
      return walk.hasBackward ? words.start : words.startValues;
    case "end":
      return endOf(walk, words);
    case "seed":
      return words.seed(node ? walk.nameOf(node) : "");
    case "forward":
      return node ? withNumber(walk, node) : "";
    case "backward":
      return words.handsOn(
        node ? walk.nameOf(node) : "",
        shortNumber(walk.gradient(step.node, number) ?? 0),
      );
  }
}

/**
 * Return what the visitor may do in a step, which paper can't; or "".
 * @param {Walk} walk
 * @param {number} number
 * @param {Words} words
 */
export const hintOf = (walk, number, words) =>
  titleOf(walk, number, words) === words.endOwn ? words.endOwnHint : "";

/** What the gradients are that a walk ends with. @param {Walk} walk @param {Words} words */
function endOf({ graph, hasHeld }, words) {
  if (graph.holds_zeros) return words.endZeros;
  if (graph.program_grads.length > 0) return words.endOthers;
  if (!graph.is_proven) return words.endOwn;
  return hasHeld ? words.endOnTop : words.end;
}

/**
 * Return the arithmetic of a step.
 * @param {Walk} walk
 * @param {number} number
 * @returns {Line[]}
 */
export function linesOf(walk, number) {
  const { kind, node: id, additions } = /** @type {Step} */ (walk.steps[number]);
  const node = walk.node(id);
  if (kind === "seed" && node) {
    const before = node.grad_before;
    const after = walk.gradient(id, number) ?? 0;
    const name = term(walk.nameOf(node));
    const sum = `${name}.grad: ${shortNumber(before)} + 1.0 = ${shortNumber(after)}`;
    return [{ sum, derivative: `∂${name}/∂${name} = 1`, note: "" }];
  }
  return additions.map((addition) => lineOf(walk, addition));
}

/**
 * Return more details of a step: for a forward step the operands' values, `e = 6.0, c = -2.0`; for
 * a backward step the derivative with respect to an operand that is used in several places; at the
 * end the leaves' gradients.
 * @param {Walk} walk
 * @param {number} number
 * @param {Words} words
 */
export function detailOf(walk, number, words) {
  const { kind, node, additions } = /** @type {Step} */ (walk.steps[number]);
  if (kind === "forward") return operandsOf(walk, node);
  if (kind === "backward") return wholesOf(walk, additions, words);
  return kind === "end" ? gradientsOf(walk, number, words) : "";
}

/**
 * What the leaves end with; or, where the program holds others, what these have of the pass.
 * @param {Walk} walk
 * @param {number} step
 * @param {Words} words
 */
function gradientsOf(walk, step, words) {
  const others = walk.graph.program_grads;
  if (others.length > 0) {
    const before = step - 1;
    return words.byPass(
      listOf(others.map(({ node }) => [nameOf(walk, node), walk.gradient(node, before) ?? 0])),
    );
  }
  const leaves = walk.graph.nodes.filter(({ op, label, name }) => op === "" && (label || name));
  return listOf(leaves.map(({ id }) => [nameOf(walk, id), walk.gradient(id, step) ?? 0]));
}

/** @param {Walk} walk @param {string} id */
function nameOf(walk, id) {
  const node = walk.node(id);
  return node ? walk.nameOf(node) : id;
}

/** @param {[name: string, gradient: number][]} gradients */
function listOf(gradients) {
  const most = gradients.slice(0, MOST_GRADIENTS);
  const texts = most.map(([name, gradient]) => `${term(name)}.grad = ${shortNumber(gradient)}`);
  return (gradients.length > MOST_GRADIENTS ? [...texts, "…"] : texts).join(", ");
}

/** @param {Walk} walk @param {Addition[]} additions @param {Words} words */
function wholesOf(walk, additions, words) {
  const edges = additions.map(({ edge }) => edge).filter(({ whole }) => whole !== "");
  return [...Map.groupBy(edges, ({ source }) => source)]
    .map(([source, all]) => {
      const node = walk.node(source);
      const sum = all.reduce((total, { derivative }) => total + Number(derivative), 0);
      const [{ whole } = { whole: "" }] = all;
      return words.together({
        name: node ? walk.nameOf(node) : source,
        places: all.length,
        derivative: withValue(whole, shortNumber(sum)),
      });
    })
    .join(" ");
}

/** @param {Walk} walk @param {string} node */
function operandsOf(walk, node) {
  const inside = walk.node(node)?.inner ? walk.isOpen(node) : undefined;
  const ids = new Set();
  for (const edge of walk.graph.edges) {
    if (edge.target !== node) continue;
    if (inside === undefined || (edge.inside !== null) === inside) ids.add(edge.source);
  }
  return [...ids]
    .flatMap((id) => {
      const operand = walk.node(id);
      const name = operand ? walk.nameOf(operand) : "";
      return operand && name ? [`${name} = ${shortNumber(operand.data)}`] : [];
    })
    .join(", ");
}

/**
 * Return a node at a step as text for a screen reader.
 * @param {Walk} walk
 * @param {string} id
 * @param {number} number
 * @param {Words} words
 * @param {import("./faces.js").Numbers} [shown]  numbers that replace the step's
 */
export function spoken(walk, id, number, words, shown) {
  const node = walk.node(id);
  if (!node) return "";
  const parts = [node.op === "" ? walk.nameOf(node) : equation(walk, node)];
  // With another value of a leaf, only these numbers are known.
  if (shown?.isTried)
    return [...parts, `data ${shown.data}`, words.spokenGradient(shown.grad)].join(", ");
  if (walk.isComputed(id, number)) parts.push(`data ${shortNumber(node.data)}`);
  const gradient = walk.gradient(id, number);
  if (gradient !== null) parts.push(words.spokenGradient(shortNumber(gradient)));
  for (const edge of walk.graph.edges) {
    const target = edge.source === id ? walk.node(edge.target) : undefined;
    if (!target || edge.derivative === null || !isKnown(edge) || !walk.isDrawn(edge)) continue;
    parts.push(words.spokenDerivative(shortNumber(edge.derivative), walk.nameOf(target)));
  }
  return parts.slice(0, 12).join(", ");
}

/**
 * `d = e + c = 4.0`; `d = 5.0 ≠ e + c = 4.0`.
 * @param {Walk} walk
 * @param {import("./steps.js").GraphNode} node
 */
function withNumber(walk, node) {
  const given = walk.given(node.id);
  const data = shortNumber(node.data);
  if (given === undefined) return `${equation(walk, node)} = ${data}`;
  return `${walk.nameOf(node)} = ${data} ≠ ${node.formula || node.op} = ${shortNumber(given)}`;
}

/**
 * `d = e + c`; `d ≠ e + c` where the program holds another value than that.
 * @param {Walk} walk
 * @param {import("./steps.js").GraphNode} node
 */
export function equation(walk, node) {
  const formula = node.formula || node.op;
  const name = walk.nameOf(node);
  if (node.op === "") return name;
  return `${name} ${walk.given(node.id) === undefined ? "=" : "≠"} ${formula}`;
}

/** @param {Walk} walk @param {Addition} addition @returns {Line} */
function lineOf(walk, addition) {
  const { edge, before, after, replaces, held } = addition;
  const source = walk.node(edge.source);
  const name = term(source ? walk.nameOf(source) : edge.source);
  const start = replaces ? "" : `${shortNumber(before)} + `;
  const noteOfSum = before === 0 ? "" : held ? "held" : "reused";
  return {
    sum: `${name}.grad: ${start}${productOf(addition)} = ${shortNumber(after)}`,
    derivative: derivativeOf(addition),
    note: replaces ? "replaces" : noteOfSum,
  };
}

/** Return a share as `(-3.0) × 8.0`; as its value where it is not that product. @param {Addition} addition */
export function productOf({ edge, share, upstream }) {
  const derivative = Number(edge.derivative);
  return isProduct(share, derivative * upstream)
    ? `${factor(derivative)} × ${factor(upstream)}`
    : factor(share);
}

/** Return the formula of a share's derivative with its value, or "". @param {Addition} addition */
export const derivativeOf = ({ edge }) =>
  edge.derivative !== null && isKnown(edge)
    ? withValue(edge.formula, shortNumber(edge.derivative))
    : "";

/**
 * Whether a share is derivative × gradient, up to rounding. For a program's own operation it may
 * be another number.
 * @param {number} share
 * @param {number} product
 */
const isProduct = (share, product) =>
  Object.is(share, product) || Math.abs(share - product) <= NEAR * Math.abs(share);

/** Whether the formula of an operation's derivative is known. @param {Addition["edge"]} edge */
const isKnown = ({ formula }) => formula.includes(" = ");

/**
 * Return `∂(x·y)/∂x = y` with its value, if the formula isn't the value; the meaning of a letter in
 * it comes last.
 * @param {string} whole @param {string} value
 */
function withValue(whole, value) {
  const [formula = "", where] = whole.split(/, (?=s = )/);
  if (where !== undefined) return `${formula} = ${value}; ${where}`;
  const said = formula.slice(formula.lastIndexOf(" = ") + 3);
  return said === value || Number(said) === Number(value) ? formula : `${formula} = ${value}`;
}
