/**
 * Formulas of lessons: `$…$` in their Markdown becomes MathML, which browsers draw and screen
 * readers read.
 */

import { element } from "../ui/element.js";
import { lazily } from "../ui/lazy.js";

const loadTemml = lazily(() => import("temml"));

/** @param {HTMLElement} place  contains the formulas as `code` elements */
export async function drawFormulas(place) {
  const blocks = [...place.querySelectorAll("pre > code.language-math")];
  const inline = [...place.querySelectorAll("code")].filter(
    (code) => textEnds(code.previousSibling, "$") && textBegins(code.nextSibling, "$"),
  );
  if (blocks.length + inline.length === 0) return;
  const temml = (await loadTemml())?.default;
  if (!temml) return;
  for (const code of [...blocks, ...inline]) {
    const isBlock = blocks.includes(code);
    const formula = element(isBlock ? "div" : "span", { className: "formula" });
    temml.render(code.textContent ?? "", formula, { displayMode: isBlock, throwOnError: false });
    if (!isBlock) dropDollars(code);
    (isBlock ? code.parentElement : code)?.replaceWith(formula);
  }
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
