/**
 * How far the visitor has come: which lessons are passed, and what was typed in each. Kept in the
 * browser, taken elsewhere as one file.
 */

import { readFiles } from "../../contract/files.js";
import { isCount, parsed } from "../../contract/schema.js";
import { asText, createProgressStore, idsOf } from "./progress-store.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/**
 * What is known of one lesson.
 * @typedef {{passed?: number, files?: Files}} Known  `passed`: when, in milliseconds since 1970
 * @typedef {Record<string, Known>} Progress  by the lesson's id
 */

const FORMAT = "micrograd lessons 1";
/** In characters: what a lesson keeps. */
export const LONGEST = 100_000;
const MOST = 200;
const NAME_LENGTH = 80;
/** Bytes: a full storage as a file, with characters of up to three. */
export const FILE_LIMIT = 20_000_000;

/** @param {Parameters<typeof createProgressStore>[0]} page */
export function createProgress(page) {
  const { onOverwritten } = page;
  const { current, isOfNewer, show, keep, put, become } = createProgressStore(page);

  /** @param {string} id @returns {Known} */
  const of = (id) => read({ [id]: current()[id] })[id] ?? {};

  return {
    of,

    /**
     * What is known of a lesson that is opened with it.
     * @param {string} id
     * @param {Files} [files]  what is shown in its place
     * @returns {Known}
     */
    begin(id, files) {
      const known = of(id);
      show(id, files ?? known.files, files === undefined);
      return known;
    },

    /**
     * @param {string} id
     * @param {Files} files
     * @returns {"" | "tooLong" | "ofNewer"} why it is not kept: what is kept there stays then
     */
    keep(id, files) {
      if (!fits(files)) return "tooLong";
      if (isOfNewer(id)) return "ofNewer";
      keep(id, files);
      return "";
    },

    /** @param {string} id */
    pass(id) {
      put(id, { passed: Date.now() });
    },

    /** Which lessons are passed, and what was written in them. @returns {Progress} */
    all: () => read(current()),

    /** The same for `undo`, with what this version does not know. */
    state: current,

    /** All of it as the content of a file. @param {string} learner  who it is of */
    file: (learner) => JSON.stringify({ format: FORMAT, learner, lessons: current() }, null, 1),

    /** What a file holds; null if it is none. @param {string} content */
    readFile(content) {
      const found = parsed(content);
      if (found?.format !== FORMAT || typeof found.lessons !== "object") return null;
      const learner = typeof found.learner === "string" ? found.learner.slice(0, NAME_LENGTH) : "";
      return { learner, lessons: read(found.lessons) };
    },

    /** @param {Progress} lessons  from here on, in place of all */
    replace: (lessons) => become(lessons),

    /**
     * Add to what is there: a lesson is passed if either says so, and that one's work counts.
     * @param {Progress} lessons
     * @returns {boolean} whether own work gave way
     */
    merge(lessons) {
      const kept = current();
      const own = read(kept);
      const next = { ...kept };
      let gives = false;
      for (const [id, theirs] of Object.entries(lessons)) {
        const mine = own[id] ?? {};
        const isMine = mine.files && (!theirs.files || (mine.passed && !theirs.passed));
        next[id] = isMine ? { ...theirs, ...kept[id] } : { ...kept[id], ...theirs };
        if (isMine || !isOther(mine.files, theirs.files)) continue;
        onOverwritten(mine.files, id);
        gives = true;
      }
      become(next);
      return gives;
    },

    /**
     * Take a change back, and nothing that came after it.
     * @param {Record<string, any>} before  the `state` then
     * @param {Record<string, any>} after
     * @returns {boolean} whether work that came after it gave way
     */
    undo(before, after) {
      const now = current();
      const next = { ...now };
      let gives = false;
      for (const id of idsOf(before, after)) {
        next[id] = undone(now[id], before[id], after[id]);
        const written = readFiles(now[id]?.files);
        const isLater = asText(now[id]?.files) !== asText(after[id]?.files);
        if (!isLater || !written || !isOther(written, next[id]?.files)) continue;
        onOverwritten(written, id);
        gives = true;
      }
      become(next);
      return gives;
    },
  };
}

/** Whether work would give way to other work. @param {Files | undefined} mine @param {Files | undefined} theirs @returns {mine is Files} */
const isOther = (mine, theirs) =>
  mine !== undefined && theirs !== undefined && asText(mine) !== asText(theirs);

/**
 * What is known of a lesson when a change is taken back: as it was before, with what came since.
 * @param {Record<string, any> | undefined} now
 * @param {Record<string, any> | undefined} before
 * @param {Record<string, any> | undefined} after
 */
function undone(now, before, after) {
  if (asText(now) === asText(after)) return before;
  const since = Object.entries(now ?? {}).filter(
    ([key, value]) => asText(value) !== asText(after?.[key]),
  );
  return { ...Object.fromEntries(since), ...before };
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
      return [id, { ...(isCount(passed) && { passed }), ...(files && { files }) }];
    });
  return Object.fromEntries(entries);
}

/** @param {Files} files */
const fits = (files) =>
  Object.values(files).reduce((sum, { length }) => sum + length, 0) <= LONGEST;
