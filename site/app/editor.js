/**
 * The code editor: CodeMirror with Python, and the mark on a line that failed.
 */

import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, StateEffect, StateField, Transaction } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** @type {import("@codemirror/state").StateEffectType<number | undefined>} */
const markLine = StateEffect.define();
const failedLine = Decoration.line({ class: "cm-failed-line" });

/** The line that failed, until the next edit or run. */
const failedLineField = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(markLine)) {
        if (effect.value === undefined) return Decoration.none;
        const line = transaction.state.doc.line(effect.value);
        return Decoration.set([failedLine.range(line.from)]);
      }
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// Colours are the style sheet's, so that both themes are described in one place.
const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "code-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "code-number" },
  { tag: tags.comment, class: "code-comment" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "code-call" },
  { tag: [tags.definition(tags.variableName), tags.className], class: "code-definition" },
]);

/**
 * @param {object} options
 * @param {string} options.label  the editor's accessible name
 * @param {string} options.hint  how to leave it by keyboard
 * @param {() => void} options.onEdit  the visitor changed the text
 * @param {() => void} options.onRun  the visitor pressed the keys for Run
 */
export function createEditor({ label, hint, onEdit, onRun }) {
  const run = () => {
    onRun();
    return true;
  };

  /** @param {string} doc */
  const stateOf = (doc) =>
    EditorState.create({
      doc,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Mod-Enter", run },
            { key: "Shift-Enter", run },
          ]),
        ),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        highlightSelectionMatches(),
        python(),
        syntaxHighlighting(highlighting),
        failedLineField,
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-description": hint,
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          const isEdit = update.transactions.some((t) => t.annotation(Transaction.userEvent));
          if (update.docChanged && isEdit) onEdit();
        }),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
      ],
    });

  const element = document.createElement("div");
  element.className = "editor";
  const view = new EditorView({ state: stateOf(""), parent: element });

  return {
    element,
    text: () => view.state.doc.toString(),

    /** Show another text, with an undo history of its own. @param {string} text */
    open(text) {
      view.setState(stateOf(text));
    },

    /** Mark the line that failed, or none. @param {number} [line] from 1 */
    markFailed(line) {
      const isThere = line !== undefined && line >= 1 && line <= view.state.doc.lines;
      view.dispatch({ effects: markLine.of(isThere ? line : undefined) });
    },

    /** Put the cursor on a line and show it. @param {number} line from 1 */
    goTo(line) {
      const { doc } = view.state;
      const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines));
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
  };
}
