/**
 * Marks what is no Python, while it is typed: Python itself is asked, and runs none of it.
 */

import { linter, lintKeymap } from "@codemirror/lint";
import { StateEffect } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { isCount, isRecordOf, isText } from "../../contract/schema.js";

/** @typedef {import("@codemirror/state").Text} Text */

const DELAY_MS = 500;
/** Of a longer program, a run tells. */
const LONGEST = 100_000;

const isFault = isRecordOf({
  message: isText,
  command: isText,
  line: isCount,
  column: isCount,
  end_line: isCount,
  end_column: isCount,
});

/** Ask again: there is someone now who can answer. @type {import("@codemirror/state").StateEffectType<null>} */
export const askAgain = StateEffect.define();

/**
 * @param {(source: string) => Promise<unknown>} ask  Python; it may refuse
 * @param {(command: string) => string} explain  a line that is a notebook's
 */
export function createSyntax(ask, explain) {
  return [
    keymap.of(lintKeymap),
    linter(
      async ({ state: { doc } }) => {
        if (doc.length > LONGEST) return [];
        const fault = await ask(doc.toString()).catch(() => null);
        return isFault(fault) ? [marked(doc, fault, explain)] : [];
      },
      {
        delay: DELAY_MS,
        needsRefresh: ({ transactions }) =>
          transactions.some(({ effects }) => effects.some((effect) => effect.is(askAgain))),
      },
    ),
  ];
}

/**
 * @param {Text} doc
 * @param {any} fault
 * @param {(command: string) => string} explain
 * @returns {import("@codemirror/lint").Diagnostic}
 */
function marked(doc, { message, command, line, column, end_line, end_column }, explain) {
  const from = placeOf(doc, line, column);
  const to = Math.max(placeOf(doc, end_line, end_column), from);
  const told = command ? `${message}. ${explain(command)}` : message;
  return { from, to, severity: "error", message: told };
}

/** @param {Text} doc @param {number} number  of a line, from 1 @param {number} column  characters as Python counts them */
function placeOf(doc, number, column) {
  const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
  const before = [...line.text].slice(0, Math.max(column - 1, 0)).join("");
  return line.from + before.length;
}
