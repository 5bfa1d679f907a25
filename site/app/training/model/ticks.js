/**
 * The ticks of the loss axis, and its range. uPlot's own ticks end at 1e32, and disappear if there
 * are too many; a diverging loss needs more.
 */

const MOST = 7;

/** @param {number} exponent */
const power = (exponent) => Number(`1e${exponent}`);

/** Return a number's power of ten from its digits, because a logarithm may be inexact. @param {number} value */
const exponentOf = (value) => Number(value.toExponential().split("e")[1]);

/** Remove the rounding error of binary fractions. @param {number} value */
const clean = (value) => Number(value.toPrecision(12));

/**
 * @param {number | null} low @param {number | null} high  of the drawn values, positive; null: none
 * @returns {[number, number]} both a digit times a power of ten
 */
export function logRange(low, high) {
  if (low === null || high === null) return [1, 10];
  const [from, to] = [power(exponentOf(low)), power(exponentOf(high))];
  const bottom = clean(Math.floor(clean(low / from)) * from);
  const top = clean(Math.ceil(clean(high / to)) * to);
  return bottom < top ? [bottom, top] : [bottom, clean(top + to)];
}

/**
 * @param {number | null} low @param {number | null} high  of the drawn values
 * @returns {[number, number]} with some margin, but not below 0 if no value is
 */
export function evenRange(low, high) {
  if (low === null || high === null) return [0, 1];
  const air = high > low ? (high - low) / 10 : Math.abs(high) / 10 || 1;
  return [low >= 0 ? Math.max(0, low - air) : low - air, high + air];
}

/**
 * Return the ticks of a logarithmic axis.
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
 * Return the ticks that have room for a number; null for the others.
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
 * Return the ticks of a linear axis: multiples of 1, 2 or 5 times a power of ten.
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
