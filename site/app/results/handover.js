/**
 * Puts the cards of a run in place of those of a recorded run of the same program, one by one, so
 * that nothing moves.
 */

import { tell } from "../ui/element.js";

/** @typedef {ReturnType<typeof createHandover>} Handover */

/**
 * @param {HTMLElement} cards  has the recorded run's cards
 * @param {Pick<ReturnType<typeof import("./drawers.js").createDrawing>, "dropRecorded">} drawing
 * @param {() => void} onOwn  called when the run shows something of its own, or has ended
 */
export function createHandover(cards, drawing, onOwn) {
  const old = /** @type {Set<HTMLElement>} */ (new Set(cards.querySelectorAll(":scope > .card")));
  /** New cards that may still be empty, and have the height of the old ones. @type {HTMLElement[]} */
  const held = [];
  const next = () => [...cards.children].find((card) => old.has(/** @type {any} */ (card)));

  return {
    /** Put a new card before the old ones, in place of one of its kind. @param {HTMLElement} card */
    place(card) {
      onOwn();
      const first = /** @type {HTMLElement | undefined} */ (next());
      if (first?.className === card.className) {
        card.style.minHeight = `${first.getBoundingClientRect().height}px`;
        held.push(card);
        old.delete(first);
        first.replaceWith(card);
      } else if (first) first.before(card);
      else cards.append(card);
    },

    /** @param {HTMLElement} card */
    isOld: (card) => old.has(card),

    /** Keep an old card, which shows the run's own data now. @param {HTMLElement} card */
    keep(card) {
      onOwn();
      old.delete(card);
      for (const each of [...old])
        if (each.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING) remove(each);
      tell(card, card.ariaLabel ?? "");
    },

    /** Called when all cards of the run are there: remove the other ones. */
    end() {
      onOwn();
      for (const each of old) remove(each);
      for (const each of held.splice(0)) each.style.minHeight = "";
      drawing.dropRecorded();
    },
  };

  /** @param {HTMLElement} card */
  function remove(card) {
    old.delete(card);
    card.remove();
  }
}
