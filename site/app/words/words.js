/**
 * The page's words in the visitor's language.
 *
 * The language is that of `?lang=` in the address, else the visitor's earlier choice, else the
 * browser's first language that the page has.
 */

import { lazily } from "../ui/lazy.js";
import { words as english } from "./en.js";
import LANGUAGES from "./languages.json" with { type: "json" };

/**
 * @typedef {typeof import("./en.js").words} PageWords
 * @typedef {PageWords & {cards: typeof import("./en-cards.js").words, course: typeof import("./en-course.js").words, later: typeof import("./en-later.js").words, docstrings: Record<string, string>}} Words
 * @typedef {keyof typeof LANGUAGES} Language
 */

/** The languages, with their names in themselves. */
export { LANGUAGES };

/** @type {Record<Exclude<Language, "en">, (options: {isQuiet: boolean}) => Promise<{words: PageWords & Partial<Words>} | undefined>>} */
const FILES = {
  de: lazily(() => import("./de.js")),
  es: lazily(() => import("./es.js")),
};

const KEY = "micrograd.language";

/** @param {string} name @returns {name is Language} */
const isLanguage = (name) => Object.hasOwn(LANGUAGES, name);

/**
 * @param {object} known
 * @param {string} known.search  `location.search`
 * @param {string | null} known.kept  the visitor's earlier choice
 * @param {readonly string[]} known.preferred  `navigator.languages`
 * @returns {Language}
 */
export function chooseLanguage({ search, kept, preferred }) {
  const asked = new URLSearchParams(search).get("lang");
  const wanted = [asked, kept, ...preferred].map(
    (name) => (name ?? "").toLowerCase().split("-")[0],
  );
  return wanted.find((name) => name !== undefined && isLanguage(name)) ?? "en";
}

/** @returns {string | null} */
function keptLanguage() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {Language} name @returns {Promise<PageWords & Partial<Words>>} English if the file can't be fetched */
async function fetchWords(name) {
  if (name === "en") return english;
  return (await FILES[name]({ isQuiet: true }))?.words ?? english;
}

export const language = chooseLanguage({
  search: location.search,
  kept: keptLanguage(),
  preferred: navigator.languages,
});

export const words = await fetchWords(language);

/** Keep the visitor's choice for the next visit. @param {string} name */
export function keepLanguage(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Without storage the page only forgets the choice.
  }
}
