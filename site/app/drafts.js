/**
 * The visitor's drafts, kept in the browser's storage, newest first.
 *
 * A tab writes one of them, its own, and leaves the others as they are: they are what links and
 * examples have replaced since, and what other tabs write. Nothing here touches the page. A
 * storage that refuses or is full costs the keeping, no more.
 */

import { readFiles } from "../shared/files.js";

/** @typedef {import("../shared/protocol.js").Files} Files */
/** @typedef {{id: string, files: Files, time: number, name?: string}} Draft  time in milliseconds since 1970 */
/** @typedef {Pick<Storage, "getItem" | "setItem">} Store */

const KEY = "micrograd.drafts.1";
const OWN_KEY = "micrograd.draft.1";
const LIMIT = 51;
const NAME_CHARACTERS = 80;
const LATEST_TIME = 8.64e15;

/**
 * @param {object} options
 * @param {Store | null} options.storage  shared by all tabs
 * @param {Store | null} options.tabStorage  this tab's alone, kept when it reloads
 * @param {() => number} [options.now]
 * @param {() => void} [options.onRefused]  called once, when the storage first refuses
 */
export function createDrafts({ storage, tabStorage, now = Date.now, onRefused = () => {} }) {
  /** @type {Draft[]} what there is when the storage refuses */
  let kept = [];
  let isRefused = false;
  let own = tabStorage?.getItem(OWN_KEY) ?? "";

  const all = () => (isRefused ? kept : read(storage));

  /** @param {Draft[]} drafts */
  function write(drafts) {
    kept = drafts.slice(0, LIMIT);
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(KEY, JSON.stringify(kept));
      tabStorage?.setItem(OWN_KEY, own);
    } catch {
      if (!isRefused) onRefused();
      isRefused = true;
    }
  }

  /** @param {Files} files @param {Draft[]} others @param {string} [name] */
  const put = (files, others, name) => write([{ id: own, files, time: now(), name }, ...others]);

  return {
    all,

    /** This tab's own, or else the newest. @returns {Draft | undefined} */
    latest() {
      const drafts = all();
      return drafts.find(({ id }) => id === own) ?? drafts[0];
    },

    /** Whether this tab writes the draft. @param {Draft} draft */
    isOwn: (draft) => draft.id === own,

    /** Keep what the tab's own draft says now. @param {Files} files */
    save(files) {
      own ||= crypto.randomUUID();
      const drafts = all();
      put(
        files,
        drafts.filter(({ id }) => id !== own),
        drafts.find(({ id }) => id === own)?.name,
      );
    },

    /** Call a draft something; nothing: as it calls itself. @param {string} id @param {string} name */
    rename(id, name) {
      const called = name.slice(0, NAME_CHARACTERS) || undefined;
      write(all().map((draft) => (draft.id === id ? { ...draft, name: called } : draft)));
    },

    /** @param {string} id */
    remove(id) {
      write(all().filter((draft) => draft.id !== id));
    },

    /** Bring a removed draft back to its place. @param {Draft} draft */
    restore(draft) {
      const others = all().filter(({ id }) => id !== draft.id);
      write([...others, draft].sort((a, b) => b.time - a.time));
    },

    /**
     * Begin another draft, the tab's own from here on. The one until now is kept behind it, unless
     * it is blank or says the same.
     * @param {Files} files
     */
    begin(files) {
      own = crypto.randomUUID();
      put(
        files,
        all().filter((draft) => !isSame(draft.files, files) && !isBlank(draft.files)),
      );
    },
  };
}

/** @param {Files} a @param {Files} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Files} files */
const isBlank = (files) => Object.values(files).every((source) => source.trim() === "");

/** @param {Store | null} storage @returns {Draft[]} */
function read(storage) {
  try {
    const drafts = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(drafts) ? drafts.filter(isDraft) : [];
  } catch {
    return [];
  }
}

/** @param {any} draft @returns {draft is Draft} */
const isDraft = (draft) =>
  typeof draft?.id === "string" &&
  typeof draft.time === "number" &&
  Math.abs(draft.time) <= LATEST_TIME &&
  (draft.name === undefined || typeof draft.name === "string") &&
  readFiles(draft.files) !== null;
