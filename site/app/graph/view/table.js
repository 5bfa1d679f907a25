/**
 * The steps as a table, for screen readers, reading and printing.
 *
 * It is made when it is opened, because a walk may have thousands of steps.
 */

import { element } from "../../ui/element.js";
import { detailOf, linesOf, titleOf } from "../model/sentences.js";

/** @typedef {import("../model/steps.js").Walk} Walk */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * @param {Words} words
 * @param {(step: number) => void} onStep  the visitor chose one
 */
export function createNodeTable(words, onStep) {
  const body = element("tbody");
  const header = ["tableStep", "tableWhat", "tableHow"].map((name) =>
    element("th", { scope: "col" }, words[/** @type {"tableStep"} */ (name)]),
  );
  const table = element(
    "table",
    {},
    element("caption", {}, words.tableCaption),
    element("thead", {}, element("tr", {}, ...header)),
    body,
  );
  const scroll = element("div", { className: "steps", role: "region", tabIndex: 0 }, table);
  scroll.setAttribute("aria-label", words.table);
  const root = element(
    "details",
    { className: "steps-table" },
    element("summary", {}, words.table),
    scroll,
  );
  /** @type {Walk | undefined} */
  let walk;
  /** @type {Element | undefined} */
  let shown;

  root.addEventListener("toggle", fill);

  function fill() {
    if (!root.open || !walk || body.childElementCount > 0) return;
    const told = walk;
    body.append(...told.steps.map((_, number) => row(told, number)));
  }

  /** @param {Walk} told @param {number} number */
  function row(told, number) {
    const go = element("button", { type: "button", className: "line-link" }, String(number));
    go.setAttribute("aria-label", words.goToStep(number));
    go.addEventListener("click", () => onStep(number));
    const lines = linesOf(told, number).map(({ sum, derivative, note }) =>
      [sum, derivative, note === "" ? "" : words.notes[note]].filter(Boolean).join("; "),
    );
    const detail = [detailOf(told, number, words), ...lines].filter(Boolean).join("\n");
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, go),
      element("td", {}, titleOf(told, number, words)),
      element("td", {}, detail),
    );
  }

  return {
    element: root,

    /** @param {Walk} newer */
    setWalk(newer) {
      walk = newer;
      body.replaceChildren();
      fill();
    },

    /** @param {number} step */
    show(step) {
      shown?.removeAttribute("aria-current");
      shown = body.children[step];
      shown?.setAttribute("aria-current", "step");
    },
  };
}
