/**
 * The cells of the program in the editor: a line above each, a button beside its first line that runs
 * it, and Shift+Enter, which runs it and goes on to the next one. Loaded after the page.
 */

import { Prec, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, ViewPlugin, WidgetType } from "@codemirror/view";
import { readCells } from "../../contract/cells.js";
import { element } from "../ui/element.js";

/** @typedef {import("@codemirror/state").EditorState} EditorState */
/** @typedef {{id: number, line: number}} Known */
/**
 * A cell: its id stays while the text around it changes.
 * @typedef {{id: number, number: number, title: string, from: number, isText: boolean, isHead: boolean}} Cell
 */
/** @typedef {{cells: Cell[], marks: import("@codemirror/view").DecorationSet, isLate: boolean}} Found */

/** Programs with more are too long to be divided while a key is pressed: they run only as a whole. */
const MOST_CHARACTERS = 500_000;
const MOST_CELLS = 2_000;
/** Longer programs are divided anew only when the visitor pauses. */
const AT_ONCE = 50_000;
const PAUSE_MS = 200;

/**
 * @param {object} options
 * @param {{run: (number: number, title: string) => string}} options.words
 * @param {(id: number) => void} options.onRun
 */
export function createCells({ words, onRun }) {
  let ids = 0;
  /** Divide the program anew. @type {import("@codemirror/state").StateEffectType<null>} */
  const divide = StateEffect.define();

  /** @param {EditorState} state @param {Cell[]} before  at their places now @returns {Found} */
  function find({ doc }, before) {
    const known = new Map(before.map((cell) => [cell.from, cell.id]));
    const cells = cellsOf(doc).map(({ number, title, line, first }) => {
      const { from } = doc.line(line);
      ids += 1;
      const id = known.get(from) ?? ids;
      return { id, number, title, from, isText: number === 0, isHead: first > line };
    });
    return { cells, marks: marksOf(doc, cells, words), isLate: false };
  }

  /** @type {StateField<Found>} */
  const field = StateField.define({
    create: (state) => find(state, []),
    update(found, { state, changes, docChanged, effects }) {
      const isAsked = effects.some((effect) => effect.is(divide));
      if (!docChanged && !isAsked) return found;
      const moved = found.cells.map((cell) => ({ ...cell, from: changes.mapPos(cell.from, 1) }));
      if (isAsked || state.doc.length <= AT_ONCE) return find(state, moved);
      return { cells: moved, marks: found.marks.map(changes), isLate: true };
    },
    provide: (self) => EditorView.decorations.from(self, ({ marks }) => marks),
  });

  /** @param {EditorView} view @param {number} at */
  function runAt(view, at) {
    if (view.state.field(field).isLate) view.dispatch({ effects: divide.of(null) });
    const { cells } = view.state.field(field);
    const cell = cells.findLast(({ from }) => from <= at) ?? cells[0];
    if (!cell) return false;
    goOn(view, cells[cells.indexOf(cell) + 1]);
    onRun(cell.id);
    return true;
  }

  const late = ViewPlugin.define((view) => {
    let timer = 0;
    const divideLate = () => view.dispatch({ effects: divide.of(null) });
    return {
      update({ docChanged, state }) {
        if (!docChanged) return;
        clearTimeout(timer);
        if (state.field(field).isLate) timer = window.setTimeout(divideLate, PAUSE_MS);
      },
      destroy: () => clearTimeout(timer),
    };
  });

  return {
    extension: [
      field,
      late,
      Prec.highest(
        keymap.of([
          { key: "Shift-Enter", run: (view) => runAt(view, view.state.selection.main.head) },
        ]),
      ),
      EditorView.domEventHandlers({
        click({ target }, view) {
          const mark = target instanceof Element ? target.closest(".run-cell") : null;
          if (mark) runAt(view, view.posAtDOM(mark));
          return mark !== null;
        },
      }),
    ],

    /** The cells with their lines now. @param {EditorState | undefined} state  of the program's file @returns {Known[]} */
    known(state) {
      const found = state?.field(field, false);
      if (!state || !found) return [];
      return found.cells.map(({ id, from }) => ({ id, line: state.doc.lineAt(from).number }));
    },
  };
}

/** @param {import("@codemirror/state").Text} doc */
function cellsOf(doc) {
  if (doc.length > MOST_CHARACTERS) return [];
  const source = doc.toString();
  let heads = 0;
  for (let at = source.indexOf("%%"); at >= 0 && heads <= MOST_CELLS; heads += 1)
    at = source.indexOf("%%", at + 2);
  return heads > MOST_CELLS ? [] : readCells(source);
}

/** Put the cursor into the next cell. @param {EditorView} view @param {Cell | undefined} cell */
function goOn(view, cell) {
  if (!cell) return;
  const { doc } = view.state;
  const head = doc.lineAt(cell.from);
  const { from } = doc.line(Math.min(head.number + (cell.isHead ? 1 : 0), doc.lines));
  view.dispatch({
    selection: { anchor: from },
    effects: EditorView.scrollIntoView(cell.from, { y: "nearest", yMargin: 48 }),
  });
}

/** @param {import("@codemirror/state").Text} doc @param {Cell[]} cells @param {Parameters<typeof createCells>[0]["words"]} words */
function marksOf(doc, cells, words) {
  /** @type {RangeSetBuilder<Decoration>} */
  const marks = new RangeSetBuilder();
  for (const { from, number, title, isText, isHead } of cells) {
    if (isHead) marks.add(from, from, HEAD);
    if (isText) continue;
    const { to } = doc.lineAt(from);
    marks.add(to, to, Decoration.widget({ widget: new Mark(words.run(number, title)), side: 1 }));
  }
  return marks.finish();
}

const HEAD = Decoration.line({ class: "cm-cell-head" });

/** The button that runs a cell. */
class Mark extends WidgetType {
  /** @param {string} name */
  constructor(name) {
    super();
    this.name = name;
  }

  /** @override @param {Mark} other */
  eq(other) {
    return other.name === this.name;
  }

  /** @override */
  toDOM() {
    const title = this.name;
    const mark = element("button", { type: "button", className: "run-cell", title });
    mark.setAttribute("aria-label", title);
    // The focus stays where it is, and with it a software keyboard.
    mark.addEventListener("mousedown", (event) => event.preventDefault());
    return mark;
  }

  /** @override */
  ignoreEvent() {
    return false;
  }
}
