/**
 * Cards with links to lines of the program: a traceback, and a remark on a mistake without an
 * error.
 */

import { isFileName, MAIN } from "../../contract/files.js";
import { button, element } from "../ui/element.js";
import { readable } from "../ui/untrusted/shaping.js";
import { words as english } from "../words/en-cards.js";
import { words as all } from "../words/words.js";

/** @typedef {import("../words/words.js").PageWords} Words */
/** @typedef {import("../../contract/protocol.js").Place} Place */
/** @typedef {Pick<import("../../contract/messages.js").Message<"advice">, "kind" | "name">} Advice */

const { advice, advised } = all.cards ?? english;

const TRACEBACK_LINKS = 200;

/** @param {Advice} told */
export const sentenceOf = ({ kind, name }) =>
  kind === "notebook-command" ? all.notebookCommand(name) : advice[kind](name);

/**
 * @param {string} sentence
 * @param {Place} place  line 0: no link
 * @param {Words} words
 * @param {(place: Place) => void} onLine
 * @param {{text: string, act: () => unknown}[]} [actions]  what the visitor can do about it
 */
export function adviceCard(sentence, place, words, onLine, actions = []) {
  const card = element("p", { className: "card note advice" }, sentence);
  if (place.line > 0 && isFileName(place.file)) {
    const text = titleOf(place, words);
    const link = element("button", { type: "button", className: "line-link" }, text);
    link.addEventListener("click", () => onLine(place));
    card.append(" ", link);
  }
  for (const { text, act } of actions) card.append(" ", button(text, act));
  return card;
}

/** Return a folded card. @param {HTMLElement} card */
export function heldBack(card) {
  const summary = element("summary", {}, advised);
  const root = element("details", { className: card.className }, summary, card);
  card.className = "";
  return root;
}

/** @param {Place} place @param {Words} words */
const titleOf = ({ file, line }, words) =>
  file === MAIN ? words.line(line) : words.lineOf(file, line);

/**
 * Return the card of a traceback, in which the numbers of the program's lines are buttons.
 * @param {string} traceback
 * @param {Words} words
 * @param {(place: Place) => void} onLine
 */
export function errorCard(traceback, words, onLine) {
  const card = element("pre", { className: "card error", "aria-label": words.errorTitle });
  card.tabIndex = 0;
  let end = 0;
  for (const match of traceback.matchAll(/File "([^"\n]*)", line (\d+)/g)) {
    const [, file = "", number = ""] = match;
    if (!isFileName(file) || card.childElementCount >= TRACEBACK_LINKS) continue;
    const line = Number(number);
    const from = match.index + match[0].lastIndexOf("line ");
    const link = element(
      "button",
      { type: "button", className: "line-link", title: titleOf({ file, line }, words) },
      `line ${line}`,
    );
    link.addEventListener("click", () => onLine({ file, line }));
    card.append(...readable(traceback.slice(end, from)), link);
    end = match.index + match[0].length;
  }
  card.append(...readable(traceback.slice(end)));
  return card;
}
