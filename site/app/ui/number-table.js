/**
 * Tables of the numbers in pictures, made when they are opened.
 */

import { element } from "./element.js";
import { shortNumber } from "./numbers.js";

/** @typedef {{head: string[], rows: (string | number)[][], more: number, note?: string}} Table  the note stands above it */

/**
 * Return a folded table; its content is read while it is open.
 * @param {string} title
 * @param {() => Table | null} read  null: no content now
 * @param {(more: number) => string} more  the sentence for the number of rows that are left out
 */
export function createNumberTable(title, read, more) {
  const body = element("div", { className: "numbers" });
  body.tabIndex = 0;
  const root = element("details", {}, element("summary", {}, title), body);

  function show() {
    if (!root.open || root.hidden) return;
    const table = read();
    if (!table) {
      body.replaceChildren();
      return;
    }
    const row = (/** @type {"th" | "td"} */ tag, /** @type {(string | number)[]} */ cells) =>
      element(
        "tr",
        {},
        ...cells.map((cell) =>
          element(tag, {}, typeof cell === "number" ? shortNumber(cell) : cell),
        ),
      );
    body.setAttribute("aria-label", title);
    body.setAttribute("role", "region");
    body.replaceChildren(
      table.note ? element("p", { className: "numbers-note" }, table.note) : "",
      element(
        "table",
        {},
        element("thead", {}, row("th", table.head)),
        element("tbody", {}, ...table.rows.map((cells) => row("td", cells))),
      ),
      table.more > 0 ? more(table.more) : "",
    );
  }
  root.addEventListener("toggle", show);

  return { element: root, show };
}
