/**
 * Numbers in a training's card: in Python's digits, with the language's sign before decimals, as all
 * of the card's sentences have it. In a program and in a graph they stand as Python writes them.
 */

import { shortNumber } from "../../ui/numbers.js";

/** @typedef {import("../../words/words.js").Words["cards"]["training"]} Words */
/** @typedef {import("../../../contract/graph.js").GraphNumber} GraphNumber */

/** @param {Words} words @param {GraphNumber} value */
export const written = (words, value) => words.tick(shortNumber(value));

/** Some, apart from each other also where a comma stands before decimals. @param {Words} words @param {ArrayLike<number>} values */
export const listed = (words, values) =>
  Array.from(values, (value) => written(words, value)).join(words.tick(".") === "." ? ", " : "; ");
