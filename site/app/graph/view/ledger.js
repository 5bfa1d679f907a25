/**
 * The ledger: the current step in a sentence, and its arithmetic line by line.
 */

import { element } from "../../ui/element.js";

/** @typedef {import("../model/sentences.js").Line} Line */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

const MOST_LINES = 200;

/**
 * @param {Words} words
 * @param {(edge: string | null) => void} onPoint  called with the edge of the line at the pointer
 */
export function createLedger(words, onPoint) {
  const title = element("p", { className: "ledger-title" });
  const hint = element("p", { className: "ledger-hint", hidden: true });
  const more = element("p", { className: "ledger-more" });
  const list = element("ul", { className: "ledger-lines" });
  const root = element(
    "div",
    { className: "ledger", role: "group", "aria-label": words.ledger, tabIndex: 0 },
    title,
    hint,
    more,
    list,
  );

  // Setting `scrollTop` makes the browser lay out the whole page, so do it only after scrolling.
  let isScrolled = false;
  root.addEventListener("scroll", () => {
    isScrolled = root.scrollTop > 0;
  });

  return {
    element: root,

    /**
     * @param {string} sentence
     * @param {string} detail
     * @param {(Line & {edge: string | null})[]} lines
     * @param {string} [advice]  what the visitor may do; not printed
     */
    show(sentence, detail, lines, advice = "") {
      title.textContent = sentence;
      hint.textContent = advice;
      hint.hidden = advice === "";
      more.textContent = detail;
      more.hidden = detail === "";
      list.hidden = lines.length === 0;
      list.replaceChildren(...lines.slice(0, MOST_LINES).map(lineItem));
      if (lines.length > MOST_LINES)
        list.append(element("li", {}, words.moreLines(lines.length - MOST_LINES)));
      if (isScrolled) root.scrollTop = 0;
    },
  };

  /** @param {Line & {edge: string | null}} line */
  function lineItem({ sum, derivative, note, edge }) {
    const item = element("li", {}, element("code", { className: "sum" }, sum));
    if (note !== "")
      item.append(" ", element("span", { className: `note-${note}` }, words.notes[note]));
    if (derivative !== "") item.append(element("code", { className: "local" }, derivative));
    item.addEventListener("pointerenter", () => onPoint(edge));
    item.addEventListener("pointerleave", () => onPoint(null));
    return item;
  }
}
