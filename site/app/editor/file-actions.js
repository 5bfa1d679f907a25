/**
 * The visitor's actions on files: begin, rename and remove one, read one of the package's and fork
 * it. Loaded when it is first needed.
 */

import built from "built-files";
import { isFileName, MOST_FILES } from "../../contract/files.js";
import { button, element } from "../ui/element.js";
import { fetchJson, lazily } from "../ui/lazy.js";
import { showModal } from "../ui/modal.js";
import { later } from "../words/later.js";

/** @typedef {(sentence: string, actions?: {text: string, onClick: () => void}[]) => void} Say */

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["files"]} options.words
 * @param {ReturnType<typeof import("./documents.js").createDocuments>} options.documents
 * @param {() => void} options.focus  moves the focus to the editor
 * @param {() => void} options.onEdit  the program has changed
 * @param {Say} options.say
 */
export function createFileActions({ words, documents, focus, onEdit, say }) {
  const dialog = element("dialog");

  /** @param {string} title @param {...HTMLElement} content */
  function open(title, ...content) {
    dialog.setAttribute("aria-label", title);
    dialog.replaceChildren(element("h2", {}, title), ...content);
    if (!dialog.isConnected) document.body.append(dialog);
    showModal(dialog);
  }

  /** Ask for a file's name. @param {string} title @param {string} before @param {(name: string) => void} onName */
  function askName(title, before, onName) {
    const field = element("input", { value: before, required: true, spellcheck: false });
    field.setAttribute("autocapitalize", "none");
    const fault = element("p", { className: "said", role: "alert" });
    const form = element(
      "form",
      { method: "dialog" },
      element("label", {}, later.files.name, " ", field),
      fault,
      element(
        "p",
        { className: "buttons" },
        plain(later.files.cancel, () => dialog.close()),
        element("button", { type: "submit", className: "run" }, later.files.done),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = /\.py$/.test(field.value.trim())
        ? field.value.trim()
        : `${field.value.trim()}.py`;
      const isTaken = documents.names().some((file) => file.name === name && !file.isRead);
      if (!isFileName(name)) fault.textContent = later.files.noName(name);
      else if (isTaken && name !== before) fault.textContent = later.files.taken(name);
      else {
        dialog.close();
        onName(name);
      }
    });
    open(title, form);
    field.select();
  }

  /** @param {string} name */
  async function read(name) {
    dialog.close();
    const text = (await fetchSources())?.[name];
    if (text !== undefined) documents.add(name, text, true);
  }

  return {
    begin() {
      if (documents.names().length >= MOST_FILES) {
        say(later.files.tooMany(MOST_FILES));
        return;
      }
      askName(words.begin, "module.py", (name) => {
        documents.add(name, "", false);
        onEdit();
        focus();
      });
    },

    /** @param {string} name */
    rename(name) {
      askName(words.rename, name, (newer) => {
        if (newer === name) return;
        const text = documents.textOf(name);
        documents.remove(name);
        documents.add(newer, text, false);
        onEdit();
        focus();
      });
    },

    /** @param {string} name */
    remove(name) {
      removeWithUndo({ documents, onEdit, say }, name);
    },

    /** @param {string} name */
    fork(name) {
      documents.add(name, documents.textOf(name), false);
      onEdit();
      focus();
      say(later.files.forked(name));
    },

    /** Choose a file of the package to read. */
    async choose() {
      const sources = await fetchSources();
      if (!sources) return;
      const names = Object.keys(sources);
      const list = element("ul", { className: "sources" });
      for (const name of names) {
        const what = /^"""(.*)/.exec(sources[name] ?? "")?.[1]?.replace(/"""$/, "") ?? "";
        const open = plain(name, () => read(name));
        list.append(element("li", {}, open, " ", what));
      }
      const close = element(
        "p",
        { className: "buttons" },
        plain(words.close, () => dialog.close()),
      );
      open(words.sources, list, close);
    },
  };
}

/** @param {Omit<Parameters<typeof createFileActions>[0], "focus" | "words">} page @param {string} name */
function removeWithUndo({ documents, onEdit, say }, name) {
  const text = documents.textOf(name);
  if (!documents.remove(name)) return;
  onEdit();
  const undo = () => {
    documents.add(name, text, false);
    onEdit();
    say(later.files.restored(name));
  };
  say(later.files.removed(name), [{ text: later.files.undo, onClick: undo }]);
}

/** The package's files by name. @type {() => Promise<Record<string, string> | undefined>} */
const fetchSources = lazily((init) => fetchJson(built.sources, init));

/** @param {string} text @param {() => void} onClick */
const plain = (text, onClick) => button(text, onClick, "");
