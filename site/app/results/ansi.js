/**
 * Shows printed text as a terminal does: escape sequences become colours and weights, or are
 * removed.
 */

import { createAnsiSequenceParser } from "ansi-sequence-parser";
import { element } from "../ui/element.js";

/** @typedef {ReturnType<ReturnType<typeof createAnsiSequenceParser>["parse"]>[number]} Token */
/** @typedef {NonNullable<Token["foreground"]>} Colour */

const ESCAPE = "\u001b";
/** Sequences without a style: they move the cursor, or set a title. */
const OTHERS = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-ln-~]|\\][^\\u0007${ESCAPE}]*(?:\\u0007|${ESCAPE}\\\\)|[@-Z\\\\^_])`,
  "g",
);
/** The beginning of a sequence; a longer one is not a sequence. */
const BEGUN = new RegExp(`${ESCAPE}(?:\\[[0-?]{0,60}|\\][^\\u0007${ESCAPE}]{0,200})?$`);
/** The most styled pieces of one card; the rest is shown plain. */
const SPANS = 20_000;

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** Return a styler for text that arrives in pieces; a style lasts until the next one. */
export function createStyler() {
  const parser = createAnsiSequenceParser();
  let begun = "";
  let isUsed = false;
  let spans = 0;

  /** @param {Token} token @returns {Node | string} */
  function nodeOf(token) {
    const isPlain = !token.foreground && !token.background && token.decorations.size === 0;
    if (isPlain || spans >= SPANS) return token.value;
    spans += 1;
    return styled(token);
  }

  return {
    /** @param {string} text @returns {(Node | string)[]} */
    style(text) {
      if (!isUsed && !text.includes(ESCAPE)) return [text];
      isUsed = true;
      const all = begun + text;
      begun = BEGUN.exec(all.slice(-300))?.[0] ?? "";
      const whole = all
        .slice(0, all.length - begun.length)
        .replace(OTHERS, "")
        // The parser knows the reset by its number only.
        .replaceAll(`${ESCAPE}[m`, `${ESCAPE}[0m`);
      return parser.parse(whole).map(nodeOf);
    },
  };
}

/** @param {Token} token */
function styled({ value, foreground, background, decorations }) {
  const span = element("span", {}, value);
  for (const each of decorations) span.classList.add(`ansi-${each}`);
  if (foreground) {
    span.classList.add("ansi-colour");
    span.style.setProperty("--ansi", cssOf(foreground));
  }
  if (background) {
    span.classList.add("ansi-back");
    span.style.setProperty("--ansi-back", cssOf(background));
  }
  return span;
}

/** @param {Colour} colour */
function cssOf(colour) {
  if (colour.type === "rgb") return `rgb(${colour.rgb.join(" ")})`;
  if (colour.type === "named") return token(colour.name.replace("bright", "").toLowerCase());
  const { index } = colour;
  if (index < 16) return token(NAMES[index % 8] ?? "white");
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + 10 * (index - 232))
      .join(" ")})`;
  // The table's cube: six steps of red, green and blue.
  const steps = [Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6];
  return `rgb(${steps.map((step) => (step === 0 ? 0 : 55 + 40 * step)).join(" ")})`;
}

const token = (/** @type {string} */ name) => `var(--ansi-${name})`;
