/**
 * The files of the editor, each with its text, cursor and undo history: those of the visitor's
 * program, and files of the package that are open for reading. Of data beside the program, the editor
 * shows the beginning.
 */

import { isDataName, MAIN } from "../../contract/files.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {import("@codemirror/state").EditorState} EditorState */
/**
 * A file that is not shown now.
 * @typedef {object} Left
 * @property {EditorState} state
 * @property {boolean} isRead  it is open for reading only, not a part of the program
 * @property {string} [data]  what stands for the content of data
 * @property {import("@codemirror/state").StateEffect<unknown>} [scroll]
 */

/**
 * @param {object} options
 * @param {import("@codemirror/view").EditorView} options.view
 * @param {(name: string, text: string, isRead: boolean) => EditorState} options.stateOf
 * @param {() => import("@codemirror/state").StateEffect<unknown>} options.renew  settings that may
 *   have changed since a file was shown
 * @param {(data: string) => Promise<string | undefined>} options.preview  the beginning of data
 */
export function createDocuments({ view, stateOf, renew, preview }) {
  /** @type {Map<string, Left>} */
  let files = new Map();
  let shown = MAIN;
  let onFiles = () => {};

  /** Store the state of the shown file. */
  function leave() {
    const left = files.get(shown);
    if (left) files.set(shown, { ...left, state: view.state, scroll: view.scrollSnapshot() });
  }

  /** @param {string} name */
  function enter(name) {
    const { state, scroll, data } = /** @type {Left} */ (files.get(name));
    shown = name;
    if (data) void look(data);
    view.setState(state);
    view.dispatch({ effects: scroll ? [renew(), scroll] : [renew()] });
    onFiles();
  }

  /** Show the beginning of data. @param {string} data */
  async function look(data) {
    const insert = (await preview(data)) ?? "";
    const { length } = view.state.doc;
    if (files.get(shown)?.data === data && length === 0)
      view.dispatch({ changes: { from: 0, insert } });
  }

  /** @param {string} name */
  const stateOfNow = (name) => (name === shown ? view.state : files.get(name)?.state);

  /** The text of a file; of data, what stands for its content. @param {string} name */
  const textOf = (name) => files.get(name)?.data ?? stateOfNow(name)?.doc.toString() ?? "";

  /** @param {string} name @param {string} text @param {boolean} [isRead] @returns {Left} */
  const fresh = (name, text, isRead = false) =>
    isDataName(name)
      ? { state: stateOf(name, "", true), isRead, data: text }
      : { state: stateOf(name, text, isRead), isRead };

  return {
    textOf,
    stateOf: stateOfNow,
    shown: () => shown,

    /** @param {() => void} listener  called when the files or the shown file change */
    onChange(listener) {
      onFiles = listener;
    },

    /** The open files, in order. */
    names: () => [...files].map(([name, { isRead }]) => ({ name, isRead })),

    /** The visitor's program. @returns {Files} */
    program: () =>
      Object.fromEntries(
        [...files].filter(([, { isRead }]) => !isRead).map(([name]) => [name, textOf(name)]),
      ),

    /** Show another program. @param {Files} program */
    open(program) {
      const { [MAIN]: main = "", ...others } = program;
      files = new Map([[MAIN, fresh(MAIN, main)]]);
      for (const [name, text] of Object.entries(others)) files.set(name, fresh(name, text));
      enter(MAIN);
    },

    /** @param {string} name */
    show(name) {
      if (!files.has(name) || name === shown) return;
      leave();
      enter(name);
    },

    /** Add or replace a file, and show it. @param {string} name @param {string} text @param {boolean} isRead */
    add(name, text, isRead) {
      leave();
      files.set(name, fresh(name, text, isRead));
      enter(name);
    },

    /** @param {string} name @returns {boolean} whether it was a part of the program */
    remove(name) {
      const gone = files.get(name);
      if (name === MAIN || !gone) return false;
      leave();
      files.delete(name);
      enter(MAIN);
      return !gone.isRead;
    },
  };
}
