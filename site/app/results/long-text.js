/**
 * Shows the beginning of a long text, with a button for more: a browser always lays out a whole
 * paragraph, even if only a little of it is in view.
 */

import { button, element } from "../ui/element.js";
import { readable } from "../ui/untrusted/shaping.js";
import { keepWhole } from "./whole.js";

const FIRST = 20_000;
const MORE = 100_000;
/** Letters of other fonts take many times as long: Hebrew, Chinese, emoji. */
const FIRST_OF_OTHERS = 3_000;
const OTHERS = /[\u0590-\u1fff\u2e80-\udbff\uf900-\ufefe]/g;
/** Text that has more of them is not mostly Latin. */
const SOME = 1_000;

/** The number of characters that are laid out at once. @param {string} text */
function sizeOf(text) {
  const others = text.slice(0, FIRST).match(OTHERS)?.length ?? 0;
  return others > SOME ? FIRST_OF_OTHERS : FIRST;
}

/** Where a piece ends: not within a character of two units. @param {string} text @param {number} end */
const endOf = (text, end) =>
  Math.min(text.length, (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end);

/**
 * @param {HTMLElement} place  gets the text
 * @param {string} text
 * @param {(left: number) => string} words  returns the button's text for the number of characters
 *   that are left
 */
export function writeLong(place, text, words) {
  const size = sizeOf(text);
  let shown = 0;
  /** Return the next piece. @param {number} limit */
  function piece(limit) {
    const from = shown;
    shown = endOf(text, Math.min(limit, from + size));
    return readable(text.slice(from, shown));
  }
  place.append(...piece(text.length));
  if (shown === text.length) return;
  keepWhole(place, () => text);
  const more = button(words(text.length - shown), () => {
    const next = Math.min(text.length, shown + MORE);
    while (shown < next)
      // Separate blocks: each is laid out only when it is in view.
      more.before(element("span", { className: "more-text" }, ...piece(next)));
    more.hidden = shown === text.length;
    more.textContent = words(text.length - shown);
  });
  place.append(more);
}
