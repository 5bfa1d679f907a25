/**
 * A table that a program's value is: nodes, or the parameters of a network.
 */

import { element } from "../element.js";
import { fullNumber, shortNumber } from "../graph/numbers.js";
import { isCount, isListOf, isOneOf, isRecordOf, parsed } from "../rules.js";

/** @typedef {import("../../shared/protocol.js").MimeBundle} MimeBundle */

const MIME = "application/vnd.micrograd.table+json";
const COLUMNS = ["index", "layer", "neuron", "name", "op", "data", "grad"];
const NUMBERS = ["data", "grad"];

const isShort = (/** @type {any} */ value) => typeof value === "string" && value.length <= 100;
const isTable = isRecordOf({
  caption: isShort,
  columns: isListOf(isOneOf(...COLUMNS), COLUMNS.length),
  rows: isListOf(
    isListOf((cell) => isShort(cell) || Number.isFinite(cell), COLUMNS.length),
    1_000,
  ),
  more: isCount,
});

/**
 * @param {MimeBundle} bundle
 * @param {import("../words/words.js").Words["table"]} words
 * @returns {HTMLElement | null} null if the bundle has no table
 */
export function tableCard(bundle, words) {
  const table = MIME in bundle ? parsed(bundle[MIME]) : null;
  if (!isTable(table)) return null;
  const { caption, columns, rows, more } = table;
  const isOfNodes = columns[0] === "index";
  const head = columns.map((/** @type {keyof typeof words.columns} */ column) =>
    element(
      "th",
      { scope: "col", className: NUMBERS.includes(column) ? "number" : "" },
      words.columns[column],
    ),
  );
  return element(
    "div",
    { className: "card data-table", tabIndex: 0, role: "group", "aria-label": words.title },
    element(
      "table",
      {},
      element("caption", {}, isOfNodes ? words.nodes(caption) : caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows.map((/** @type {any[]} */ row) => rowOf(row, columns))),
    ),
    more > 0 ? element("p", {}, words.more(more)) : "",
  );
}

/** @param {(string | number)[]} cells @param {string[]} columns */
function rowOf(cells, columns) {
  const made = cells.map((cell, i) => {
    if (!NUMBERS.includes(columns[i] ?? "")) return element("td", {}, String(cell));
    const number = Number(cell);
    const title = fullNumber(number);
    return element("td", { className: "number", title }, shortNumber(number));
  });
  return element("tr", {}, ...made);
}
