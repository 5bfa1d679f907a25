/**
 * The card of a table: nodes, or the parameters of a network.
 */

import { element } from "../ui/element.js";
import { whenNear } from "../ui/in-view.js";
import { fullNumber, shortNumber } from "../ui/numbers.js";
import { nextTurn } from "../ui/turns.js";
import { keepWhole } from "./whole.js";

/** @typedef {import("../../contract/table.js").Table} Table */
/** @typedef {Table["rows"][number]} Row */

/** The number of rows that are made at once; the others follow when the table is almost in view. */
const ROWS_AT_ONCE = 60;
const NUMBERS = ["data", "grad"];

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["cards"]["table"]} options.words
 * @param {import("./deferred-cards.js").DeferredCards["card"]} options.defer
 */
export function createTables({ words, defer }) {
  return {
    /** @param {Table} table */
    show: (table) => ({
      element: defer(() => tableCard(table, words)),
      drawn: Promise.resolve(),
    }),
  };
}

/**
 * @param {Table} table
 * @param {import("../words/words.js").Words["cards"]["table"]} words
 */
function tableCard({ caption, columns, rows, more }, words) {
  const isOfNodes = columns[0] === "index";
  const head = columns.map((column) =>
    element(
      "th",
      { scope: "col", className: NUMBERS.includes(column) ? "number" : "" },
      words.columns[column],
    ),
  );
  const body = element("tbody");
  const card = element(
    "div",
    { className: "card data-table", tabIndex: 0, role: "group", "aria-label": words.title },
    element(
      "table",
      {},
      element("caption", {}, isOfNodes ? words.nodes(Number(caption)) : caption),
      element("thead", {}, element("tr", {}, ...head)),
      body,
    ),
    more > 0 ? element("p", {}, words.more(more)) : "",
  );
  fill(card, body, rows, columns);
  return card;
}

/** @param {Element} card @param {Element} body @param {Row[]} rows @param {Table["columns"]} columns */
function fill(card, body, rows, columns) {
  let at = 0;
  /** @param {number} count */
  function add(count) {
    body.append(...rows.slice(at, at + count).map((row) => rowOf(row, columns)));
    at += count;
  }
  function addByAndBy() {
    add(ROWS_AT_ONCE);
    if (at < rows.length && card.isConnected) nextTurn(addByAndBy);
  }
  add(ROWS_AT_ONCE);
  if (at >= rows.length) return;
  keepWhole(card, () => textOf(card, rows, columns));
  whenNear(card).then(addByAndBy);
}

/** Return the table as text to copy, with tabs between columns. @param {Element} card @param {Row[]} rows @param {Table["columns"]} columns */
function textOf(card, rows, columns) {
  const head = [...card.querySelectorAll("th")].map(({ textContent }) => textContent);
  const lines = rows.map((row) => [...rowOf(row, columns).cells].map((cell) => cell.textContent));
  return [head, ...lines].map((cells) => cells.join("\t")).join("\n");
}

/** @param {Row} cells @param {Table["columns"]} columns */
function rowOf(cells, columns) {
  const made = cells.map((cell, i) => {
    if (!NUMBERS.includes(columns[i] ?? "")) return element("td", {}, String(cell));
    const number = Number(cell);
    const title = fullNumber(number);
    return element("td", { className: "number", title }, shortNumber(number));
  });
  return element("tr", {}, ...made);
}
