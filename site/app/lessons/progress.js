/**
 * The visitor's progress: the passed lessons, and the program in each. It is stored in the browser,
 * and can be saved as a file.
 */

import { readFiles } from "../../contract/files.js";
import { isCount, parsed } from "../../contract/schema.js";
import { asText, createProgressStore, idsOf } from "./progress-store.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/**
 * The progress in one lesson.
 * @typedef {{passed?: number, files?: Files}} Known  `passed`: when, in milliseconds since 1970
 * @typedef {Record<string, Known>} Progress  by the lesson's id
 * @typedef {"taken" | "gaveWay" | "noRoom"} Taken  `gaveWay`: work here was overwritten, and is a draft now; `noRoom`: nothing has changed
 */

const FORMAT = "micrograd lessons 1";
/** The longest program that a lesson stores, in characters. */
export const LONGEST = 100_000;
const MOST = 200;
const NAME_LENGTH = 80;
/** The largest file, in bytes: a full storage, with characters of up to three bytes. */
export const FILE_LIMIT = 20_000_000;
const FILE_SIZE = { characters: 7_000_000, items: 20_000 };

/** @param {Parameters<typeof createProgressStore>[0]} page */
export function createProgress(page) {
  const { onOverwritten } = page;
  const { current, isOfNewer, show, keep, put, become, becomeIfRoom } = createProgressStore(page);

  /** @param {string} id @returns {Known} */
  const of = (id) => read({ [id]: current()[id] })[id] ?? {};

  return {
    of,

    /**
     * Return the progress in a lesson that is being opened.
     * @param {string} id
     * @param {Files} [files]  the program that is shown instead of the stored one
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
     * @returns {"" | "tooLong" | "ofNewer"} the reason why it is not stored; then the stored program stays
     */
    keep(id, files) {
      if (lengthOf(files) > LONGEST) return "tooLong";
      if (isOfNewer(id)) return "ofNewer";
      keep(id, files);
      return "";
    },

    /** @param {string} id */
    pass(id) {
      put(id, { passed: Date.now() });
    },

    /** Return the progress in all lessons. @returns {Progress} */
    all: () => read(current()),

    /** The same for `undo`, with fields that this version does not know. */
    state: current,

    /** Return the progress as the content of a file. @param {string} learner  the learner's name */
    file: (learner) => JSON.stringify({ format: FORMAT, learner, lessons: current() }, null, 1),

    /**
     * Return the progress in a file; null if it is not such a file.
     * @param {string} content
     * @param {(id: string) => boolean} isKnown  returns whether there is such a lesson
     */
    readFile(content, isKnown) {
      const found = parsed(content, FILE_SIZE);
      if (found?.format !== FORMAT || !isRecord(found.lessons)) return null;
      const learner = typeof found.learner === "string" ? found.learner.slice(0, NAME_LENGTH) : "";
      return { learner, ...withinLimits(read(found.lessons), isKnown) };
    },

    beginAnew: () => become({}),

    /** Replace all progress with a file's. @param {Progress} lessons @returns {Taken} */
    replace: (lessons) => (becomeIfRoom(lessons, []) ? "taken" : "noRoom"),

    /**
     * Add a file's progress: a lesson counts as passed if it is passed in either; its program comes
     * from there.
     * @param {Progress} lessons
     * @returns {Taken}
     */
    merge(lessons) {
      const { next, gives } = merged(current(), lessons);
      if (!becomeIfRoom(next, [...gives.values()])) return "noRoom";
      for (const [id, files] of gives) onOverwritten(files, id);
      return gives.size > 0 ? "gaveWay" : "taken";
    },

    /**
     * Undo a change, but no change after it.
     * @param {Record<string, any>} before  the `state` then
     * @param {Record<string, any>} after
     * @returns {boolean} whether later work was overwritten
     */
    undo(before, after) {
      const now = current();
      const next = { ...now };
      let gives = false;
      for (const id of idsOf(before, after)) {
        next[id] = undone(now[id], before[id], after[id]);
        const written = readFiles(now[id]?.files, true);
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

/**
 * Merge the stored progress with a file's; `gives`: work that the file's overwrites.
 * @param {Record<string, any>} kept  with fields that this version does not know
 * @param {Progress} lessons
 */
function merged(kept, lessons) {
  const own = read(kept);
  const next = { ...kept };
  /** @type {Map<string, Files>} */
  const gives = new Map();
  for (const [id, theirs] of Object.entries(lessons)) {
    const mine = own[id] ?? {};
    const isMine = mine.files && (!theirs.files || (mine.passed && !theirs.passed));
    next[id] = isMine ? { ...theirs, ...kept[id] } : { ...kept[id], ...theirs };
    if (!isMine && isOther(mine.files, theirs.files)) gives.set(id, mine.files);
  }
  return { next, gives };
}

/** Whether work would be overwritten by different work. @param {Files | undefined} mine @param {Files | undefined} theirs @returns {mine is Files} */
const isOther = (mine, theirs) =>
  mine !== undefined && theirs !== undefined && asText(mine) !== asText(theirs);

/**
 * Return the progress in a lesson after a change is undone: the one before, with later changes.
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

/** @param {any} found @returns {Progress} only its valid parts */
function read(found) {
  if (typeof found !== "object" || found === null) return {};
  const entries = Object.entries(found)
    .filter(([id, known]) => /^[a-z0-9-]{1,60}$/.test(id) && known)
    .slice(0, MOST)
    .map(([id, known]) => {
      const files = readFiles(known.files, true);
      const { passed } = known;
      return [id, { ...(isCount(passed) && { passed }), ...(files && { files }) }];
    });
  return Object.fromEntries(entries);
}

/**
 * Limit a file's progress: of a lesson it keeps no longer program than typing would. All lessons that
 * this version does not know, those of a newer version or of another site, share the limit of one.
 * @param {Progress} lessons
 * @param {(id: string) => boolean} isKnown
 * @returns {{lessons: Progress, left: number}} `left`: the number of lessons without their program
 */
function withinLimits(lessons, isKnown) {
  let room = LONGEST;
  let left = 0;
  const taken = Object.entries(lessons).map(([id, known]) => {
    const { files, ...besides } = known;
    const length = lengthOf(files ?? {});
    if (length > (isKnown(id) ? LONGEST : room)) {
      left += 1;
      return [id, besides];
    }
    if (!isKnown(id)) room -= length;
    return [id, known];
  });
  return { lessons: Object.fromEntries(taken), left };
}

/** @param {any} value */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Files} files */
const lengthOf = (files) => Object.values(files).reduce((sum, { length }) => sum + length, 0);
