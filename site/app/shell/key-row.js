/**
 * A row of Python's characters that a software keyboard hides, between the code and the keyboard.
 *
 * The style sheet shows it on touch screens while the editor has the focus.
 */

import { insertBracket, moveCompletionSelection } from "@codemirror/autocomplete";
import {
  cursorCharLeft,
  cursorCharRight,
  cursorLineDown,
  cursorLineUp,
  indentLess,
  indentMore,
  redo,
  undo,
} from "@codemirror/commands";
import { element } from "../ui/element.js";

/** @typedef {import("@codemirror/view").Command} Command */
/** @typedef {import("@codemirror/view").EditorView} EditorView */

const CHARACTERS = [..."()=:,\"'[]{}*-+/._#"];

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["later"]["keyRow"]} options.words
 * @param {(command: Command) => void} options.apply  to the editor, which has the focus afterwards
 */
export function createKeyRow({ words, apply }) {
  const row = element("div", { className: "key-row", role: "toolbar", "aria-label": words.title });

  /** @param {string} face @param {string} name @param {Command} command */
  function add(face, name, command) {
    // Not a tab stop, because a keyboard has these keys.
    const key = element("button", { type: "button", tabIndex: -1, "aria-label": name }, face);
    key.addEventListener("click", () =>
      apply((view) => {
        endComposition(view);
        command(view);
        placeCaret(view);
        return true;
      }),
    );
    row.append(key);
  }

  add("⇥", words.indent, indentMore);
  add("⇤", words.outdent, indentLess);
  for (const character of CHARACTERS)
    add(character, words.names[character] ?? character, type(character));
  add("←", words.left, cursorCharLeft);
  add("→", words.right, cursorCharRight);
  add("↑", words.up, inList(false, cursorLineUp));
  add("↓", words.down, inList(true, cursorLineDown));
  add("↶", words.undo, undo);
  add("↷", words.redo, redo);
  // The focus, and with it the software keyboard, stays where it is.
  row.addEventListener("mousedown", (event) => event.preventDefault());
  return { element: row };
}

/** @param {string} character @returns {Command} */
const type = (character) => (view) => {
  if (view.state.readOnly) return false;
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

/** While completions are shown, up and down choose one. @param {boolean} isDown @param {Command} otherwise @returns {Command} */
const inList = (isDown, otherwise) => (view) =>
  moveCompletionSelection(isDown)(view) || otherwise(view);

/**
 * Finish an IME composition before other text is inserted after it.
 * @param {EditorView} view
 */
function endComposition(view) {
  if (!view.composing) return;
  view.contentDOM.blur();
  view.focus();
}

/**
 * Place the caret again. After a change without a key press, Chromium shows the new caret, but
 * would type at the old position, because the text node was replaced.
 * @param {EditorView} view
 */
function placeCaret(view) {
  const { anchor, head } = view.state.selection.main;
  const [from, to] = [view.domAtPos(anchor), view.domAtPos(head)];
  const selection = view.contentDOM.ownerDocument.getSelection();
  selection?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}
