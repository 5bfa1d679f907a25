/**
 * The page's words in the visitor's language.
 *
 * What the address asks for with `?lang=` comes before the visitor's own choice, and this before
 * the languages that the browser names.
 */

import { lazily } from "../ui/lazy.js";
import { words as english } from "./en.js";

/**
 * @typedef {typeof import("./en.js").words} PageWords
 * @typedef {PageWords & {cards: typeof import("./en-cards.js").words, course: typeof import("./en-course.js").words}} Words
 * @typedef {"en" | "de" | "es"} Language
 */

/** Each by the name that its speakers give it. @type {Record<Language, string>} */
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español" };

const FILES = {
  de: lazily(() => import("./de.js"), { isQuiet: true }),
  es: lazily(() => import("./es.js"), { isQuiet: true }),
};

const KEY = "micrograd.language";

/** @param {string} name @returns {name is Language} */
const isLanguage = (name) => Object.hasOwn(LANGUAGES, name);

/**
 * @param {object} known
 * @param {string} known.search  as `location.search` gives it
 * @param {string | null} known.kept  what the visitor chose earlier
 * @param {readonly string[]} known.preferred  as `navigator.languages` gives them
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

/** @param {Language} name @returns {Promise<PageWords & Partial<Words>>} English where a file does not come */
async function fetchWords(name) {
  if (name === "en") return english;
  return (await FILES[name]())?.words ?? english;
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
    // A storage that refuses costs the remembering only.
  }
}
