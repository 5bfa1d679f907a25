/**
 * The card that compares a visitor's engine with the package's after a run: its operations and its
 * backward pass.
 */

import { isFileName } from "../../contract/files.js";
import { element } from "../ui/element.js";

/** @typedef {import("../../contract/protocol.js").Place} Place */
/** @typedef {import("../../contract/engine.js").Difference} Difference */

/**
 * @param {object} page
 * @param {import("../words/words.js").Words["cards"]["engine"]} page.words
 * @param {(place: Place) => void} page.goToLine
 * @param {(ops: Set<string>) => void} page.onWrong  these operations' boxes are wrong
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
      words.differences[difference.kind]({
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
    /** @param {import("../../contract/kinds.js").Data<"engine">} comparison */
    show({ count, differences }) {
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
