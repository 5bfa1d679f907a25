/**
 * The cells of a program, as VS Code, Spyder and Jupytext have them; without the DOM.
 *
 * A line `# %%` begins a cell where a statement may begin; `# %% [markdown]` begins one of text. What
 * stands before the first such line is a cell too if it has code. A program without such a line has
 * no cells. `playground_host/notebook/cells.py` runs them.
 */

import { BOUNDARY, readStatements } from "./statements.js";

/**
 * @typedef {object} Cell
 * @property {"code" | "markdown" | "raw"} kind
 * @property {number} number  from 1, among the cells that are not text; 0 for text
 * @property {string} title  the other words of its first line
 * @property {number} line  of its first line, from 1
 * @property {number} first  at which its source begins, from 1
 * @property {number} end  the line after its last one
 */

/** What every program with cells has. */
export const HAS_CELLS = /^# ?%%(?:[ \t]|$)/m;
const KIND = /\[(markdown|md|raw)\]/;
const CODE = /^[ \t]*[^#\s]/;

/** @param {string} source @returns {Cell[]} */
export function readCells(source) {
  if (!HAS_CELLS.test(source)) return [];
  const { begins } = readStatements(source);
  const lines = source.split("\n");
  /** @type {Cell[]} */
  const cells = [];
  for (const [at, line] of lines.entries()) {
    const said = begins[at] ? BOUNDARY.exec(line) : null;
    if (said) cells.push(begun(said[1] ?? "", at + 1));
  }
  const [head] = cells;
  if (!head) return [];
  if (lines.slice(0, head.line - 1).some((line) => CODE.test(line)))
    cells.unshift({ ...begun("", 1), first: 1 });
  let number = 0;
  for (const [at, cell] of cells.entries()) {
    cell.end = cells[at + 1]?.line ?? lines.length + 1;
    if (cell.kind !== "markdown") cell.number = number += 1;
  }
  return cells;
}

/** @param {string} said  on its first line @param {number} line @returns {Cell} */
function begun(said, line) {
  const kind = KIND.exec(said)?.[1] ?? "code";
  return {
    kind: kind === "raw" || kind === "code" ? kind : "markdown",
    number: 0,
    title: said.replace(KIND, "").trim(),
    line,
    first: line + 1,
    end: line + 1,
  };
}
