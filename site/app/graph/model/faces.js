/**
 * The texts on each box, at any step, and the room that they need, without the DOM.
 */

import { shortNumber } from "../../ui/numbers.js";
import { lettersOf, oneLine, shownLabel } from "./names.js";

/** @typedef {import("./folds.js").Box} Box */
/** @typedef {import("./steps.js").Walk} Walk */

/**
 * The part of a box that is the same at every step; `numbersOf` has the rest.
 * @typedef {object} Face
 * @property {string} id
 * @property {string} kind  a class: leaf, parameter, operation, neuron, group
 * @property {string} op  "" for a leaf
 * @property {string} name  "" if it has none
 * @property {string} count  for a closed group: the number of its nodes
 * @property {boolean} hasNumbers
 * @property {boolean} opens
 * @property {boolean} isOutput
 * @property {boolean} hasHiddenOperands  some of its operands are not in the picture
 * @property {number} width  in pixels
 * @property {number} height
 */

/** @typedef {{data: string, grad: string, isSound: boolean, isTried?: boolean}} Numbers  "" if not known yet; isTried: a leaf has another value */

/** The width of a letter in 12 px monospaced fonts: a little more than in the widest of them. */
export const LETTER = 7.3;
export const LINE = 16;
export const PAD = 9;
export const CHIP_PAD = 5;
export const OPENER = 16;
/** Room for numbers that come later: `grad -0.123`. */
const LEAST_LETTERS = 11;
const LONGEST_OP = 16;

/**
 * @param {Box} box
 * @param {Walk} walk
 * @param {{groupName: (kind: string) => string, groupSize: (count: number) => string}} words
 * @returns {Face}
 */
export function faceOf(box, walk, words) {
  const { node, group } = box;
  const face = {
    id: box.id,
    kind: node ? node.kind : "group",
    op: node ? oneLine(node.op, LONGEST_OP) : "",
    name: node ? shownLabel(node) : oneLine(group?.name || words.groupName(group?.kind ?? "")),
    count: group ? words.groupSize(box.hidden) : "",
    hasNumbers: node !== null,
    opens: box.opens,
    isOutput: box.id === walk.graph.output,
    hasHiddenOperands: (node?.left_out ?? 0) > 0,
    width: 0,
    height: 0,
  };
  if (node?.inner && !box.opens) Object.assign(face, { op: node.inner.op, kind: "operation" });
  return Object.assign(face, sizeOf(face, node ? numberLetters(box.id, walk) : 0));
}

/**
 * @param {string} id  a node's
 * @param {Walk} walk
 * @param {number} step
 * @returns {Numbers}
 */
export function numbersOf(id, walk, step) {
  const node = walk.node(id);
  if (!node) return { data: "", grad: "", isSound: true };
  const gradient = walk.gradient(id, step);
  const isThere = walk.isComputed(id, step);
  return {
    data: isThere ? walk.data(id) : "",
    grad: gradient === null ? "" : shortNumber(gradient),
    isSound: (!isThere || Number.isFinite(Number(node.data))) && Number.isFinite(gradient ?? 0),
  };
}

/** Return a box's name for use outside the picture. @param {Face} face @param {Walk} walk */
export function faceName(face, walk) {
  const node = walk.node(face.id);
  return node ? walk.nameOf(node) : face.name;
}

/** Return the width of a text, in letters of the monospaced font. @param {string} text */
export function lettersIn(text) {
  // East Asian characters and emoji take two.
  return lettersOf(text).reduce(
    (sum, letter) => sum + ((letter.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1),
    0,
  );
}

/** @param {string} op */
export const chipWidth = (op) => (op === "" ? 0 : lettersIn(op) * LETTER + 2 * CHIP_PAD);

/** @param {string} id @param {Walk} walk */
function numberLetters(id, walk) {
  const numbers = [walk.node(id)?.data ?? 0, ...walk.gradients(id)];
  return Math.max(
    LEAST_LETTERS,
    ...numbers.map((number) => "grad ".length + shortNumber(number).length),
  );
}

/** @param {Omit<Face, "width" | "height">} face @param {number} letters  of its numbers */
function sizeOf(face, letters) {
  const gap = face.op !== "" && face.name !== "" ? 6 : 0;
  const head = chipWidth(face.op) + gap + lettersIn(face.name) * LETTER + (face.opens ? OPENER : 0);
  const width = Math.max(head, letters * LETTER, lettersIn(face.count) * LETTER);
  const hasHead = face.op !== "" || face.name !== "" || face.opens;
  const lines = (hasHead ? 1 : 0) + (face.hasNumbers ? 2 : 0) + (face.count === "" ? 0 : 1);
  return { width: Math.ceil(width + 2 * PAD), height: lines * LINE + PAD };
}
