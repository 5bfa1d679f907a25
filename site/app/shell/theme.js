/**
 * Light and dark: the system's choice, unless the visitor makes one.
 */

import { element } from "../ui/element.js";

const KEY = "micrograd.theme";
const NAMES = /** @type {const} */ (["system", "light", "dark"]);

/** @param {Pick<Storage, "getItem"> | null} storage  null: nothing is stored */
export function keptTheme(storage) {
  const kept = storage?.getItem(KEY);
  return NAMES.find((name) => name === kept) ?? "system";
}

/**
 * @param {object} options
 * @param {import("../words/words.js").PageWords} options.words
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {HTMLElement} options.root  `<html>`, which gets the choice as an attribute
 */
export function createThemeSwitch({ words, storage, root }) {
  const select = element(
    "select",
    { className: "theme", "aria-label": words.theme, title: words.theme },
    ...NAMES.map((name) => element("option", { value: name }, words.themes[name])),
  );

  /** @param {string} name */
  function apply(name) {
    root.dataset.theme = name;
    select.value = name;
  }

  select.addEventListener("change", () => {
    apply(select.value);
    try {
      storage?.setItem(KEY, select.value);
    } catch {
      // Without storage the page only forgets the choice.
    }
  });
  apply(keptTheme(storage));
  return { element: select };
}
