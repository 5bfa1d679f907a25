/**
 * Text that a browser lays out quickly. A few kinds take it long, however little is seen of them:
 * endless signs that are one to the eye, and directions that begin in one another and never end.
 * What goes beyond any script's measure stands in the document, and out of sight.
 */

import { element } from "../element.js";

/** More characters than a sign of any script has. */
const MOST_IN_SIGN = 60;
/** More directions in one another than people write; browsers follow 125. */
const MOST_DIRECTIONS = 60;

const TURNS = /[\u202a-\u202e\u2066-\u2069\n]/g;
const IS_TURNED = /[\u202a-\u202e\u2066-\u2069]/;
/** Only here an endless sign may be: Latin letters and blanks are signs each. */
const LONG_RUN = new RegExp(`[^\\0-\\u02ff\\u2000-\\u200a\\u2500-\\u259f]{${MOST_IN_SIGN}}`);

const signs = new Intl.Segmenter("en", { granularity: "grapheme" });

/** @typedef {{from: number, to: number}} Stretch */

/**
 * Reads a paragraph's text, which may come piece by piece.
 * @returns {(text: string) => (Node | string)[]} the text for the document
 */
export function createReader() {
  let before = "";
  /** The directions that are open, the innermost last: whether each is an isolate. @type {boolean[]} */
  const open = [];

  return (text) => {
    const all = before + text;
    const stretches = [...endlessSigns(all, before.length), ...deepDirections(text, open)];
    before = all.slice(-MOST_IN_SIGN - 1);
    return stretches.length === 0 ? [text] : withoutStretches(text, stretches);
  };
}

/** @param {string} text  a whole paragraph or several @returns {(Node | string)[]} */
export const readable = (text) => createReader()(text);

/** @param {string} text @returns {boolean} whether all of it is laid out quickly */
export const isReadable = (text) => readable(text).length === 1;

/** @param {string} text @param {number} start  how much of it came before @returns {Stretch[]} */
function endlessSigns(text, start) {
  if (!LONG_RUN.test(text)) return [];
  const found = [];
  for (const { segment, index } of signs.segment(text)) {
    const [from, to] = [Math.max(start, index + MOST_IN_SIGN), index + segment.length];
    if (from < to) found.push({ from: from - start, to: to - start });
  }
  return found;
}

/** The rests of lines. @param {string} text @param {boolean[]} open  is kept up to date @returns {Stretch[]} */
function deepDirections(text, open) {
  if (open.length === 0 && !IS_TURNED.test(text)) return [];
  const found = [];
  let from = open.length > MOST_DIRECTIONS ? 0 : -1;
  for (const { 0: turn, index } of text.matchAll(TURNS)) {
    if (turn === "\n") {
      if (from >= 0) found.push({ from, to: index });
      from = -1;
    }
    follow(turn, open);
    if (open.length > MOST_DIRECTIONS && from < 0) from = index;
  }
  if (from >= 0) found.push({ from, to: text.length });
  return found;
}

/** @param {string} turn @param {boolean[]} open */
function follow(turn, open) {
  if (turn === "\n") open.length = 0;
  else if (turn === "\u2069") open.length = Math.max(0, open.lastIndexOf(true));
  else if (turn !== "\u202c") open.push(turn >= "\u2066");
  else if (open.at(-1) === false) open.pop();
}

/** @param {string} text @param {Stretch[]} stretches */
function withoutStretches(text, stretches) {
  const nodes = [];
  let at = 0;
  for (const { from, to } of stretches.sort((a, b) => a.from - b.from)) {
    if (to <= at) continue;
    const rest = element("span", { hidden: true }, text.slice(Math.max(at, from), to));
    nodes.push(text.slice(at, from), element("span", { className: "left-out" }, rest));
    at = to;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}
