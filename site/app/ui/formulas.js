/**
 * Formulas of lessons and of cells of text: `$…$` in their Markdown becomes MathML, which browsers draw and screen
 * readers read. A formula from a link is drawn within limits; beyond them it stays code.
 */

import { element } from "./element.js";
import { lazily } from "./lazy.js";
import { inTurn } from "./turns.js";

const loadTemml = lazily(() => import("temml"));
/** Expansions of macros, in one formula. */
const MOST_EXPANSIONS = 100;
/** Elements in all formulas of a text: layout takes time for each. */
const MOST_ELEMENTS = 2_000;
/** Levels of nested elements: each is laid out several times for the one around it. */
const DEEPEST = 50;

/** @param {HTMLElement} place  contains the formulas as `code` elements */
export async function drawFormulas(place) {
  const blocks = [...place.querySelectorAll("pre > code.language-math")];
  const inline = [...place.querySelectorAll("code")].filter(
    (code) => textEnds(code.previousSibling, "$") && textBegins(code.nextSibling, "$"),
  );
  if (blocks.length + inline.length === 0) return;
  const temml = (await loadTemml())?.default;
  if (!temml) return;
  let room = MOST_ELEMENTS;
  /** @param {Element} code */
  const draw = (code) => {
    const isBlock = blocks.includes(code);
    const formula = element(isBlock ? "div" : "span", { className: "formula" });
    if (!isDrawn(temml, code.textContent ?? "", formula, isBlock)) return;
    const size = formula.querySelectorAll("*").length;
    if (size > room || isDeep(formula)) return;
    room -= size;
    if (!isBlock) dropDollars(code);
    (isBlock ? code.parentElement : code)?.replaceWith(formula);
  };
  // Another text may replace this one meanwhile.
  for (const code of [...blocks, ...inline]) if (code.isConnected) await inTurn(() => draw(code));
}

/** A mistake in a formula is shown in its place. @param {typeof import("temml").default} temml @param {string} tex @param {HTMLElement} formula @param {boolean} displayMode */
function isDrawn(temml, tex, formula, displayMode) {
  try {
    temml.render(tex, formula, { displayMode, throwOnError: false, maxExpand: MOST_EXPANSIONS });
    return true;
  } catch {
    // It nests so deeply that the call stack is full.
    return false;
  }
}

/** @param {Element} root */
function isDeep(root) {
  let level = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap(({ children }) => [...children]);
  }
  return false;
}

/** @param {Node | null} node @param {string} sign */
const textEnds = (node, sign) => node?.nodeType === 3 && node.textContent?.endsWith(sign) === true;

/** @param {Node | null} node @param {string} sign */
const textBegins = (node, sign) =>
  node?.nodeType === 3 && node.textContent?.startsWith(sign) === true;

/** @param {Element} code */
function dropDollars({ previousSibling: before, nextSibling: after }) {
  if (before) before.textContent = before.textContent?.slice(0, -1) ?? "";
  if (after) after.textContent = after.textContent?.slice(1) ?? "";
}
