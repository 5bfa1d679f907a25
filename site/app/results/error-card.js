/**
 * Cards that lead back to the program: a traceback, and a remark on a mistake that was no error.
 */

import { element } from "../element.js";

/** @typedef {import("../words/words.js").Words} Words */

const TRACEBACK_LINKS = 200;

/**
 * @param {string} sentence
 * @param {number} line  0 where there is none to go to
 * @param {Words} words
 * @param {(line: number) => void} onLine
 */
export function adviceCard(sentence, line, words, onLine) {
  const card = element("p", { className: "card note advice" }, sentence);
  if (line > 0) {
    const link = element("button", { type: "button", className: "line-link" }, words.line(line));
    link.addEventListener("click", () => onLine(line));
    card.append(" ", link);
  }
  return card;
}

/**
 * A traceback; the numbers of the program's lines are buttons.
 * @param {string} traceback
 * @param {Words} words
 * @param {(line: number) => void} onLine
 */
export function errorCard(traceback, words, onLine) {
  const card = element("pre", { className: "card error", "aria-label": words.errorTitle });
  card.tabIndex = 0;
  let end = 0;
  for (const match of traceback.matchAll(/File "([^"\n]*)", line (\d+)/g)) {
    if (match[1] !== "main.py" || card.childElementCount >= TRACEBACK_LINKS) continue;
    const line = Number(match[2]);
    const from = match.index + match[0].lastIndexOf("line ");
    const link = element(
      "button",
      { type: "button", className: "line-link", title: words.line(line) },
      `line ${line}`,
    );
    link.addEventListener("click", () => onLine(line));
    card.append(traceback.slice(end, from), link);
    end = match.index + match[0].length;
  }
  card.append(traceback.slice(end));
  return card;
}
