/**
 * The code editor: CodeMirror for Python, with marks on lines.
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
import {
  Compartment,
  EditorState,
  Prec,
  StateEffect,
  StateField,
  Transaction,
} from "@codemirror/state";
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
import { isDataName, MAIN } from "../../contract/files.js";
import { lazily } from "../ui/lazy.js";
import { createDocuments } from "./documents.js";
import { createHelp } from "./help.js";
import { askAgain, createSyntax } from "./syntax.js";

const loadVim = lazily(() => import("@replit/codemirror-vim"));

/** @typedef {import("../../contract/protocol.js").Place} Place */
/**
 * Return an extension that marks one line until the next edit.
 * @param {string} className
 */
function createLineMark(className) {
  /** @type {import("@codemirror/state").StateEffectType<number | null>} */
  const effect = StateEffect.define();
  const decoration = Decoration.line({ class: className });
  const field = StateField.define({
    create: () => Decoration.none,
    update(marks, transaction) {
      for (const each of transaction.effects) {
        if (each.is(effect)) {
          const { doc } = transaction.state;
          if (each.value === null || each.value < 1 || each.value > doc.lines)
            return Decoration.none;
          return Decoration.set([decoration.range(doc.line(each.value).from)]);
        }
      }
      return transaction.docChanged ? Decoration.none : marks;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
  return { effect, field };
}

/** Programs with a longer line get no syntax colours, as in other editors. */
const LONGEST_LINE = 20_000;
/** Nor do those in which more brackets are open at once; Python itself reads only 200. */
const DEEPEST = 1_000;
/** The most characters in which the editor looks for a bracket's other half if the syntax has none. */
const BRACKET_DISTANCE = 1_000;

/** Whether the colours would take too long. @param {import("@codemirror/state").Text} doc */
function isTooLongOrDeep(doc) {
  if (doc.length <= DEEPEST) return false;
  let depth = 0;
  for (const line of doc.iterLines()) {
    if (line.length > LONGEST_LINE) return true;
    for (const bracket of line.match(/[()[\]{}]/g) ?? []) {
      depth = "([{".includes(bracket) ? depth + 1 : Math.max(depth - 1, 0);
      if (depth > DEEPEST) return true;
    }
  }
  return false;
}

/**
 * Return the extension for Python's colours and indentation, without them if they take too long.
 * @param {import("@codemirror/state").Text} start
 */
function pythonOf(start) {
  const language = new Compartment();
  const code = python();
  /** @param {import("@codemirror/state").Text} doc */
  const fitFor = (doc) => (isTooLongOrDeep(doc) ? [] : code);
  return [
    language.of(fitFor(start)),
    EditorState.transactionExtender.of(({ startState, docChanged, newDoc }) => {
      const isColoured = language.get(startState) === code;
      if (!docChanged || isColoured !== isTooLongOrDeep(newDoc)) return null;
      return { effects: language.reconfigure(fitFor(newDoc)) };
    }),
  ];
}

/** The line that failed. */
const failedLine = createLineMark("cm-failed-line");
/** The line that made the node that is pointed at. */
const pointedLine = createLineMark("cm-pointed-line");

// The style sheet has the colours, so that both themes are in one place.
const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "code-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "code-number" },
  { tag: tags.comment, class: "code-comment" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "code-call" },
  { tag: [tags.definition(tags.variableName), tags.className], class: "code-definition" },
]);

/** @param {() => void} act */
const asCommand = (act) => () => {
  act();
  return true;
};

/**
 * @param {object} options
 * @param {(name: string) => string} options.label  the editor's accessible name, by its file's
 * @param {string} options.hint  says how to leave it by keyboard
 * @param {() => void} options.onEdit  the visitor changed the text
 * @param {() => void} options.onRun  the visitor pressed the keys for Run
 * @param {() => Promise<import("./scope.js").Reference | undefined>} options.fetchReference
 * @param {(place: Place) => void} options.onCursor  the visitor put the cursor on a line
 * @param {(data: string) => Promise<string | undefined>} options.preview  the beginning of data
 * @param {boolean} options.isReadOnly
 * @param {Record<string, string>} options.phrases  CodeMirror's words in the page's language
 * @param {(source: string) => Promise<unknown>} options.askSyntax  asks Python for syntax errors
 * @param {(command: string) => string} options.explainCommand  explains a notebook command
 */
export function createEditor(options) {
  /** What is loaded late: Vim's keys, and the cells of the program. */
  const late = new Compartment();
  /** @type {import("@codemirror/state").Extension} */
  let vimKeys = [];
  /** @type {ReturnType<typeof import("./cells.js").createCells> | undefined} */
  let cells;
  const lateOf = (name = documents.shown()) => [vimKeys, (name === MAIN && cells?.extension) || []];
  const element = document.createElement("div");
  element.className = "editor";
  const view = new EditorView({ parent: element });
  const onCursor = (/** @type {number} */ line) =>
    options.onCursor({ file: documents.shown(), line });
  const extensions = extensionsOf(options, { onCursor, isRead: false });
  const ofRead = extensionsOf(options, { onCursor, isRead: true });
  const documents = createDocuments({
    view,
    stateOf(name, doc, isRead) {
      const label = EditorView.contentAttributes.of({ "aria-label": options.label(name) });
      const text = EditorState.create({ doc }).doc;
      // Data are no Python.
      const language = isDataName(name)
        ? extensionsOf({ ...options, askSyntax: async () => null }, { onCursor, isRead: true })
        : [pythonOf(text), isRead ? ofRead : extensions];
      return EditorState.create({
        doc: text,
        extensions: [late.of(lateOf(name)), label, language],
      });
    },
    renew: () => late.reconfigure(lateOf()),
    preview: options.preview,
  });

  return {
    element,
    documents,
    ...marksOf(view, documents),

    /** The text of `main.py`. */
    text: () => documents.textOf(MAIN),
    files: documents.program,
    open: documents.open,
    focus: () => view.focus(),

    /** Run a command of CodeMirror. @param {import("@codemirror/view").Command} command */
    apply(command) {
      command(view);
      view.focus();
    },

    /** Change the text of `main.py` as an edit that can be undone. @param {string} text */
    edit(text) {
      documents.show(MAIN);
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        userEvent: "input",
      });
    },

    /** Look for syntax errors again, because Python is ready now. */
    checkSyntax: () => view.dispatch({ effects: askAgain.of(null) }),

    /** Use Vim's keys, or not. @param {boolean} isOn */
    async setVim(isOn) {
      const code = isOn ? await loadVim({ isQuiet: true }) : undefined;
      if (isOn && !code) throw new Error("Vim's keys did not come");
      vimKeys = code?.vim() ?? [];
      view.dispatch({ effects: late.reconfigure(lateOf()) });
    },

    /** The cells of the program, if it has some. */
    cells: () => cells?.known(documents.stateOf(MAIN)) ?? [],

    /** @param {NonNullable<typeof cells>} made */
    addCells(made) {
      cells = made;
      view.dispatch({ effects: late.reconfigure(lateOf()) });
    },
  };
}

/**
 * The functions that mark and show lines.
 * @param {EditorView} view
 * @param {ReturnType<typeof createDocuments>} documents
 */
function marksOf(view, documents) {
  /** @param {Place | null | undefined} place */
  const lineOf = (place) => (place?.file === documents.shown() ? place.line : null);

  return {
    /** Mark the failed line, or no line. @param {Place} [place] */
    markFailed(place) {
      if (place) documents.show(place.file);
      view.dispatch({ effects: failedLine.effect.of(lineOf(place)) });
    },

    /** Highlight a line and scroll to it, if its file is shown. @param {Place | null} place */
    pointAt(place) {
      const line = lineOf(place);
      /** @type {import("@codemirror/state").StateEffect<unknown>[]} */
      const effects = [pointedLine.effect.of(line)];
      const { doc } = view.state;
      if (line !== null && line >= 1 && line <= doc.lines)
        effects.push(EditorView.scrollIntoView(doc.line(line).from));
      view.dispatch({ effects });
    },

    /** Put the cursor on a line and show it. @param {Place} place */
    goTo(place) {
      documents.show(place.file);
      const line = lineOf(place);
      if (line === null) return;
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

/**
 * @param {Parameters<typeof createEditor>[0]} options
 * @param {{onCursor: (line: number) => void, isRead: boolean}} file  `isRead`: open for reading
 *   only
 * @returns {import("@codemirror/state").Extension}
 */
function extensionsOf(options, { onCursor, isRead }) {
  const { hint, onEdit, onRun, fetchReference, isReadOnly } = options;
  const help = createHelp(fetchReference);
  const run = asCommand(onRun);

  return [
    Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run },
        { key: "Shift-Enter", run },
        { key: "F1", run: help.explainHere, preventDefault: true },
        { key: "Escape", run: help.hide },
      ]),
    ),
    EditorState.readOnly.of(isReadOnly || isRead),
    EditorState.phrases.of(options.phrases),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    indentUnit.of("    "),
    indentOnInput(),
    bracketMatching({ maxScanDistance: BRACKET_DISTANCE }),
    closeBrackets(),
    autocompletion({ override: [help.complete] }),
    help.extensions,
    createSyntax(options.askSyntax, options.explainCommand),
    highlightSelectionMatches(),
    syntaxHighlighting(highlighting),
    failedLine.field,
    pointedLine.field,
    EditorView.contentAttributes.of({
      "aria-description": hint,
      tabindex: "0",
    }),
    EditorView.updateListener.of((update) => {
      const isEdit = update.transactions.some((t) => t.annotation(Transaction.userEvent));
      if (update.docChanged && isEdit) onEdit();
      if (update.view.hasFocus && (update.selectionSet || update.focusChanged))
        onCursor(update.state.doc.lineAt(update.state.selection.main.head).number);
    }),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      indentWithTab,
    ]),
  ];
}
