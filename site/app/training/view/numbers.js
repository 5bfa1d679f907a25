/**
 * Writes numbers in a training's card: with Python's digits and the language's decimal mark, as in
 * the card's sentences. In programs and graphs, numbers are written as Python writes them.
 */

import { shortNumber } from "../../ui/numbers.js";

/** @typedef {import("../../words/words.js").Words["cards"]["training"]} Words */
/** @typedef {import("../../../contract/graph.js").GraphNumber} GraphNumber */

/** @param {Words} words @param {GraphNumber} value */
export const written = (words, value) => words.tick(shortNumber(value));

/** Return a list of numbers, with a separator that also works with decimal commas. @param {Words} words @param {ArrayLike<number>} values */
export const listed = (words, values) =>
  Array.from(values, (value) => written(words, value)).join(words.tick(".") === "." ? ", " : "; ");
