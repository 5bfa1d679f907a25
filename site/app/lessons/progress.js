/**
 * How far the visitor has come: which lessons are passed, and what was typed in each. Kept in the
 * browser, taken elsewhere as one file.
 */

import { readFiles } from "../../contract/files.js";
import { isCount, parsed } from "../../contract/schema.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/**
 * What is known of one lesson.
 * @typedef {{passed?: number, files?: Files}} Known  `passed`: when, in milliseconds since 1970
 * @typedef {Record<string, Known>} Progress  by the lesson's id
 */

const KEY = "micrograd.lessons.1";
const FORMAT = "micrograd lessons 1";
const LONGEST = 100_000;
const MOST = 200;
const NAME_LENGTH = 80;
export const FILE_LIMIT = 5_000_000;

/**
 * @param {object} options
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {() => void} options.onRefused  called once, when the storage first refuses
 * @param {(files: Files) => void} options.onOverwritten  what this tab has not read gives way to what it writes
 */
export function createProgress({ storage, onRefused, onOverwritten }) {
  /** What the storage holds, or would hold: also what this version does not know. @type {Record<string, any>} */
  let kept = {};
  let isRefused = false;
  /** By lesson, the work that this tab read or wrote last, as JSON. @type {Map<string, string>} */
  const seen = new Map();

  /** Read it again: other tabs write as well. */
  function reread() {
    if (isRefused) return;
    const found = parsed(storage?.getItem(KEY) ?? "{}");
    kept = typeof found === "object" && found !== null ? found : {};
  }

  function write() {
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(KEY, JSON.stringify(kept));
      isRefused = false;
    } catch {
      if (!isRefused) onRefused();
      isRefused = true;
    }
  }

  /** @param {string} id @param {Known} known */
  function put(id, known) {
    reread();
    kept = { ...kept, [id]: { ...kept[id], ...known } };
    write();
  }

  /** @param {string} id @returns {Known} */
  function of(id) {
    reread();
    return read({ [id]: kept[id] })[id] ?? {};
  }

  return {
    of,

    /** What is known of a lesson that is opened with it. @param {string} id @returns {Known} */
    begin(id) {
      const known = of(id);
      seen.set(id, JSON.stringify(known.files));
      return known;
    },

    /** @param {string} id @param {Files} files */
    keep(id, files) {
      if (!fits(files)) return;
      const { files: before } = of(id);
      if (before && seen.get(id) !== JSON.stringify(before)) onOverwritten(before);
      put(id, { files });
      seen.set(id, JSON.stringify(files));
    },

    /** @param {string} id */
    pass(id) {
      put(id, { passed: Date.now() });
    },

    /** Which lessons are passed, and what was written in them. @returns {Progress} */
    all() {
      reread();
      return read(kept);
    },

    /** All of it as the content of a file. @param {string} learner  who it is of */
    file: (learner) => JSON.stringify({ format: FORMAT, learner, lessons: kept }, null, 1),

    /** What a file holds; null if it is none. @param {string} content */
    readFile(content) {
      const found = parsed(content);
      if (found?.format !== FORMAT || typeof found.lessons !== "object") return null;
      const learner = typeof found.learner === "string" ? found.learner.slice(0, NAME_LENGTH) : "";
      return { learner, lessons: read(found.lessons) };
    },

    /** @param {Progress} lessons  from here on, in place of all */
    replace(lessons) {
      kept = lessons;
      write();
    },

    /** Add to what is there: a lesson is passed if either says so, and that one's work counts. @param {Progress} lessons */
    merge(lessons) {
      reread();
      const own = read(kept);
      for (const [id, theirs] of Object.entries(lessons)) {
        const mine = own[id] ?? {};
        const isMine = mine.files && (!theirs.files || (mine.passed && !theirs.passed));
        kept = { ...kept, [id]: isMine ? { ...theirs, ...mine } : { ...mine, ...theirs } };
      }
      write();
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
