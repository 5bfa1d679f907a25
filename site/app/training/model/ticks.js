/**
 * The numbers at the loss's axis, and how far it goes. uPlot's own end at 1e32, and stay away where
 * they would be too many; a loss that explodes goes further.
 */

import { shortNumber } from "../../ui/numbers.js";

const MOST = 7;

/** @param {number} exponent */
const power = (exponent) => Number(`1e${exponent}`);

/** A number's power of ten, by its digits: a logarithm may be a little off. @param {number} value */
const exponentOf = (value) => Number(value.toExponential().split("e")[1]);

/** Without what binary fractions add. @param {number} value */
const clean = (value) => Number(value.toPrecision(12));

/**
 * @param {number | null} low @param {number | null} high  of what is drawn, positive; null: nothing is
 * @returns {[number, number]} from one digit of a power of ten to another
 */
export function logRange(low, high) {
  if (low === null || high === null) return [1, 10];
  const [from, to] = [power(exponentOf(low)), power(exponentOf(high))];
  const bottom = clean(Math.floor(clean(low / from)) * from);
  const top = clean(Math.ceil(clean(high / to)) * to);
  return bottom < top ? [bottom, top] : [bottom, clean(top + to)];
}

/**
 * @param {number | null} low @param {number | null} high  of what is drawn
 * @returns {[number, number]} with some air, but no negative numbers where there are none
 */
export function evenRange(low, high) {
  if (low === null || high === null) return [0, 1];
  const air = high > low ? (high - low) / 10 : Math.abs(high) / 10 || 1;
  return [low >= 0 ? Math.max(0, low - air) : low - air, high + air];
}

/**
 * Where lines are drawn on a logarithmic axis.
 * @param {number} low @param {number} high  positive
 */
export function logTicks(low, high) {
  const [first, last] = [exponentOf(low), exponentOf(high)];
  const step = Math.ceil((last - first) / MOST);
  /** @type {number[]} */
  const found = [];
  for (let exponent = first; exponent <= last; exponent += Math.max(step, 1))
    for (const digit of step > 1 ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9])
      found.push(clean(digit * power(exponent)));
  return found.filter((tick) => tick >= low && tick <= high);
}

/**
 * Of these, those with room for a number; null for the others.
 * @param {number[]} ticks
 * @returns {(number | null)[]}
 */
export function logLabels(ticks) {
  const decades = Math.log10((ticks.at(-1) ?? 1) / (ticks[0] ?? 1));
  let digits = "1";
  if (decades <= 2) digits = "125";
  if (decades <= 1) digits = "12357";
  if (decades <= 0.5) digits = "123456789";
  return ticks.map((tick) => (digits.includes(tick.toExponential()[0] ?? "") ? tick : null));
}

/**
 * Where lines are drawn on an even axis: by 1, 2 or 5 of a power of ten.
 * @param {number} low @param {number} high
 */
export function evenTicks(low, high) {
  const rough = (high - low) / (MOST - 1);
  const unit = power(exponentOf(rough));
  const step = unit * ([1, 2, 5, 10].find((each) => each * unit >= rough) ?? 10);
  const found = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) found.push(clean(at * step));
  return found;
}

/** @param {number | null} tick */
export function tickText(tick) {
  if (tick === null) return "";
  const size = Math.abs(tick);
  return size !== 0 && (size < 1e-4 || size >= 1e5) ? shortNumber(tick) : String(tick);
}
