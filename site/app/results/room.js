/**
 * Limits the number of a run's cards, and their weight, whatever a program sends.
 */

import { element } from "../ui/element.js";

/** More cards than the runner allows; only messages without the runner reach this limit. */
const MOST_CARDS = 1_000;
const MOST_CHARACTERS = 50_000_000;

/**
 * @param {object} options
 * @param {(more: number) => string} options.words  says how many results are not shown
 * @param {(card: HTMLElement) => void} options.place  puts a card below the others
 */
export function createRoom({ words, place }) {
  let cards = 0;
  let characters = 0;
  let more = 0;
  const note = element("p", { className: "card note" });

  return {
    /** @param {number} length  of its texts @returns {boolean} whether one more card has room */
    take(length) {
      if (more === 0 && cards < MOST_CARDS && characters + length <= MOST_CHARACTERS) {
        cards += 1;
        characters += length;
        return true;
      }
      more += 1;
      note.textContent = words(more);
      if (more === 1) place(note);
      return false;
    },

    /** Start counting again; the note about results that are not shown stays. */
    renew() {
      [cards, characters, more] = [0, 0, 0];
    },
  };
}
