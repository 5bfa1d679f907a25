/**
 * A field for a number that may have decimals. A browser writes those of its own number fields with
 * the sign of its own language, whatever the page's is: here they are written as the card writes
 * them, and read with either sign.
 */

import { element } from "./element.js";
import { readNumber } from "./numbers.js";

/**
 * @param {object} options
 * @param {(text: string) => string} [options.write]  a number as Python writes it, for this card
 * @param {number} [options.least]
 * @param {string} [options.label]  where none stands beside it
 */
export function createNumberField({ write = String, least = Number.NEGATIVE_INFINITY, label }) {
  const field = element("input", {
    type: "text",
    role: "spinbutton",
    inputMode: "decimal",
    autocomplete: "off",
    spellcheck: false,
    className: "number-field",
    ...(label === undefined ? {} : { "aria-label": label }),
  });
  /** @type {number} not a number while there is none */
  let value = Number.NaN;

  function read() {
    value = readNumber(field.value);
    tell();
  }

  function tell() {
    if (Number.isFinite(value)) field.setAttribute("aria-valuenow", String(value));
    else field.removeAttribute("aria-valuenow");
  }

  /** @param {number | null} next  null: none */
  function set(next) {
    value = next ?? Number.NaN;
    field.value = next === null ? "" : write(String(next));
    tell();
  }

  field.addEventListener("input", read);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || field.disabled || !Number.isFinite(value)) return;
    event.preventDefault();
    set(Math.max(least, Number((value + step).toPrecision(12))));
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  });

  return { element: field, set, value: () => value };
}
