/**
 * Writes numbers as Python does, so that the page, the package's pictures and a program's `print`
 * agree.
 */

/** @typedef {import("../../contract/graph.js").GraphNumber} GraphNumber */

const DIGITS = 4;

/**
 * Return a number with four significant digits: `micrograd.graph.short_number` in JavaScript.
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
 * Return a number with all digits: Python's `repr` of a float.
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
  // JavaScript uses exponents below 0.000001 and from 1e21 on, Python from other limits on.
  const text = String(number);
  return text.includes(".") ? text : `${text}.0`;
}

/** Return a finite number with all digits and a power of ten. @param {number} value */
export function scientific(value) {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  return withExponent(mantissa, Number(exponent));
}

/**
 * Return a factor in a sum, in brackets if it is negative.
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
 * Read a number as people write it: `-0.5`, `1e-3`, `0,25`, `1/3`.
 * @param {string} text
 * @returns {number} NaN if it is not a number
 */
export function readNumber(text) {
  const plain = text.replace(/\s/g, "").replaceAll("−", "-").replaceAll(",", ".");
  const number = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?";
  const found = new RegExp(`^(${number})(?:/(${number}))?$`, "i").exec(plain);
  return found ? Number(found[1]) / Number(found[2] ?? 1) : Number.NaN;
}
