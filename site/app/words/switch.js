/**
 * The choice of the page's language. Another one reads the page anew: all its words are other ones.
 */

import { element } from "../element.js";
import { keepLanguage, LANGUAGES, language } from "./words.js";

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
  select.addEventListener("change", () => {
    keepLanguage(select.value);
    onLeave();
    const address = new URL(location.href);
    // What the address asks for would come before the choice.
    address.searchParams.delete("lang");
    history.replaceState(null, "", address);
    location.reload();
  });
  return { element: select };
}
