/**
 * Marks syntax errors while the visitor types: Python itself parses the program, and does not run
 * it.
 */

import { linter, lintKeymap } from "@codemirror/lint";
import { StateEffect } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { isCount, isRecordOf, isText } from "../../contract/schema.js";

/** @typedef {import("@codemirror/state").Text} Text */

const DELAY_MS = 500;
/** Longer programs are not checked; a run reports their errors. */
const LONGEST = 100_000;

const isFault = isRecordOf({
  message: isText,
  command: isText,
  line: isCount,
  column: isCount,
  end_line: isCount,
  end_column: isCount,
});

/** Ask again, because Python is ready now. @type {import("@codemirror/state").StateEffectType<null>} */
export const askAgain = StateEffect.define();

/**
 * @param {(source: string) => Promise<unknown>} ask  asks Python; it may reject
 * @param {(command: string) => string} explain  explains a notebook command
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

/** @param {Text} doc @param {number} number  of a line, from 1 @param {number} column  in Python's characters (code points) */
function placeOf(doc, number, column) {
  const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
  const before = [...line.text].slice(0, Math.max(column - 1, 0)).join("");
  return line.from + before.length;
}
