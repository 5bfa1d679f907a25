/**
 * Numbers as Python writes them, so that the page, the package's pictures and a snippet's own
 * `print` agree.
 */

/** @typedef {import("../../contract/graph.js").GraphNumber} GraphNumber */

const DIGITS = 4;

/**
 * With four significant digits: `micrograd.graph.short_number` in JavaScript.
 * @param {GraphNumber} value
 */
export function shortNumber(value) {
  const number = Number(value);
  if (!Number.isFinite(number) || number === 0) return fullNumber(number);
  const [mantissa = "", exponent = "0"] = number.toExponential(DIGITS - 1).split("e");
  const power = Number(exponent);
  if (power < -4 || power >= DIGITS) return withExponent(mantissa, power);
  const text = withoutZeros(number.toPrecision(DIGITS));
  return text.includes(".") ? text : `${text}.0`;
}

/**
 * To the last bit: Python's `repr` of a float.
 * @param {GraphNumber} value
 */
export function fullNumber(value) {
  const number = Number(value);
  if (Number.isNaN(number)) return "nan";
  if (!Number.isFinite(number)) return number < 0 ? "-inf" : "inf";
  if (Object.is(number, -0)) return "-0.0";
  const [mantissa = "", exponent = "0"] = number.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) return withExponent(mantissa, power);
  // JavaScript goes over to exponents elsewhere than Python: below 0.000001, and from 1e21 on.
  const text = String(number);
  return text.includes(".") ? text : `${text}.0`;
}

/**
 * A factor in a sum: a negative one stands in brackets.
 * @param {GraphNumber} value
 */
export function factor(value) {
  const text = shortNumber(value);
  return text.startsWith("-") ? `(${text})` : text;
}

/** @param {string} mantissa @param {number} power */
function withExponent(mantissa, power) {
  const sign = power < 0 ? "-" : "+";
  return `${withoutZeros(mantissa)}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** @param {string} text  of digits */
function withoutZeros(text) {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/**
 * A number as people write it: `-0.5`, `1e-3`, `0,25`, `1/3`.
 * @param {string} text
 * @returns {number} NaN if it is none
 */
export function readNumber(text) {
  const plain = text.replace(/\s/g, "").replaceAll("−", "-").replaceAll(",", ".");
  const number = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?";
  const found = new RegExp(`^(${number})(?:/(${number}))?$`, "i").exec(plain);
  return found ? Number(found[1]) / Number(found[2] ?? 1) : Number.NaN;
}
