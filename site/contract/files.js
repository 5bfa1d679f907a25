/**
 * The names that a program's files may have: `main.py` runs, the others are modules that it
 * imports. `micrograd/….py` is a fork: it replaces a module of the package.
 */

export const MAIN = "main.py";
export const MOST_FILES = 20;
const MOST_LINES = 200_000;

const PACKAGE = "micrograd/";
const MODULE = /^[A-Za-z_][A-Za-z0-9_]{0,39}\.py$/;
/** Modules that the page itself needs. */
const TAKEN = new Set(
  ["micrograd", "playground_host", "pyodide", "_pyodide", "pyodide_js", "js", "micropip"].map(
    (name) => `${name}.py`,
  ),
);

/** @param {string} name @returns {boolean} */
export function isFileName(name) {
  if (name.startsWith(PACKAGE)) return MODULE.test(name.slice(PACKAGE.length));
  return MODULE.test(name) && !TAKEN.has(name);
}

/** Whether a program has more lines than the editor can parse between two keys. @param {import("./protocol.js").Files} files */
export const hasTooManyLines = (files) =>
  Object.values(files).join("\n").split("\n").length > MOST_LINES;

/** Whether a file is a fork of one of the package's. @param {string} name */
export const isFork = (name) => name.startsWith(PACKAGE);

/**
 * @param {any} files  untrusted
 * @returns {import("./protocol.js").Files | null} null if it is not a program
 */
export function readFiles(files) {
  if (typeof files !== "object" || files === null) return null;
  const entries = Object.entries(files);
  const isProgram =
    typeof files[MAIN] === "string" &&
    entries.length <= MOST_FILES &&
    entries.every(([name, source]) => isFileName(name) && typeof source === "string");
  return isProgram ? Object.fromEntries(entries) : null;
}
