/**
 * The full text of cards, for copying, if the document does not contain all of it.
 */

/** @type {WeakMap<Element, () => string>} */
const wholes = new WeakMap();

/** @param {Element} card @param {() => string} read */
export const keepWhole = (card, read) => wholes.set(card, read);

/** @param {Element} card @returns {string | undefined} undefined: the document has all of it */
export const wholeOf = (card) => wholes.get(card)?.();
