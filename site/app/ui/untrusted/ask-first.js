/**
 * Draws something that may block the page only when the visitor asks for it.
 */

import { button, element } from "../element.js";

/**
 * @param {{slow: string, draw: string}} words
 * @param {() => HTMLElement} make
 */
export function askFirst(words, make) {
  const card = element(
    "p",
    { className: "card note" },
    words.slow,
    " ",
    button(words.draw, () => card.replaceWith(make())),
  );
  return card;
}
