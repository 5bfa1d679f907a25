/**
 * The entries of the list of lessons and examples: a picture, the title, the first sentence.
 */

import built from "built-files";
import { button, element } from "../ui/element.js";
import { fetchJson, lazily } from "../ui/lazy.js";

/** @typedef {{id: string, title: string, source?: string}} Example */
/** @typedef {import("./course.js").Lesson} Lesson */

/** HTML of the build, by the kind and the id. @type {() => Promise<Record<string, string> | undefined>} */
const fetchPictures = lazily((init) => fetchJson(built.pictures, init));

/** Put the pictures into a list of entries, if they come. @param {HTMLElement} list */
export async function showPictures(list) {
  const pictures = (await fetchPictures()) ?? {};
  for (const place of list.querySelectorAll("[data-picture]"))
    place.innerHTML = pictures[/** @type {HTMLElement} */ (place).dataset.picture ?? ""] ?? "";
}

/**
 * @param {Lesson} lesson
 * @param {object} state
 * @param {number} state.number  from 1
 * @param {boolean} state.isPassed
 * @param {boolean} state.isOpen
 * @param {() => void} onOpen
 */
export function lessonEntry({ id, title, text }, { number, isPassed, isOpen }, onOpen) {
  const open = button(isPassed ? `✓ ${title}` : title, onOpen, "");
  if (isOpen) open.ariaCurrent = "true";
  const plain = element("div");
  plain.innerHTML = text;
  const numbered = element("span", { className: "number" }, `${number}`);
  return entry(`lesson ${id}`, [numbered, open], plain.textContent ?? "");
}

/** @param {Example} example @param {boolean} isDone  it has run here to its end @param {(id: string) => void} onOpen */
export function exampleEntry({ id, title, source = "" }, isDone, onOpen) {
  const link = element("a", { href: `#example=${id}` }, isDone ? `✓ ${title}` : title);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(id);
  });
  if (location.hash === link.hash) link.ariaCurrent = "true";
  const docstring = /^"""(.*?)"""/s.exec(source)?.[1] ?? "";
  return entry(`example ${id}`, [link], docstring.split("\n").slice(1).join(" "));
}

/** @param {string} picture  its name @param {HTMLElement[]} head @param {string} text */
function entry(picture, head, text) {
  const place = element("div", { className: "entry-picture", "aria-hidden": "true" });
  place.dataset.picture = picture;
  const title = element("div", { className: "entry-title" }, ...head);
  return element("li", {}, place, title, element("p", {}, firstSentence(text)));
}

/** The first sentence of a text; a full stop after a single letter, as in "z. B.", ends none. @param {string} text */
const firstSentence = (text) => /^.*?[^\s.]{2}[.?!](?=\s|$)/s.exec(text.trim())?.[0] ?? text;
