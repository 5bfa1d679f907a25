/**
 * The keys that Python needs and a software keyboard hides: a row between the code and that keyboard.
 *
 * Shown by the style sheet, where a finger points and the editor has the focus.
 */

import { insertBracket } from "@codemirror/autocomplete";
import { indentLess, indentMore, redo, undo } from "@codemirror/commands";
import { element } from "../element.js";

/** @typedef {import("@codemirror/view").Command} Command */

const CHARACTERS = ["(", ")", "[", "]", ":", "=", "*", '"', "#", "_"];

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["keyRow"]} options.words
 * @param {(command: Command) => void} options.apply  to the editor, which has the focus afterwards
 */
export function createKeyRow({ words, apply }) {
  const row = element("div", { className: "key-row", role: "toolbar", "aria-label": words.title });

  /** @param {string} face @param {string} name @param {Command} command */
  function add(face, name, command) {
    // Who has a keyboard has these keys: Tab need not stop at each.
    const key = element("button", { type: "button", tabIndex: -1, "aria-label": name }, face);
    key.addEventListener("click", () => apply(command));
    row.append(key);
  }

  add("⇥", words.indent, indentMore);
  add("⇤", words.outdent, indentLess);
  for (const character of CHARACTERS)
    add(character, words.names[character] ?? character, type(character));
  add("↶", words.undo, undo);
  add("↷", words.redo, redo);
  // The focus, and with it the software keyboard, stays where it is.
  row.addEventListener("mousedown", (event) => event.preventDefault());
  return { element: row };
}

/** @param {string} character @returns {Command} */
const type = (character) => (view) => {
  const closed = insertBracket(view.state, character);
  view.dispatch(
    closed ??
      view.state.update(view.state.replaceSelection(character), {
        userEvent: "input.type",
        scrollIntoView: true,
      }),
  );
  return true;
};
