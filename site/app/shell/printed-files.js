/**
 * Prints a program of several files: the editor shows one, and the others are added below it while
 * the page is printed.
 */

import { isDataName } from "../../contract/files.js";
import { element } from "../ui/element.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.editor
 * @param {() => import("../../contract/protocol.js").Files} options.files  the program
 * @param {() => string} options.shown  the file that the editor shows
 */
export function printAllFiles({ editor, files, shown }) {
  /** @type {HTMLElement[]} */
  let made = [];

  function take() {
    for (const part of made) part.remove();
    made = [];
  }

  window.addEventListener("beforeprint", () => {
    take();
    const all = Object.entries(files());
    const others = all.filter(([name]) => name !== shown() && !isDataName(name));
    if (others.length === 0) return;
    const name = element("h3", { className: "printed-file" }, shown());
    editor.querySelector(".cm-editor")?.before(name);
    made = others.flatMap(([other, text]) => [
      element("h3", { className: "printed-file" }, other),
      element("pre", { className: "printed-file" }, text),
    ]);
    editor.append(...made);
    made.push(name);
  });
  window.addEventListener("afterprint", take);
}
