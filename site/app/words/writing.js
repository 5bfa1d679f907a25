/**
 * Writes numbers, plurals, lists and times in a language, with `Intl`. So a file of words has only
 * sentences, and a new language needs no rules. `measuring.js` has what only cards need.
 *
 * These functions write the numbers that the page counts or measures, and those beside a curve.
 * Python's numbers arrive as text and stay as Python writes them, with a point: values and gradients
 * in a graph and its sentences, printed text, and numbers written into a program. A card does not mix
 * the two: beside Python's numbers, the number of a step or a line has no thousands separator.
 */

/** @typedef {Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}} Forms */

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

  /** @param {number} value @param {string} unit @param {number} [digits]  after the decimal point */
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
    number: write,
    measure,

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

    /** “a, b and c”. @param {readonly string[]} items */
    list: (items) => join(items, "conjunction"),

    /** @param {Date} time */
    moment: (time) => time.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }),
  };
  return writing;
}
