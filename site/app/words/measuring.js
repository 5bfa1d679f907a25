/**
 * Writes measured numbers in a language: values, speeds, estimates, and the numbers of an axis.
 */

import { scientific, shortNumber } from "../ui/numbers.js";
import { writingIn } from "./writing.js";

const DIGITS = 4;
const FIGURES = 15;
/** Beyond these a number has a power of ten. */
const FAR = { small: 1e-4, large: 1e9 };

/** @param {number} value */
function isFar(value) {
  const size = Math.abs(value);
  return size !== 0 && Number.isFinite(size) && (size < FAR.small || size >= FAR.large);
}

/** @param {string} language  as a BCP 47 tag, such as "de" */
export function measuringIn(language) {
  const writing = writingIn(language);
  const { measure, number } = writing;
  const point = (1.5).toLocaleString(language).slice(1, 2);

  /** A measured value in few digits. @param {number | undefined} value */
  function digits(value) {
    if (value === undefined) return "";
    return isFar(value)
      ? shortNumber(value).replace(".", point)
      : number(value, { maximumSignificantDigits: DIGITS });
  }

  return {
    ...writing,
    /** The decimal mark. */
    point,
    digits,

    /**
     * The numbers of an axis with all of their figures: if one needs a power of ten, all have one.
     * @param {(number | null)[]} ticks  null: no number
     */
    axis(ticks) {
      const areFar = ticks.some((tick) => tick !== null && isFar(tick));
      return ticks.map((tick) => {
        if (tick === null) return "";
        return areFar && tick !== 0
          ? scientific(tick).replace(".", point)
          : number(tick, { maximumSignificantDigits: FIGURES });
      });
    },

    /** How often something happens in a second: in whole numbers, but never 0. @param {number} times */
    perSecond: (times) =>
      times < 0.95 ? digits(Number(times.toPrecision(1))) : number(Math.round(times)),

    /** The size of a file. @param {number} bytes */
    size(bytes) {
      /** @param {string} unit @param {"short" | "long"} unitDisplay */
      const written = (unit, unitDisplay, size = bytes) =>
        number(size, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 });
      if (bytes < 1_000) return written("byte", "long");
      if (bytes < 1_000_000) return written("kilobyte", "short", bytes / 1_000);
      return written("megabyte", "short", bytes / 1_000_000);
    },

    /** An estimated duration, in one unit. @param {number} seconds */
    about(seconds) {
      if (seconds < 90) return measure(Math.max(1, Math.round(seconds)), "second");
      if (seconds < 5_400) return measure(Math.round(seconds / 60), "minute");
      return measure(Math.round(seconds / 3_600), "hour");
    },
  };
}
