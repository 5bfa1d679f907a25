/**
 * Shows the beginning of a long text, with a button for more: a browser always lays out a whole
 * paragraph, even if only a little of it is in view.
 */

import { button, element } from "../ui/element.js";
import { readable } from "../ui/untrusted/shaping.js";
import { keepWhole } from "./whole.js";

const FIRST = 20_000;
const MORE = 100_000;

/**
 * @param {HTMLElement} place  gets the text
 * @param {string} text
 * @param {(left: number) => string} words  returns the button's text for the number of characters
 *   that are left
 */
export function writeLong(place, text, words) {
  let shown = Math.min(text.length, FIRST);
  const piece = (/** @type {number} */ from) => readable(text.slice(from, from + FIRST));
  place.append(...piece(0));
  if (shown === text.length) return;
  keepWhole(place, () => text);
  const more = button(words(text.length - shown), () => {
    const next = Math.min(text.length, shown + MORE);
    for (; shown < next; shown += FIRST)
      // Separate blocks: each is laid out only when it is in view.
      more.before(element("span", { className: "more-text" }, ...piece(shown)));
    shown = next;
    more.hidden = shown === text.length;
    more.textContent = words(text.length - shown);
  });
  place.append(more);
}
