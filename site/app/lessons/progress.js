/**
 * How far the visitor has come: which lessons are passed, and what was typed in each. Kept in the
 * browser, taken elsewhere as one file.
 */

import { readFiles } from "../../shared/files.js";
import { isCount, parsed } from "../rules.js";

/** @typedef {import("../../shared/protocol.js").Files} Files */
/**
 * What is known of one lesson.
 * @typedef {{passed?: number, files?: Files}} Known  `passed`: when, in milliseconds since 1970
 * @typedef {Record<string, Known>} Progress  by the lesson's id
 */

const KEY = "micrograd.lessons.1";
const FORMAT = "micrograd lessons 1";
const LONGEST = 100_000;
const MOST = 200;
export const FILE_LIMIT = 5_000_000;

/**
 * @param {object} options
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {() => void} options.onRefused  called once, when the storage first refuses
 */
export function createProgress({ storage, onRefused }) {
  let progress = read(parsed(storage?.getItem(KEY) ?? "{}"));
  let isRefused = false;

  function write() {
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(KEY, JSON.stringify(progress));
    } catch {
      if (!isRefused) onRefused();
      isRefused = true;
    }
  }

  /** @param {string} id @param {Known} known */
  function put(id, known) {
    progress = { ...progress, [id]: { ...progress[id], ...known } };
    write();
  }

  return {
    /** @param {string} id @returns {Known} */
    of: (id) => progress[id] ?? {},

    /** @param {string} id @param {Files} files */
    keep(id, files) {
      if (fits(files)) put(id, { files });
    },

    /** @param {string} id */
    pass(id) {
      put(id, { passed: Date.now() });
    },

    /** All of it as the content of a file. */
    file: () => JSON.stringify({ format: FORMAT, lessons: progress }, null, 1),

    /** Take a file's content in: what it knows counts. @param {string} content @returns {boolean} whether it is one */
    take(content) {
      const found = parsed(content);
      if (found?.format !== FORMAT || typeof found.lessons !== "object") return false;
      progress = { ...progress, ...read(found.lessons) };
      write();
      return true;
    },
  };
}

/** @param {any} found @returns {Progress} only what is right in it */
function read(found) {
  if (typeof found !== "object" || found === null) return {};
  const entries = Object.entries(found)
    .filter(([id, known]) => /^[a-z0-9-]{1,60}$/.test(id) && known)
    .slice(0, MOST)
    .map(([id, known]) => {
      const files = readFiles(known.files);
      const { passed } = known;
      return [id, { ...(isCount(passed) && { passed }), ...(files && fits(files) && { files }) }];
    });
  return Object.fromEntries(entries);
}

/** @param {Files} files */
const fits = (files) =>
  Object.values(files).reduce((sum, { length }) => sum + length, 0) <= LONGEST;
