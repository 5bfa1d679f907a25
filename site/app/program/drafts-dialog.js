/**
 * The dialog of all drafts: search, open, rename, delete, restore. It says how many entries of the
 * storage can't be read as drafts, and saves them as a file.
 */

import { download } from "../ui/download.js";
import { element } from "../ui/element.js";
import { showModal } from "../ui/modal.js";
import { later } from "../words/later.js";
import { titleOf } from "./titles.js";

const words = later.drafts;

/** @typedef {import("./drafts.js").Draft} Draft */

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {(id: string) => void} options.onOpen
 * @param {() => void} options.onChange  called when a draft is renamed, deleted or restored
 */
export function createDraftsDialog({ drafts, onOpen, onChange }) {
  const search = element("input", { type: "search", "aria-label": words.search });
  search.placeholder = words.search;
  const list = element("ul", { className: "drafts" });
  const unread = element("p", { className: "said" });
  const said = element("p", { className: "said", "aria-live": "polite" });
  const close = element("button", { type: "button" }, words.close);
  const dialog = element(
    "dialog",
    { "aria-label": words.title },
    element("h2", {}, words.title),
    search,
    list,
    unread,
    said,
    element("p", { className: "buttons" }, close),
  );

  function show() {
    const wanted = search.value.trim().toLowerCase();
    const found = drafts.all().filter((draft) => textOf(draft).toLowerCase().includes(wanted));
    list.replaceChildren(...found.map(item));
    if (found.length === 0) said.replaceChildren(words.none);
  }

  /** Say which entries are not in the list, because they can't be read. */
  function showUnread() {
    const entries = unreadable(drafts);
    const save = () =>
      download("micrograd-drafts.json", new Blob([JSON.stringify(Object.fromEntries(entries))]));
    unread.hidden = entries.length === 0;
    unread.replaceChildren(
      words.unreadable(entries.length),
      " ",
      button(words.saveUnreadable, "quiet", save),
    );
  }

  /** @param {Draft} draft */
  function item(draft) {
    const name = draft.name || titleOf(draft.files["main.py"] ?? "") || words.empty;
    const open = button(name, "open", () => {
      dialog.close();
      onOpen(draft.id);
    });
    const time = element("time", {}, words.time(new Date(draft.time)));
    const entry = element("li", {}, open, time);
    entry.append(
      button(words.rename, "quiet", () => entry.replaceChildren(naming(draft, name)), name),
      button(words.remove, "quiet", () => remove(draft, name), name),
    );
    if (drafts.isOwn(draft)) open.append(element("span", {}, ` ${words.current}`));
    return entry;
  }

  /** Show a field for a new name in the draft's place. @param {Draft} draft @param {string} name */
  function naming(draft, name) {
    const field = element("input", { value: name, maxLength: 80, "aria-label": words.newName });
    const form = element("form", { method: "dialog" }, field, element("button", {}, words.save));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      drafts.rename(draft.id, field.value.trim());
      onChange();
      said.replaceChildren();
      show();
      search.focus();
    });
    queueMicrotask(() => field.select());
    return form;
  }

  /** @param {Draft} draft @param {string} name */
  function remove(draft, name) {
    drafts.remove(draft.id);
    onChange();
    const undo = button(words.undo, "quiet", () => {
      drafts.restore(draft);
      onChange();
      said.replaceChildren(words.restored(name));
      show();
      search.focus();
    });
    said.replaceChildren(words.removed(name), " ", undo);
    show();
    undo.focus();
  }

  search.addEventListener("input", () => {
    said.replaceChildren();
    show();
  });
  close.addEventListener("click", () => dialog.close());

  return {
    open() {
      if (!dialog.isConnected) document.body.append(dialog);
      search.value = "";
      said.replaceChildren();
      show();
      showUnread();
      showModal(dialog);
    },
  };
}

/** Return the entries of drafts that this version can't read. @param {ReturnType<typeof import("./drafts.js").createDrafts>} drafts */
function unreadable({ all, prefix, storage }) {
  const read = new Set(all().map(({ id }) => prefix + id));
  const entries = Object.entries(storage ?? {});
  return entries.filter(([key]) => key.startsWith(prefix) && !read.has(key));
}

/** Return the text that is searched. @param {Draft} draft */
const textOf = ({ name = "", files }) => [name, ...Object.values(files)].join("\n");

/** @param {string} text @param {string} className @param {() => void} onClick @param {string} [of]  the name of its draft */
function button(text, className, onClick, of) {
  const made = element("button", { type: "button", className }, text);
  if (of) made.setAttribute("aria-label", `${text}: ${of}`);
  made.addEventListener("click", onClick);
  return made;
}
