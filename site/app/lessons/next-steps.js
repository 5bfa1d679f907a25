/**
 * The row below the results of an example: what the visitor can do next. Loaded after the first run
 * of one. It also stores which examples have run.
 */

import { button, element } from "../ui/element.js";
import { words as english } from "../words/en-course.js";
import { words as all } from "../words/words.js";
import { doneExamples, keepDone } from "./done-examples.js";

const words = (all.course ?? english).steps;

/** @typedef {{id: string, title: string}} Example */

/**
 * @param {HTMLElement} place
 * @param {Pick<Storage, "getItem" | "setItem"> | null} storage
 * @param {object} on
 * @param {(id: string) => unknown} on.onExample
 * @param {() => unknown} on.onList  the list of all lessons and examples
 */
export function createNextSteps(place, storage, { onExample, onList }) {
  place.setAttribute("aria-label", words.title);
  return {
    /** @param {{here?: Example, before?: Example, next?: Example}} run  the example that has run, and its neighbours */
    show({ here, before, next }) {
      const done = doneExamples(storage);
      if (here && !done.has(here.id)) keepDone(storage, [...done, here.id]);
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
