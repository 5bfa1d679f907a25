/**
 * Converts programs to notebooks, and notebooks to programs, without the DOM.
 *
 * Both consist of cells. In a program they are separated as in Jupytext's percent format, by lines
 * `# %%`. Markdown is in comments below `# %% [markdown]`; other words of such a line are the
 * cell's title, in its metadata. Such a line counts only where a Python statement may begin. A
 * module beside `main.py` becomes a cell that begins with IPython's `%%writefile`. A notebook's
 * IPython commands stay as they are: `playground_host/notebook/` knows them.
 */

import { readCells } from "../../contract/cells.js";
import { isFileName, isFork, MAIN, readFiles } from "../../contract/files.js";
import { parsed } from "../../contract/schema.js";
import { readStatements } from "../../contract/statements.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {"broken" | "version" | "language" | "tooManyCells" | "tooLong" | "files" | "fork"} NotebookFault */
/** @typedef {{kind: import("../../contract/cells.js").Cell["kind"], source: string, metadata?: object}} Cell */

/** Outputs count, though they are not read. */
export const NOTEBOOK_LIMIT = 20_000_000;
export const PROGRAM_LIMIT = 1_000_000;
const MOST_CELLS = 2_000;

const CODE = "# %%";
const TEXT = "# %% [markdown]";
const RAW = "# %% [raw]";
/** A cell's own line that looks like the first line of another one gets a backslash. */
const LIKE_ESCAPED = /^(# ?)(\\*%%(?=[ \t]|$))/;
const ESCAPED = /^(# ?)\\(\\*%%(?=[ \t]|$))/;
/** A line of a Markdown cell that would be a cell's boundary, also with backslashes before it. */
const LIKE_BOUNDARY = /^\\*%%(?=[ \t]|$)/;
const WRITE = /^%%writefile\s+(\S+)\s*$/;
/** The tag of cells that the page adds because the notebook runs elsewhere. */
const OURS = "micrograd-playground";
/** The page draws trainings by itself. */
const CHARTS = "from micrograd.notebook import show_trainings\n\nshow_trainings()";

export class NotebookError extends Error {
  /** @param {NotebookFault} fault */
  constructor(fault) {
    super(`notebook: ${fault}`);
    this.fault = fault;
  }
}

/**
 * A program as a notebook of Jupyter's format 4.5.
 * @param {Files} files
 * @param {string} hint  Markdown above it: says what it needs
 * @returns {string} JSON
 * @throws {NotebookError} `fork`: a fork of the package's file can't be used with the installed package
 */
export function toNotebook(files, hint) {
  if (Object.keys(files).some(isFork)) throw new NotebookError("fork");
  const { [MAIN]: main = "", ...modules } = files;
  const cells = [
    { kind: "markdown", source: hint, metadata: { tags: [OURS] } },
    ...(/\.train\(|\bTraining\(/.test(Object.values(files).join())
      ? [{ kind: "code", source: CHARTS, metadata: { tags: [OURS] } }]
      : []),
    ...Object.entries(modules).map(([name, source]) => ({
      kind: "code",
      source: `%%writefile ${name}\n${source}`,
    })),
    ...cellsOf(main),
  ];
  const notebook = {
    cells: cells.map((cell, i) => ({
      cell_type: cell.kind,
      id: `cell-${i + 1}`,
      metadata: "metadata" in cell ? cell.metadata : {},
      source: cell.source.split(/(?<=\n)/),
      ...(cell.kind === "code" && { execution_count: null, outputs: [] }),
    })),
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/**
 * Return the cells of a program; in one without cells, a docstring at its beginning becomes text.
 * @param {string} source
 * @returns {Cell[]}
 */
function cellsOf(source) {
  const cells = readCells(source);
  if (cells.length === 0) {
    const only = /** @type {Cell} */ ({ kind: "code", source: withoutEdges(source.split("\n")) });
    return withoutDocstring(only).filter((cell) => cell.source !== "");
  }
  const lines = source.split("\n");
  const { begins, foreign } = readStatements(source);
  const unescaped = lines.map((line, i) =>
    begins[i] || foreign.has(i) ? line.replace(ESCAPED, "$1$2") : line,
  );
  const before = withoutEdges(lines.slice(0, (cells[0]?.line ?? 1) - 1));
  const made = cells.map(({ kind, title, first, end }) => ({
    kind,
    source:
      kind === "code"
        ? unescaped
            .slice(first - 1, end - 1)
            .join("\n")
            .trimEnd()
        : commentOf(lines.slice(first - 1, end - 1)),
    ...(title && { metadata: { title } }),
  }));
  // A comment before the first cell.
  return before ? [{ kind: "code", source: before }, ...made] : made;
}

/** The text in the comments of a cell, or in its one string. @param {string[]} lines */
function commentOf(lines) {
  const text = lines.join("\n").trim();
  const quoted = /^r?("""|''')([\s\S]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined && !quoted.includes("\\")) return quoted.trim();
  return lines.map(uncommented).join("\n").trimEnd();
}

/** Return lines without empty ones at both ends. @param {string[]} lines */
function withoutEdges(lines) {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first < 0 ? "" : lines.slice(first).join("\n").trimEnd();
}

/** @param {Cell} cell @returns {Cell[]} */
function withoutDocstring(cell) {
  const { source } = cell;
  const quote = source.slice(0, 3);
  const end = source.indexOf(quote, 3);
  const stop = source.indexOf("\n", end);
  const tail = source.slice(end + 3, stop < 0 ? undefined : stop);
  const found = source.slice(3, end);
  if (!/^(?:"""|''')$/.test(quote) || end < 0 || tail.trim() || found.includes("\\")) return [cell];
  const [title = "", ...text] = found.trim().split("\n");
  return [
    { kind: "markdown", source: [`# ${title}`, ...text].join("\n") },
    { kind: "code", source: stop < 0 ? "" : withoutEdges(source.slice(stop).split("\n")) },
  ];
}

/**
 * Return a notebook as a program, without its outputs.
 * @param {string} text  a file's
 * @returns {Files}
 * @throws {NotebookError}
 */
export function fromNotebook(text) {
  const found = cellsIn(parsed(text.replace(/^\uFEFF/, "")));
  if (found.length > MOST_CELLS) throw new NotebookError("tooManyCells");
  /** @type {Files} */
  const modules = {};
  /** @type {string[]} */
  const parts = [];
  for (const cell of found) {
    const source = sourceOf(cell);
    if (listOf(cell.metadata?.tags).includes(OURS)) continue;
    const module = cell.cell_type === "code" ? moduleIn(source) : null;
    if (module) modules[module.name] = module.text;
    else parts.push(partOf(cell, source));
  }
  const files = readFiles({ [MAIN]: joined(parts), ...modules });
  if (!files) throw new NotebookError("files");
  const length = Object.values(files).reduce((sum, each) => sum + each.length, 0);
  if (length > PROGRAM_LIMIT) throw new NotebookError("tooLong");
  return files;
}

/** Return a cell with its first line. @param {any} cell @param {string} source */
function partOf(cell, source) {
  if (cell.cell_type === "code") return titled(CODE, cell, asOneCell(source));
  const sign = cell.cell_type === "raw" ? RAW : TEXT;
  return titled(sign, cell, source === "" ? "" : source.split("\n").map(commented).join("\n"));
}

/** @param {any} cell */
function titleOf(cell) {
  const title = cell.metadata?.title;
  return typeof title === "string" && !/[\r\n]/.test(title) ? title.trim() : "";
}

/** @param {string} boundary @param {any} cell @param {string} text */
function titled(boundary, cell, text) {
  return `${`${boundary} ${titleOf(cell)}`.trim()}\n${text}`.trim();
}

/** Join cells; a single code cell is a program already. @param {string[]} parts */
function joined(parts) {
  const [first = ""] = parts;
  if (parts.length === 0) return "";
  if (parts.length === 1 && first === CODE) return "";
  const isPlain = parts.length === 1 && first.startsWith(`${CODE}\n`);
  return `${isPlain ? first.slice(CODE.length + 1) : parts.join("\n\n")}\n`;
}

/** @param {string} source  a cell's */
function moduleIn(source) {
  const [first = "", ...rest] = source.split("\n");
  const name = WRITE.exec(first)?.[1] ?? "";
  if (!isFileName(name) || isFork(name) || name === MAIN) return null;
  return { name, text: `${rest.join("\n")}\n` };
}

/** @param {any} notebook @returns {any[]} */
function cellsIn(notebook) {
  if (typeof notebook !== "object" || notebook === null) throw new NotebookError("broken");
  const { nbformat, metadata } = notebook;
  if (typeof nbformat !== "number") throw new NotebookError("broken");
  if (nbformat !== 4) throw new NotebookError("version");
  const language = metadata?.kernelspec?.language ?? metadata?.language_info?.name ?? "python";
  if (!/^i?python/i.test(String(language))) throw new NotebookError("language");
  if (!Array.isArray(notebook.cells)) throw new NotebookError("broken");
  return notebook.cells;
}

/** @param {any} cell */
function sourceOf(cell) {
  const parts = [cell?.source ?? null].flat();
  if (!parts.every((part) => typeof part === "string")) throw new NotebookError("broken");
  return parts.join("").replace(/\r\n?/g, "\n").trimEnd();
}

/** Return a line of a Markdown cell as a comment. @param {string} line */
const commented = (line) => (line ? `# ${LIKE_BOUNDARY.test(line) ? "\\" : ""}${line}` : "#");

/** Undo `commented`. @param {string} line */
function uncommented(line) {
  const text = line.replace(/^# ?/, "");
  return text.startsWith("\\") && LIKE_BOUNDARY.test(text) ? text.slice(1) : text;
}

/** Return a cell's source without a line that would begin another cell. @param {string} source */
function asOneCell(source) {
  if (!source.includes("%%")) return source;
  const { begins, foreign } = readStatements(source);
  return source
    .split("\n")
    .map((line, i) => (begins[i] || foreign.has(i) ? line.replace(LIKE_ESCAPED, "$1\\$2") : line))
    .join("\n");
}

/** @param {any} value @returns {any[]} */
const listOf = (value) => (Array.isArray(value) ? value : []);
