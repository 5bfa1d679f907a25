/**
 * The card that compares a visitor's engine with the package's after a run: its operations and its
 * backward pass.
 */

import { isFileName } from "../../contract/files.js";
import { isCount, isListOf, isOneOf, isRecordOf, isText, parsed } from "../../contract/schema.js";
import { element } from "../ui/element.js";

/** @typedef {import("../../contract/protocol.js").Place} Place */
/**
 * One operation that differs from the package's.
 * @typedef {object} Difference
 * @property {string} operation  an expression
 * @property {"no-value" | "value" | "gradient" | "no-number" | "no-path" | "not-added" | "chain" | "backward" | "missing" | "raised"} kind
 * @property {unknown[]} at  the operands' numbers; those that JSON lacks by name
 * @property {number} operand  whose gradient it is, from 0
 * @property {string} got
 * @property {string} wanted
 * @property {string} op  its name on boxes
 * @property {string} file
 * @property {number} line  0 if it is unknown
 */

const ENGINE = "application/vnd.micrograd.engine+json";
const MOST = 100;

const isComparison = isRecordOf({
  count: isCount,
  differences: isListOf(
    isRecordOf({
      operation: isText,
      kind: isOneOf(
        "no-value",
        "no-number",
        "no-path",
        "value",
        "gradient",
        "not-added",
        "chain",
        "backward",
        "missing",
        "raised",
      ),
      at: isListOf(() => true, 4),
      operand: isCount,
      got: isText,
      wanted: isText,
      op: isText,
      file: isText,
      line: isCount,
    }),
    MOST,
  ),
});

/**
 * @param {object} page
 * @param {import("../words/words.js").Words["cards"]["engine"]} page.words
 * @param {(place: Place) => void} page.goToLine
 * @param {(ops: Set<string>) => void} page.onWrong  these operations' boxes are wrong
 * @returns {import("./output.js").Drawer}
 */
export function createEngine({ words, goToLine, onWrong }) {
  /** @param {Difference} difference */
  function item(difference) {
    const { file, line } = difference;
    const numbers = difference.at.map(String);
    const made = element(
      "li",
      {},
      element("code", {}, difference.operation),
      " ",
      words.differs[difference.kind]({
        at: numbers.map((number, i) => `${operandName(i)} = ${number}`).join(", "),
        name: operandName(difference.operand),
        got: difference.got,
        wanted: difference.wanted,
      }),
    );
    if (line > 0 && isFileName(file)) {
      const link = element(
        "button",
        { type: "button", className: "line-link" },
        words.lineOf(file, line),
      );
      link.addEventListener("click", () => goToLine({ file, line }));
      made.append(" ", link);
    }
    return made;
  }

  return {
    show(bundle) {
      const told = parsed(bundle[ENGINE], { characters: 1_000_000, items: 10_000 });
      if (!isComparison(told)) return null;
      /** @type {{count: number, differences: Difference[]}} */
      const { count, differences } = told;
      const isRight = differences.length === 0;
      const sentence = isRight ? words.right(count) : words.wrong(differences.length, count);
      const card = element(
        "section",
        {
          className: `card note engine check ${isRight ? "passed" : "wrong"}`,
          "aria-label": words.title,
        },
        element("p", {}, sentence),
      );
      if (!isRight) card.append(element("ul", {}, ...differences.map(item)));
      onWrong(new Set(differences.map(({ op }) => op)));
      return { element: card, drawn: Promise.resolve() };
    },
    clear() {
      onWrong(new Set());
    },
  };
}

const operandName = (/** @type {number} */ i) => "abcd"[i] ?? "";
