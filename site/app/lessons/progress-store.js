/**
 * Stores the progress in one entry of the browser's storage, which all tabs write. Each change is
 * applied to the entry's current content. Before this tab overwrites work that it does not show, it
 * saves that work as a draft. A change that the storage refuses is tried again with the next one; no
 * draft is deleted for it. An entry that can't be read is put aside before it is overwritten.
 */

import { readFiles } from "../../contract/files.js";
import { parsed } from "../../contract/schema.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */

const KEY = "micrograd.lessons.1";
/** The beginning of the keys of entries that could not be read; a number follows. */
const ASIDE = `${KEY}.unreadable.`;
/** About the number of characters that a draft has besides its files. */
const DRAFT_BESIDES = 300;

/**
 * A change that is not stored yet. `isWhole`: it replaces everything stored of the lesson; `known`
 * undefined then deletes it.
 * @typedef {{isWhole: boolean, known: Record<string, any> | undefined}} Change
 */

/**
 * @param {object} options
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {() => void} options.onRefused  called once, when the storage first refuses
 * @param {(files: Files, id: string) => void} options.onOverwritten  called with work that this tab
 *   does not show, before it is overwritten
 * @param {() => void} options.onUnreadable  called when an entry that can't be read was put aside
 */
export function createProgressStore({ storage, onRefused, onOverwritten, onUnreadable }) {
  /** By lesson. The storage is read again before each change, because other tabs write too. @type {Map<string, Change>} */
  const unwritten = new Map();
  let isRefused = false;
  /** By lesson, the work that this tab knows, as JSON: the stored and the shown one. @type {Map<string, {kept?: string, shown?: string}>} */
  const seen = new Map();

  const inStorage = reader(storage);

  /** @param {Record<string, any>} [stored] */
  function current(stored = inStorage()) {
    const kept = { ...stored };
    for (const [id, { isWhole, known }] of unwritten) {
      if (known) kept[id] = isWhole ? known : { ...stored[id], ...known };
      else delete kept[id];
    }
    return kept;
  }

  /** Save other tabs' work as drafts before it is overwritten. @param {Record<string, any>} stored */
  function giveAway(stored) {
    for (const [id, { isWhole, known }] of unwritten) {
      if (isWhole || !known?.files) continue;
      const before = readFiles(stored[id]?.files, true);
      const kept = asText(before);
      if (before && ![seen.get(id)?.kept, asText(known.files)].includes(kept))
        onOverwritten(before, id);
      seen.set(id, { ...seen.get(id), kept });
    }
  }

  function write() {
    const stored = inStorage();
    giveAway(stored);
    try {
      if (!storage) throw new Error("no storage");
      replaceEntry(storage, JSON.stringify(current(stored)), onUnreadable);
    } catch {
      if (!isRefused) onRefused();
      isRefused = true;
      return;
    }
    isRefused = false;
    for (const [id, { isWhole, known }] of unwritten)
      if (!isWhole && known?.files) seen.set(id, { ...seen.get(id), kept: asText(known.files) });
    unwritten.clear();
  }

  /** @param {string} id @param {Record<string, any>} known */
  function put(id, known) {
    const { isWhole = false, known: before } = unwritten.get(id) ?? {};
    unwritten.set(id, { isWhole, known: { ...before, ...known } });
    write();
  }

  /** Replace the progress. @param {Record<string, any>} next */
  function become(next) {
    const before = current();
    for (const id of idsOf(before, next))
      if (asText(before[id]) !== asText(next[id]))
        unwritten.set(id, { isWhole: true, known: next[id] });
    write();
  }

  /**
   * The same for the progress of a file: if the storage has no room for all of it, nothing changes.
   * @param {Record<string, any>} next
   * @param {Files[]} gives  work here that it overwrites, and that needs room as drafts
   * @returns {boolean} whether it is done
   */
  function becomeIfRoom(next, gives) {
    const besides = gives.reduce((sum, files) => sum + asText(files).length + DRAFT_BESIDES, 0);
    try {
      // Spaces, in which JSON may end, reserve the room for the drafts.
      const text = JSON.stringify(next) + " ".repeat(besides);
      if (storage) replaceEntry(storage, text, onUnreadable);
    } catch {
      return false;
    }
    become(next);
    return true;
  }

  return {
    current: () => current(),

    /** Whether there is work in a lesson that this version can't read. @param {string} id */
    isOfNewer(id) {
      const kept = inStorage()[id]?.files;
      return typeof kept === "object" && kept !== null && !readFiles(kept, true);
    },

    /** Called when a lesson's program is shown. @param {string} id @param {Files | undefined} files @param {boolean} isKept  it is the stored one */
    show(id, files, isKept) {
      const shown = asText(files);
      const isHeld = isKept && unwritten.get(id)?.known?.files;
      seen.set(id, { shown, kept: isHeld ? seen.get(id)?.kept : shown });
    },

    /** @param {string} id @param {Files} files  the shown ones */
    keep(id, files) {
      const held = unwritten.get(id)?.known?.files;
      if (held && ![seen.get(id)?.shown, asText(files)].includes(asText(held)))
        onOverwritten(held, id);
      seen.set(id, { ...seen.get(id), shown: asText(files) });
      put(id, { files });
    },

    put,
    become,
    becomeIfRoom,
  };
}

/**
 * Return the stored progress, with fields that this version does not know. It is parsed only when it
 * has changed, because a list asks for each lesson.
 * @param {Pick<Storage, "getItem"> | null} storage
 */
function reader(storage) {
  /** @type {{text: string, found: Record<string, any>}} */
  let read = { text: "{}", found: {} };
  return () => {
    const text = storage?.getItem(KEY) ?? "{}";
    if (text === read.text) return read.found;
    read = { text, found: asProgress(text) ?? {} };
    return read.found;
  };
}

/** @param {string} text @returns {Record<string, any> | null} null if it is not an object in JSON */
function asProgress(text) {
  const found = parsed(text);
  return typeof found === "object" && !Array.isArray(found) ? found : null;
}

/**
 * Overwrite the entry; one that can't be read is put aside first.
 * @param {Pick<Storage, "getItem" | "setItem">} storage
 * @param {string} text
 * @param {() => void} onUnreadable
 * @throws {DOMException} if the storage refuses it
 */
function replaceEntry(storage, text, onUnreadable) {
  const before = storage.getItem(KEY);
  const isPutAside = before && asProgress(before) === null && putAside(storage, before);
  storage.setItem(KEY, text);
  if (isPutAside) onUnreadable();
}

/**
 * Store an entry that can't be read under a key of its own, without needing room for both.
 * @param {Pick<Storage, "getItem" | "setItem">} storage
 * @param {string} text
 * @returns {true}
 * @throws {DOMException} if the storage refuses it; then nothing has changed
 */
function putAside(storage, text) {
  let n = 1;
  while (storage.getItem(ASIDE + n) !== null) n += 1;
  storage.setItem(KEY, "");
  try {
    storage.setItem(ASIDE + n, text);
  } catch (error) {
    storage.setItem(KEY, text);
    throw error;
  }
  return true;
}

export const asText = (/** @type {any} */ value) => JSON.stringify(value ?? undefined);

/** @param {Record<string, any>[]} all */
export const idsOf = (...all) => new Set(all.flatMap((each) => Object.keys(each)));
