/**
 * Writes numbers, plurals, lists and times in a language, with `Intl`. So a file of words has only
 * sentences, and a new language needs no rules.
 *
 * These functions write the numbers that the page counts or measures, and those beside a curve.
 * Python's numbers arrive as text and stay as Python writes them, with a point: values and gradients
 * in a graph and its sentences, printed text, and numbers written into a program. A card does not mix
 * the two: beside Python's numbers, the number of a step or a line has no thousands separator.
 */

import { shortNumber } from "../ui/numbers.js";

/** @typedef {Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}} Forms */

const DIGITS = 4;
const FIGURES = 15;
/** Beyond these a number has a power of ten. */
const FAR = { small: 1e-4, large: 1e9 };

/** @param {string} language  as a BCP 47 tag, such as "de" */
export function writingIn(language) {
  /** @type {Map<string, Intl.NumberFormat>} */
  const made = new Map();

  /** @param {number} value @param {Intl.NumberFormatOptions} [options] */
  function write(value, options = {}) {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.NumberFormat(language, options);
    made.set(key, format);
    return format.format(value);
  }

  /** @param {number} value @param {string} unit @param {number} digits  after the decimal point */
  const measure = (value, unit, digits = 0) =>
    write(value, {
      style: "unit",
      unit,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });

  /** @param {readonly string[]} parts @param {Intl.ListFormatType} type */
  const join = (parts, type) =>
    new Intl.ListFormat(language, { type, style: type === "unit" ? "short" : "long" }).format(
      parts,
    );

  /** @type {Intl.PluralRules | undefined} */
  let rules;

  const writing = {
    /** The decimal mark. */
    get point() {
      return (1.5).toLocaleString(language).slice(1, 2);
    },

    /** An integer. @param {number} number */
    count: (number) => write(number),

    /**
     * Return the plural form for a number, with the number in place of `#`.
     * @param {number} number
     * @param {Forms} forms  by the names of `Intl.PluralRules`; `other` replaces a missing form
     */
    some(number, forms) {
      rules ??= new Intl.PluralRules(language);
      return (forms[rules.select(number)] ?? forms.other).replaceAll("#", write(number));
    },

    /** A measured value in few digits. @param {number | undefined} value */
    digits(value) {
      if (value === undefined) return "";
      const size = Math.abs(value);
      const isFar = size !== 0 && Number.isFinite(size) && (size < FAR.small || size >= FAR.large);
      return isFar
        ? shortNumber(value).replace(".", writing.point)
        : write(value, { maximumSignificantDigits: DIGITS });
    },

    /** A number with all of its figures, as beside an axis. @param {number} value */
    figures(value) {
      const size = Math.abs(value);
      return size !== 0 && (size < FAR.small || size >= FAR.large)
        ? shortNumber(value).replace(".", writing.point)
        : write(value, { maximumSignificantDigits: FIGURES });
    },

    /** @param {number} bytes @returns {string} without the unit */
    megabytes: (bytes) =>
      write(bytes / 1e6, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),

    /** @param {number} seconds */
    duration(seconds) {
      if (seconds < 0.9995) return measure(Math.round(seconds * 1000), "millisecond");
      if (seconds < 59.95) return measure(seconds, "second", 1);
      const whole = Math.round(seconds);
      const [large, small] = whole < 3600 ? [60, 1] : [3600, 60];
      const names = whole < 3600 ? ["minute", "second"] : ["hour", "minute"];
      return join(
        [
          measure(Math.floor(whole / large), names[0] ?? ""),
          measure(Math.floor((whole % large) / small), names[1] ?? ""),
        ],
        "unit",
      );
    },

    /** An estimated duration, in one unit. @param {number} seconds */
    about(seconds) {
      if (seconds < 90) return measure(Math.max(1, Math.round(seconds)), "second");
      if (seconds < 5_400) return measure(Math.round(seconds / 60), "minute");
      return measure(Math.round(seconds / 3_600), "hour");
    },

    /** “a, b and c”. @param {readonly string[]} items */
    list: (items) => join(items, "conjunction"),

    /** @param {Date} time */
    moment: (time) => time.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }),
  };
  return writing;
}
