/**
 * The choice of the page's language. A change reloads the page.
 */

import { element } from "../ui/element.js";
import { whenPicked } from "../ui/picking.js";
import { openStorage } from "../ui/storage.js";
import { keepLanguage, LANGUAGES, language } from "../words/words.js";

/** The key under which it stores, over the reload, that it has the focus. */
const KEY = "micrograd.focus";

/** @param {string} title @param {() => void} onLeave  called before the reload */
export function createLanguageSwitch(title, onLeave) {
  const select = element(
    "select",
    { className: "language", "aria-label": title, title },
    ...Object.entries(LANGUAGES).map(([value, name]) =>
      element("option", { value, lang: value }, name),
    ),
  );
  select.value = language;
  const storage = openStorage("sessionStorage");
  if (storage?.getItem(KEY) === KEY) {
    storage.removeItem(KEY);
    // Takes effect when it is in the page.
    select.autofocus = true;
  }
  whenPicked(select, () => {
    keepLanguage(select.value);
    if (document.activeElement === select) keep(storage);
    onLeave();
    const address = new URL(location.href);
    // `?lang=` in the address would override the choice.
    address.searchParams.delete("lang");
    history.replaceState(null, "", address);
    location.reload();
  });
  return { element: select };
}

/** @param {Storage | null} storage */
function keep(storage) {
  try {
    storage?.setItem(KEY, KEY);
  } catch {
    // Without storage only the focus is lost.
  }
}
