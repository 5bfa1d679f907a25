/**
 * Writes numbers and names in a training's card: numbers as the language writes them, as in the card's
 * sentences. In programs and graphs, numbers are written as Python writes them.
 */

/** @typedef {import("../../words/words.js").Words["cards"]["training"]} Words */
/** @typedef {import("../../../contract/graph.js").GraphNumber} GraphNumber */

/**
 * What a network's input is called, in the graph of a sample too: by its place, as its weight `w[0]`.
 * @param {number} i
 * @param {number} count  of all inputs
 */
export const inputName = (i, count) => (count === 1 ? "x" : `x[${i}]`);

/** @param {Words} words @param {GraphNumber} value */
export const written = (words, value) => words.digits(Number(value));

/** Return a list of numbers, with a separator that also works with decimal commas. @param {Words} words @param {ArrayLike<GraphNumber>} values */
export const listed = (words, values) =>
  Array.from(values, (value) => written(words, value)).join(
    words.decimal(".") === "." ? ", " : "; ",
  );
