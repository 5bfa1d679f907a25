/**
 * A lesson on paper: a hand-out with the visitor's program and its results, and a task sheet.
 */

import { download, fileName } from "../ui/download.js";
import { element } from "../ui/element.js";
import { fitting, paper } from "../ui/paper.js";
import { language } from "../words/words.js";

/** @typedef {import("./course.js").Lesson} Lesson */
/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {{groups: import("../ui/paper.js").Group[], styles: string}} Pictures */

const NONE = { groups: [], styles: "" };

/**
 * @param {Lesson} lesson
 * @param {HTMLElement} text  its text, as it is shown
 * @param {Files} files  the visitor's program
 * @param {Pictures} pictures  of its results
 */
export function saveHandOut({ title }, text, files, pictures) {
  save(title, title, [text.cloneNode(true), ...onPaper(files)], pictures);
}

/**
 * Save the task with the answer, or with room for one.
 * @param {Lesson} lesson
 * @param {HTMLElement} text  its text, as it is shown
 * @param {import("../words/words.js").Words["course"]} words
 * @param {boolean} isSolved
 */
export function saveTask({ title, start, solution }, text, words, isSolved) {
  const below = [
    element("h2", {}, isSolved ? words.solution : words.room),
    ...(isSolved ? onPaper(solution) : [element("div", { className: "room" })]),
  ];
  const kind = isSolved ? "answer" : "task";
  save(title, `${title} ${kind}`, [text.cloneNode(true), ...onPaper(start), ...below], NONE);
}

/** @param {string} title @param {string} name  of the file, without its ending @param {Node[]} above  the pictures @param {Pictures} pictures */
function save(title, name, above, { groups, styles }) {
  const holder = element("div");
  holder.append(...above);
  const before = holder.innerHTML;
  const write = (/** @type {import("../ui/paper.js").Group[]} */ shown) =>
    paper({ title, language, before, groups: shown, styles });
  download(`${fileName(name)}.html`, new Blob([fitting(write, groups)], { type: "text/html" }));
}

/** @param {Files} files */
function onPaper(files) {
  const written = Object.entries(files).filter(([, source]) => source.trim() !== "");
  return written.flatMap(([name, source]) => [
    ...(written.length > 1 ? [element("h3", {}, name)] : []),
    element("pre", {}, source.trimEnd()),
  ]);
}
