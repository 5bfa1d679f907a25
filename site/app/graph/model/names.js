/**
 * The name of a node on the page: its label, the variable that holds it, or its operation or value.
 */

import { shortNumber } from "../../ui/numbers.js";

/** @typedef {import("../../../contract/graph.js").GraphNode} GraphNode */

const LONGEST_LABEL = 24;
/** The most UTF-16 units of a letter; a family emoji has 11. */
const LETTER_UNITS = 16;
const PLAIN = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter();

/**
 * Return the name for a sentence; it is never empty.
 * @param {GraphNode} node
 */
export function nodeName(node) {
  const plain = node.op === "" ? shortNumber(node.data) : oneLine(node.op);
  return shownLabel(node) || plain;
}

/**
 * Return the name for a box, or ""; the box shows the operation and the value itself.
 * @param {GraphNode} node
 */
export function shownLabel({ label, name, alias }) {
  return oneLine(alias || label.trim() || name, LONGEST_LABEL);
}

/**
 * A name as a part of a formula: in brackets if it reads as a formula itself.
 * @param {string} name
 */
export function term(name) {
  const bare = name.replace(/\([^()]*\)|\[[^[\]]*\]/g, "");
  return /[\s+\-−*/·×÷^=<>|&%,]/.test(bare) ? `(${name})` : name;
}

/**
 * Return any text as one short line, without invisible characters and changes of direction.
 * @param {string} text
 * @param {number} [longest]  in characters
 */
export function oneLine(text, longest = LONGEST_LABEL) {
  const line = text
    .slice(0, LETTER_UNITS * longest)
    .replace(/\s+/g, " ")
    .trim()
    .replace(
      /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu,
      "\ufffd",
    );
  const letters = lettersOf(line);
  const isTruncated = letters.length > longest || text.length > LETTER_UNITS * longest;
  return isTruncated ? `${letters.slice(0, longest - 1).join("")}…` : line;
}

/** Split a text into letters (graphemes). @param {string} text @returns {string[]} */
export function lettersOf(text) {
  if (PLAIN.test(text)) return text.split("");
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
