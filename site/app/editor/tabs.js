/**
 * The tabs above the editor: the program's files, and files open for reading. With a single file
 * there are no tabs.
 */

import { isDataName, isFork, MAIN } from "../../contract/files.js";
import { button, element } from "../ui/element.js";
import { lazily } from "../ui/lazy.js";

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["files"]} options.words
 * @param {ReturnType<typeof import("./documents.js").createDocuments>} options.documents
 * @param {() => void} options.focus  moves the focus to the editor
 * @param {() => void} options.onEdit  the program has changed
 * @param {import("./file-actions.js").Say} options.say
 * @param {boolean} options.isReadOnly
 */
export function createTabs(options) {
  const { words, documents, isReadOnly } = options;
  const toDo = lazily(
    () => import("./file-actions.js"),
    ({ createFileActions }) => createFileActions(options),
  );
  const list = element("div", { role: "tablist", "aria-label": words.title });
  const actions = element("div", { className: "tab-actions" });
  const root = element("div", { className: "tabs", hidden: true }, list, actions);

  /** @param {{name: string, isRead: boolean}} file */
  function tab({ name, isRead }) {
    const isShown = name === documents.shown();
    const text = isRead ? words.reading(name) : name;
    const made = element("button", { type: "button", role: "tab" }, text);
    made.setAttribute("aria-selected", String(isShown));
    made.tabIndex = isShown ? 0 : -1;
    made.addEventListener("click", () => documents.show(name));
    return made;
  }

  /** @param {{name: string, isRead: boolean}} file */
  function actionsOf({ name, isRead }) {
    if (isReadOnly || name === MAIN) return [];
    if (isRead)
      return [
        button(words.fork, async () => (await toDo())?.fork(name)),
        button(words.close, () => documents.remove(name)),
      ];
    const remove = button(words.remove, async () => (await toDo())?.remove(name));
    const rename = button(words.rename, async () => (await toDo())?.rename(name));
    return isFork(name) || isDataName(name) ? [remove] : [rename, remove];
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const names = documents.names().map(({ name }) => name);
    const at = names.indexOf(documents.shown()) + (list.matches(":dir(rtl)") ? -step : step);
    documents.show(names[(at + names.length) % names.length] ?? MAIN);
    /** @type {HTMLElement | null} */ (list.querySelector("[aria-selected=true]"))?.focus();
  });

  documents.onChange(() => {
    const files = documents.names();
    const shown = files.find(({ name }) => name === documents.shown());
    root.hidden = files.length < 2;
    list.replaceChildren(...files.map(tab));
    actions.replaceChildren(...(shown ? actionsOf(shown) : []));
  });

  return {
    element: root,

    /** The actions of the menu. */
    begin: async () => (await toDo())?.begin(),
    sources: async () => (await toDo())?.choose(),
  };
}
