/** Writes safe HTML of Markdown, with frames in which wide tables scroll, and its formulas. */

import { element } from "./element.js";
import { drawFormulas } from "./formulas.js";

/** @param {HTMLElement} place @param {string} html  safe: the site's own, or from `untrusted/markdown.js` */
export function writeHtml(place, html) {
  place.innerHTML = html;
  for (const table of place.querySelectorAll("table")) {
    const frame = element("div", { className: "table", tabIndex: 0 });
    table.replaceWith(frame);
    frame.append(table);
  }
  void drawFormulas(place);
}
