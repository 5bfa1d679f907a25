/**
 * What a program's files may be called: `main.py` runs, the others are modules that it imports, and
 * `micrograd/….py` stands in for a module of the package: a fork of it.
 */

export const MAIN = "main.py";
export const MOST_FILES = 20;

const PACKAGE = "micrograd/";
const MODULE = /^[A-Za-z_][A-Za-z0-9_]{0,39}\.py$/;
/** Of these the page itself lives. */
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

/** Whether a file is a fork of one of the package's. @param {string} name */
export const isFork = (name) => name.startsWith(PACKAGE);

/**
 * @param {any} files  a stranger's
 * @returns {import("./protocol.js").Files | null} null if it is no program
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
