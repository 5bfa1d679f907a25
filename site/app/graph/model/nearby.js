/**
 * The output near a leaf's value: where it is asked for, and where its points lie in a picture.
 */

/** @typedef {import("../../../contract/graph.js").GraphNearby} GraphNearby */
/** @typedef {{x: number, y: number}} Point */

/** The number of values on each side of the leaf's own. */
const HALF = 30;
/** The part of the values that is seen whatever the others are, from the smallest and the largest. */
const INNER = 0.1;
/** The picture shows all values if it is at most this many times as high as the inner ones. */
const MOST_HIGH = 8;

/** How far a leaf's other values reach to each side. @param {number} value */
export const reachOf = (value) => Math.max(1, 2 * Math.abs(value));

/** Return the values to ask for, the leaf's own in the middle. @param {number} value */
export function valuesNear(value) {
  const reach = reachOf(value);
  return Array.from({ length: 2 * HALF + 1 }, (_, i) => value + (reach * (i - HALF)) / HALF);
}

/**
 * Return the lowest and the highest output in the picture. Beside a pole or a steep end, the rest
 * would be a flat line: then these are not in the picture.
 * @param {GraphNearby} told @param {number} [other]  another output that is shown
 * @returns {{low: number, high: number}}
 */
export function rangeOf({ outputs, output }, other = output) {
  const sorted = outputs.filter((each) => each !== null).sort((one, two) => one - two);
  const cut = Math.floor(sorted.length * INNER);
  const inner = [...sorted.slice(cut, sorted.length - cut), output, other];
  const [from, to] = [Math.min(...inner), Math.max(...inner)];
  const all = [...sorted, ...inner];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const height = to - from;
  const isAll = most - least <= MOST_HIGH * height;
  const [low, high] = isAll ? [least, most] : [from - height / 2, to + height / 2];
  // A constant lies in the middle.
  const rim = high > low ? (high - low) / 20 : Math.max(1, Math.abs(low)) / 2;
  return { low: low - rim, high: high + rim };
}

/**
 * Return the points of the curve, from 0 to 1 in both directions, y downward; only those in range.
 * @param {GraphNearby} told @param {{low: number, high: number}} range
 * @returns {Point[]}
 */
export function pointsOf({ outputs }, { low, high }) {
  const last = outputs.length - 1;
  return outputs.flatMap((output, i) =>
    output !== null && output >= low && output <= high
      ? [{ x: i / last, y: (high - output) / (high - low) }]
      : [],
  );
}

/**
 * Return the ends of the line whose slope is the gradient; they may lie outside of the picture.
 * @param {GraphNearby} told @param {{low: number, high: number}} range
 * @returns {[Point, Point]}
 */
export function slopeLineOf({ at, output, gradient }, { low, high }) {
  const reach = reachOf(at);
  const y = (/** @type {number} */ to) => (high - (output + gradient * to)) / (high - low);
  return [
    { x: 0, y: y(-reach) },
    { x: 1, y: y(reach) },
  ];
}
