/**
 * The console: a prompt below the cards, for Python with the variables of the last run.
 *
 * Enter evaluates a complete input, Shift+Enter makes a new line, Tab completes, the arrows go
 * through earlier inputs. Results are cards like those of a run.
 */

import { element, tell } from "../ui/element.js";
import { createConsoleHistory } from "./console-history.js";

const INDENT = "    ";

/** @typedef {{start: number, names: string[]}} Completion */

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["console"]} options.words
 * @param {Storage | null} options.storage  of the tab
 * @param {(source: string) => boolean} options.evaluate  false: not possible now
 * @param {(text: string) => Promise<any>} options.complete  returns completions at the end of the
 *   text
 */
export function createConsole({ words, storage, evaluate, complete }) {
  const field = createField(words);
  const choices = element("div", { className: "choices" });
  const sign = element("span", { "aria-hidden": "true" }, ">>>");
  const root = element("form", { className: "console" }, choices, sign, field);
  const entries = createConsoleHistory(storage);
  let mayLeave = false;
  let entered = "";

  /** @param {string} text @param {number} [caret] */
  function set(text, caret = text.length) {
    field.value = text;
    field.setSelectionRange(caret, caret);
    fit();
  }

  function fit() {
    field.rows = Math.min(12, field.value.split("\n").length);
    choices.textContent = "";
  }

  function enter() {
    const source = field.value;
    if (source.trim() === "" || !evaluate(source)) return;
    entered = source;
    // Before it has run, because the visitor may leave the page meanwhile.
    entries.add(source.trimEnd());
    set("");
  }

  async function completeName() {
    const { value, selectionStart: caret } = field;
    const before = value.slice(0, caret);
    const found = completionOf(await complete(before).catch(() => null), before);
    // The visitor went on typing: don't change the text.
    if (!found || field.value !== value || field.selectionStart !== caret) return;
    const { start, names } = found;
    const common = names.reduce(commonStart, names[0] ?? before.slice(start));
    set(before.slice(0, start) + common + value.slice(caret), start + common.length);
    if (names.length === 1) return;
    choices.textContent = words.choices(names);
    tell(choices, choices.textContent);
  }

  /** Complete the name before the cursor; indent if there is none. */
  function tab() {
    const { value, selectionStart: caret, selectionEnd } = field;
    if (/\S[^\n]*$/.test(value.slice(0, caret))) void completeName();
    else set(value.slice(0, caret) + INDENT + value.slice(selectionEnd), caret + INDENT.length);
    return true;
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was handled */
  function pressed(event) {
    const { value, selectionStart: caret } = field;
    switch (event.key) {
      case "Enter":
        if (event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return false;
        enter();
        return true;
      case "Tab":
        return !mayLeave && !event.shiftKey && value !== "" && tab();
      case "ArrowUp":
        return !value.slice(0, caret).includes("\n") && recall(-1);
      case "ArrowDown":
        return !value.slice(caret).includes("\n") && recall(1);
      default:
        return false;
    }
  }

  /** @param {-1 | 1} direction */
  function recall(direction) {
    const entry = entries.step(direction, field.value);
    if (entry !== undefined) set(entry);
    return entry !== undefined;
  }

  field.addEventListener("keydown", (event) => {
    if (pressed(event)) event.preventDefault();
    mayLeave = event.key === "Escape";
    if (mayLeave) choices.textContent = "";
  });
  field.addEventListener("input", fit);

  return {
    element: root,

    /** Called when an input has ended. @param {boolean} isUnfinished  it needs another line */
    ended(isUnfinished) {
      if (!isUnfinished) return;
      entries.drop(entered.trimEnd());
      set(`${entered}\n${indentAfter(entered)}${field.value}`);
    },

    /** @param {boolean} hasVariables  there is a run with variables @param {boolean} isOther  the run is of an earlier program */
    setFresh(hasVariables, isOther) {
      const variables = isOther ? words.withOthers : words.withVariables;
      field.placeholder = hasVariables ? variables : words.fresh;
    },
  };
}

/** @param {import("../words/words.js").Words["console"]} words */
function createField(words) {
  return element("textarea", {
    rows: 1,
    spellcheck: false,
    autocapitalize: "off",
    autocomplete: "off",
    enterKeyHint: "go",
    title: words.hint,
    "aria-label": words.title,
    "aria-description": words.hint,
  });
}

/** Return the indentation of the next line. @param {string} source */
function indentAfter(source) {
  const last = source.split("\n").at(-1) ?? "";
  return (/^ */.exec(last)?.[0] ?? "") + (last.trimEnd().endsWith(":") ? INDENT : "");
}

/** @param {string} a @param {string} b */
function commonStart(a, b) {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end += 1;
  return a.slice(0, end);
}

/**
 * Return the answer if it is valid; it comes from an interpreter in which an untrusted program ran.
 * @param {any} answer
 * @param {string} text  that was asked about
 * @returns {Completion | null}
 */
function completionOf(answer, text) {
  const isRight =
    Number.isInteger(answer?.start) &&
    answer.start >= 0 &&
    answer.start <= text.length &&
    Array.isArray(answer.names) &&
    answer.names.length > 0 &&
    answer.names.length <= 100 &&
    answer.names.every(
      (/** @type {unknown} */ name) => typeof name === "string" && /^\w{1,200}$/u.test(name),
    );
  return isRight ? answer : null;
}
