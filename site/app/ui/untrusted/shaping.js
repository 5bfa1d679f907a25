/**
 * Makes text that a browser lays out quickly. Two kinds of text take very long, even out of view: a
 * grapheme of endlessly many characters, and deeply nested changes of direction. The excess is in
 * the document, but hidden.
 */

import { element } from "../element.js";

/** The most characters of a grapheme; no script needs as many. */
const MOST_IN_SIGN = 60;
/** The deepest nesting of directions; people write less, browsers allow 125. */
const MOST_DIRECTIONS = 60;

const TURNS = /[\u202a-\u202e\u2066-\u2069\n]/g;
const IS_TURNED = /[\u202a-\u202e\u2066-\u2069]/;
/** Text that may contain an endless grapheme: each Latin letter or blank is its own grapheme. */
const LONG_RUN = new RegExp(`[^\\0-\\u02ff\\u2000-\\u200a\\u2500-\\u259f]{${MOST_IN_SIGN}}`);

const signs = new Intl.Segmenter("en", { granularity: "grapheme" });

/** @typedef {{from: number, to: number}} Stretch */

/**
 * Reads a paragraph's text, which may come piece by piece.
 * @returns {(text: string) => (Node | string)[]} the text for the document
 */
export function createReader() {
  let before = "";
  /** The open directions, the innermost last: whether each is an isolate. @type {boolean[]} */
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

/** @param {string} text @param {number} start  the number of characters before it @returns {Stretch[]} */
function endlessSigns(text, start) {
  if (!LONG_RUN.test(text)) return [];
  const found = [];
  for (const { segment, index } of signs.segment(text)) {
    const [from, to] = [Math.max(start, index + MOST_IN_SIGN), index + segment.length];
    if (from < to) found.push({ from: from - start, to: to - start });
  }
  return found;
}

/** Return the rests of lines after too deep a nesting. @param {string} text @param {boolean[]} open  is kept up to date @returns {Stretch[]} */
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
