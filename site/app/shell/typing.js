/**
 * For touch screens: a row of keys, and as much room as possible while a software keyboard is open.
 * Loaded only on touch screens.
 */

import { EditorView } from "@codemirror/view";
import { later } from "../words/later.js";
import { createKeyRow } from "./key-row.js";
import { watchVisualViewport } from "./visual-viewport.js";

/** The elements for which a software keyboard opens. */
const FIELDS = "textarea, input:not([type=range], [type=checkbox]), [contenteditable=true]";
/** In pixels: every software keyboard is higher, and every disappearing browser bar is lower. */
const KEYBOARD = 100;
/** In pixels: a lower screen has an open keyboard, or no room to waste. */
const LOW = 480;

/**
 * @param {object} options
 * @param {HTMLElement} options.body  gets `data-keyboard` while a software keyboard is up
 * @param {HTMLElement} options.editor
 * @param {(command: import("@codemirror/view").Command) => void} options.apply  to the editor
 * @param {boolean} options.isReadOnly
 */
export function createTyping({ body, editor, apply, isReadOnly }) {
  if (!isReadOnly) editor.append(createKeyRow({ words: later.keyRow, apply }).element);
  const viewport = window.visualViewport;
  watchVisualViewport(body, viewport, () => window.innerHeight);

  /** The largest height of the viewport so far, by its width. @type {Map<number, number>} */
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

  // Keep the current line in view, whatever takes room from the editor.
  new ResizeObserver(() => {
    if (!editor.contains(document.activeElement)) return;
    apply((view) => {
      const { head } = view.state.selection.main;
      view.dispatch({ effects: EditorView.scrollIntoView(head, { yMargin: 24 }) });
      return true;
    });
  }).observe(editor.querySelector(".cm-editor") ?? editor);
  document.addEventListener("focusin", follow);
  // The next element does not have the focus yet.
  document.addEventListener("focusout", () => setTimeout(follow));
  window.addEventListener("resize", follow);
  viewport?.addEventListener("resize", follow);
  follow();
}
