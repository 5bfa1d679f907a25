/**
 * The row below the results of an example: what the visitor can do next. Loaded after the first run
 * of one.
 */

import { button, element } from "../ui/element.js";
import { words as english } from "../words/en-course.js";
import { words as all } from "../words/words.js";

const words = (all.course ?? english).steps;

/** @typedef {{id: string, title: string}} Example */

/**
 * @param {HTMLElement} place
 * @param {object} on
 * @param {(id: string) => unknown} on.onExample
 * @param {() => unknown} on.onList  the list of all lessons and examples
 */
export function createNextSteps(place, { onExample, onList }) {
  place.setAttribute("aria-label", words.title);
  return {
    /** @param {{before?: Example, next?: Example}} neighbours  of the example that has run */
    show({ before, next }) {
      const open = (/** @type {Example} */ { id }, /** @type {string} */ text) =>
        button(text, () => onExample(id));
      place.replaceChildren(
        element("p", {}, words.sentence),
        ...(before ? [open(before, words.before(before.title))] : []),
        next ? open(next, words.next(next.title)) : button(words.list, onList),
      );
      place.hidden = false;
    },
  };
}
