/**
 * Text that may be long: its beginning, and a button for more of it. A browser lays all of a
 * paragraph out at once, however little of it is seen.
 */

import { button, element } from "../ui/element.js";
import { readable } from "../ui/untrusted/shaping.js";
import { keepWhole } from "./whole.js";

const FIRST = 20_000;
const MORE = 100_000;

/**
 * @param {HTMLElement} place  where the text is put
 * @param {string} text
 * @param {(left: number) => string} words  names the button by how many characters are left
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
      // Blocks of their own: each is laid out when it is seen.
      more.before(element("span", { className: "more-text" }, ...piece(shown)));
    shown = next;
    more.hidden = shown === text.length;
    more.textContent = words(text.length - shown);
  });
  place.append(more);
}
