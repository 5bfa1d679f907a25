/**
 * The switch between code and results on a narrow screen, which shows only one of them; it also
 * shows that there are new results. On a wide screen both are visible, and the switch is hidden.
 */

import { element } from "../ui/element.js";

/** @typedef {"code" | "results"} Pane */

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["panes"]} options.words
 * @param {HTMLElement} options.body  gets `data-pane`
 * @param {Record<Pane, HTMLElement>} options.panes
 * @param {HTMLElement} options.cards  contains the result cards
 * @param {Record<Pane, () => void>} options.focus
 */
export function createPanes({ words, body, panes, cards, focus }) {
  const dot = element("span", { className: "arrived", hidden: true }, ` ${words.arrived}`);
  const buttons = {
    code: element("button", { type: "button" }, words.code),
    results: element("button", { type: "button" }, words.results, dot),
  };

  /** @param {Pane} pane */
  function show(pane) {
    const other = pane === "code" ? "results" : "code";
    const hadFocus = panes[other].contains(document.activeElement);
    body.dataset.pane = pane;
    buttons[pane].setAttribute("aria-pressed", "true");
    buttons[other].setAttribute("aria-pressed", "false");
    if (pane === "results") dot.hidden = true;
    // A hidden pane must not keep the focus.
    if (hadFocus && isHidden(panes[other])) focus[pane]();
  }

  for (const pane of /** @type {Pane[]} */ (["code", "results"]))
    buttons[pane].addEventListener("click", () => show(pane));
  new MutationObserver((changes) => {
    // The style is read last, because it costs a layout.
    const isAway = () => !cards.ariaBusy && body.dataset.pane === "code" && isHidden(panes.results);
    if (changes.some(({ addedNodes }) => addedNodes.length > 0) && isAway()) dot.hidden = false;
  }).observe(cards, { childList: true });
  show("code");

  return {
    element: element(
      "div",
      { className: "panes", role: "group", "aria-label": words.title },
      buttons.code,
      buttons.results,
    ),
    show,
  };
}

/** @param {HTMLElement} pane */
const isHidden = (pane) => getComputedStyle(pane).visibility === "hidden";
