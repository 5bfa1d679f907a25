/**
 * What a card is made of as text, where the document does not hold all of it: to be copied.
 */

/** @type {WeakMap<Element, () => string>} */
const wholes = new WeakMap();

/** @param {Element} card @param {() => string} read */
export const keepWhole = (card, read) => wholes.set(card, read);

/** @param {Element} card @returns {string | undefined} undefined: all of it stands there */
export const wholeOf = (card) => wholes.get(card)?.();
