/**
 * The choice of the page's language. Another one reads the page anew: all its words are other ones.
 */

import { element } from "../ui/element.js";
import { whenPicked } from "../ui/picking.js";
import { openStorage } from "../ui/storage.js";
import { keepLanguage, LANGUAGES, language } from "../words/words.js";

/** That the choice has the focus, which a reload would drop. */
const KEY = "micrograd.focus";

/** @param {string} title @param {() => void} onLeave  before the page is read anew */
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
    // Once it is in the page.
    select.autofocus = true;
  }
  whenPicked(select, () => {
    keepLanguage(select.value);
    if (document.activeElement === select) keep(storage);
    onLeave();
    const address = new URL(location.href);
    // What the address asks for would come before the choice.
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
    // A storage that refuses costs the focus only.
  }
}
