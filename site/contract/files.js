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

/** Whether a file beside the program is data, not a module. @param {string} name */
export const isDataName = (name) =>
  /^(?!\.)[^/\\\p{Cc}]{1,80}\.(?:csv|tsv|txt|json|npy|png|jpe?g)$/iu.test(name);

/** @param {import("./protocol.js").Files} files */
export const hasData = (files) => Object.keys(files).some(isDataName);

/** What stands for the content of data among a program's files: where it is kept, and its size. */
const REFERENCE = /^data:[\w-]{1,64}:\d{1,9}$/;

/** Whether a program has more lines than the editor can parse between two keys. @param {import("./protocol.js").Files} files */
export const hasTooManyLines = (files) =>
  Object.values(files).join("\n").split("\n").length > MOST_LINES;

/** Whether a file is a fork of one of the package's. @param {string} name */
export const isFork = (name) => name.startsWith(PACKAGE);

/**
 * @param {any} files  untrusted
 * @param {boolean} [isOurs]  the page itself wrote them: then there may be data among them. Elsewhere
 *   a reference would give a stranger's program what this browser keeps
 * @returns {import("./protocol.js").Files | null} null if it is not a program
 */
export function readFiles(files, isOurs = false) {
  if (typeof files !== "object" || files === null) return null;
  const entries = Object.entries(files);
  const isProgram =
    typeof files[MAIN] === "string" &&
    entries.length <= MOST_FILES &&
    entries.every(
      ([name, source]) =>
        typeof source === "string" &&
        (isFileName(name) || (isOurs && isDataName(name) && REFERENCE.test(source))),
    );
  return isProgram ? Object.fromEntries(entries) : null;
}
