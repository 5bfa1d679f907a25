/**
 * Where a finger points: a row of keys, and as much room as can be had while a software keyboard is
 * up. Comes only where a finger points.
 */

import { EditorView } from "@codemirror/view";
import { createKeyRow } from "./key-row.js";
import { watchVisualViewport } from "./visual-viewport.js";

/** What a software keyboard comes up for. */
const FIELDS = "textarea, input:not([type=range], [type=checkbox]), [contenteditable=true]";
/** No software keyboard is lower, and no bar of a browser's that comes and goes is higher. */
const KEYBOARD = 100;
/** On so low a screen there is a keyboard, or no room to waste. */
const LOW = 480;

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["keyRow"]} options.words
 * @param {HTMLElement} options.body  gets `data-keyboard` while a software keyboard is up
 * @param {HTMLElement} options.editor
 * @param {(command: import("@codemirror/view").Command) => void} options.apply  to the editor
 * @param {boolean} options.isReadOnly
 */
export function createTyping({ words, body, editor, apply, isReadOnly }) {
  if (!isReadOnly) editor.append(createKeyRow({ words, apply }).element);
  const viewport = window.visualViewport;
  watchVisualViewport(body, viewport, () => window.innerHeight);

  /** The most that was seen of the page, by its width. @type {Map<number, number>} */
  const tallest = new Map();

  function follow() {
    const { width, height, scale } = viewport ?? {
      width: window.innerWidth,
      height: window.innerHeight,
      scale: 1,
    };
    const [wide, tall] = [Math.round(width * scale), Math.round(height * scale)];
    const most = Math.max(tallest.get(wide) ?? 0, tall);
    tallest.set(wide, most);
    const isTyping = document.activeElement?.matches(FIELDS) ?? false;
    body.toggleAttribute("data-keyboard", isTyping && (tall < LOW || tall < most - KEYBOARD));
  }

  // The line that is written stays in view, whatever takes room from it.
  new ResizeObserver(() => {
    if (!editor.contains(document.activeElement)) return;
    apply((view) => {
      const { head } = view.state.selection.main;
      view.dispatch({ effects: EditorView.scrollIntoView(head, { yMargin: 24 }) });
      return true;
    });
  }).observe(editor.querySelector(".cm-editor") ?? editor);
  document.addEventListener("focusin", follow);
  // What gets the focus next has not got it yet.
  document.addEventListener("focusout", () => setTimeout(follow));
  window.addEventListener("resize", follow);
  viewport?.addEventListener("resize", follow);
  follow();
}
