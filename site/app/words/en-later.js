/** The English words of what is loaded when it is first asked for: dialogs, the row of keys. */

import { measuringIn } from "./measuring.js";

const { list, moment, size, some } = measuringIn("en");

export const words = {
  drafts: {
    title: "Your drafts",
    search: "Search the drafts",
    none: "No draft contains that.",
    empty: "(empty)",
    current: "(in the editor)",
    time: moment,
    rename: "Rename",
    newName: "New name",
    save: "Save",
    remove: "Delete",
    removed: (/** @type {string} */ name) => `“${name}” is deleted.`,
    restored: (/** @type {string} */ name) => `“${name}” is there again.`,
    undo: "Undo",
    unreadable: (/** @type {number} */ number) =>
      some(number, {
        one: "# draft can't be read: it is damaged, or a newer version of this page wrote it. It stays as it is.",
        other:
          "# drafts can't be read: they are damaged, or a newer version of this page wrote them. They stay as they are.",
      }),
    saveUnreadable: "Save as a file",
    close: "Close",
  },
  keys: {
    title: "Keys",
    close: "Close",
    spoken: "Tell a screen reader more: all printed text, and the progress of a training",
    vim: "Vim's keys in the editor",
    refused: "Vim's keys could not be fetched.",
    list: /** @type {[string, string][]} */ ([
      ["Ctrl+Enter", "run the program, wherever you are in the page"],
      ["Ctrl+S", "copy a link to the program, wherever you are in the page"],
      [
        "Shift+Enter",
        "in the editor: run the cell, and go to the next one; without cells, run the program",
      ],
      ["Ctrl+Space", "complete the name that you type"],
      ["F1", "explain the name at the cursor"],
      ["F8", "go to the next syntax error"],
      ["Ctrl+F", "search and replace"],
      ["Ctrl+/", "turn lines into comments, and back"],
      ["Tab Shift+Tab", "indent, and back"],
      ["Escape Tab", "leave the editor"],
      ["← →", "on a graph's slider: one step back or forward"],
      ["Enter", "in the console: evaluate; Shift+Enter makes a new line"],
      ["Shift+F1", "this list"],
    ]),
  },
  data: {
    added: (/** @type {string} */ name) =>
      `${name} is beside the program: open("${name}") reads it.`,
    notKept: (/** @type {string} */ name) =>
      `${name} is beside the program until you close the page: this browser does not keep it.`,
    tooLarge: (
      /** @type {string} */ name,
      /** @type {number} */ bytes,
      /** @type {number} */ most,
    ) => `${name} has ${size(bytes)}: the files beside a program have at most ${size(most)}.`,
    unreadable: (/** @type {string} */ name) => `${name} could not be read.`,
    gone: (/** @type {string[]} */ names) =>
      `${list(names) || "The file"}: the browser no longer keeps that. Choose it again.`,
    binary: (/** @type {number} */ bytes) => `(${size(bytes)}, no text)`,
  },
  files: {
    name: "Name",
    done: "Done",
    cancel: "Cancel",
    removed: (/** @type {string} */ name) => `${name} is deleted.`,
    restored: (/** @type {string} */ name) => `${name} is there again.`,
    undo: "Undo",
    noName: (/** @type {string} */ name) =>
      `${name} can't be the name of a module: a name has letters, digits and _, and some names are taken.`,
    taken: (/** @type {string} */ name) => `There is a file ${name} already.`,
    tooMany: (/** @type {number} */ most) => `A program has at most ${most} files.`,
    forked: (/** @type {string} */ name) =>
      `${name} is yours now: the next run uses it in place of the package's file, and compares its operations with the package's.`,
  },
  sharing: {
    shared: "The link is copied, and is in the address bar.",
    copyMarkdown: "Copy as Markdown",
    copyFrame: "Copy as iframe",
    copyLanguage: "Copy with the language (English)",
    newTab: "Open in a new tab",
    copied: "It is copied.",
    notCopied: "The browser refused to copy it.",
    sharedByHand: "The link is in the address bar; copy it from there.",
    tooLong:
      "The program and the files beside it are too long for a link: packed, it has at most 400,000 characters.",
  },
  notebooks: {
    needs:
      "This notebook needs the Python package *micrograd* of the micrograd playground, whose README says how to install it.",
    opened: (/** @type {string} */ name) => `${name} is open; none of it has run.`,
    faults: {
      broken: "That file is not a notebook.",
      version: "That notebook is of another version: only version 4 of the format can be read.",
      language: "That notebook is not written in Python.",
      tooManyCells: "That notebook has too many cells.",
      tooLong: "That file is too large.",
      files: "That notebook writes too many files, or none that can be a module.",
      fork: "A copy of the package's own file can't go into a notebook: there the package is used as it is installed.",
      unreadable: "That file is not text, or could not be read.",
    },
  },
  address: {
    opened: (/** @type {string} */ from) =>
      `This program came from ${from}. Read it, then press Run.`,
    noAddress: "The link names no address of a file: it has to begin with https://.",
    html: "The address leads to a page, not to a program: use that of the file itself.",
    unreachable: (/** @type {string} */ host) =>
      `${host} could not be reached, or does not let other sites read its files.`,
    status: (/** @type {string} */ host, /** @type {number} */ status) =>
      `${host} does not have that file, or does not give it (${status}).`,
    endless: (/** @type {number} */ seconds) =>
      `The file did not come whole within ${seconds} seconds.`,
  },
  cells: {
    run: (/** @type {number} */ number, /** @type {string} */ title) =>
      title === "" ? `Run cell ${number}` : `Run cell ${number}: ${title}`,
  },
  keyRow: {
    title: "Keys for Python",
    indent: "Indent",
    outdent: "Outdent",
    undo: "Undo",
    redo: "Redo",
    left: "Cursor left",
    right: "Cursor right",
    up: "Cursor up",
    down: "Cursor down",
    names: /** @type {Record<string, string>} */ ({
      "(": "Opening parenthesis",
      ")": "Closing parenthesis",
      "[": "Opening bracket",
      "]": "Closing bracket",
      "{": "Opening brace",
      "}": "Closing brace",
      ":": "Colon",
      "=": "Equals sign",
      ",": "Comma",
      ".": "Full stop",
      "*": "Asterisk",
      "+": "Plus sign",
      "-": "Minus sign",
      "/": "Slash",
      "'": "Apostrophe",
      '"': "Quotation mark",
      "#": "Number sign",
      _: "Underscore",
    }),
  },
};
