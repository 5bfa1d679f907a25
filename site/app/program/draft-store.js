/**
 * Stores drafts: each has its own entry in the browser's storage, so tabs that write at the same
 * time never overwrite each other's drafts. The single entry of an older version is read too.
 * Entries of a newer version that this one can't read are not changed.
 *
 * If the storage is full, the oldest drafts are deleted until the new one fits. If it refuses, the
 * page keeps the drafts only in memory.
 */

import { readFiles } from "../../contract/files.js";
import { parsed } from "../../contract/schema.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {Files} files
 * @property {number} time  of the last change, in milliseconds since 1970
 * @property {string} [name]
 * @property {string} [link]  the URL fragment of the lesson that it answers
 * @property {string} [course]  the lesson of the site in which it was written, and which does not keep it
 */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */

const PREFIX = "micrograd.draft.1.";
const OLD_LIST = "micrograd.drafts.1";
const LATEST_TIME = 8.64e15;

/**
 * @param {Store | null} storage
 * @param {{onRefused: () => void, onDropped: (drafts: Draft[]) => void}} callbacks
 */
export function createDraftStore(storage, { onRefused, onDropped }) {
  /** Drafts that the storage refused, by id. @type {Map<string, Draft>} */
  const unwritten = new Map();
  /** Drafts that were read, with the text of their entries. @type {Map<string, {text: string, draft: Draft | null}>} */
  const known = new Map();
  let isRefused = false;

  /** @param {string} key */
  function readEntry(key) {
    const text = storage?.getItem(key) ?? "";
    if (known.get(key)?.text !== text) known.set(key, { text, draft: asDraft(parsed(text)) });
    return known.get(key)?.draft ?? null;
  }

  /** @returns {Draft[]} in any order */
  function inStorage() {
    try {
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, i) => storage?.key(i) ?? "");
      const old = oldList(storage).map(asDraft);
      const own = keys.filter((key) => key.startsWith(PREFIX)).map(readEntry);
      return [...old, ...own].filter((draft) => draft !== null);
    } catch {
      return [];
    }
  }

  /** @returns {Draft[]} newest first */
  function all() {
    /** @type {Map<string, Draft>} */
    const newest = new Map();
    for (const draft of [...inStorage(), ...unwritten.values()])
      if (!(draft.time < (newest.get(draft.id)?.time ?? -LATEST_TIME))) newest.set(draft.id, draft);
    return [...newest.values()].reverse().sort((a, b) => b.time - a.time);
  }

  /** @param {Draft} draft @throws {DOMException} */
  function write(draft) {
    if (!storage) throw new Error("no storage");
    const entry = () => storage.setItem(PREFIX + draft.id, JSON.stringify(draft));
    try {
      entry();
      leaveOldList(storage, draft.id);
    } catch (error) {
      // The old list has this draft too, and there is not room for both.
      if (!leaveOldList(storage, draft.id)) throw error;
      entry();
    }
  }

  /**
   * Write a draft; if the storage is full, delete the oldest drafts for it.
   * @param {Draft} draft
   * @throws {DOMException} if it is not written; then no draft is deleted
   */
  function makeRoom(draft) {
    try {
      write(draft);
    } catch (error) {
      if (!isFull(error) || !dropUntil(() => isDone(() => write(draft)), draft.id)) throw error;
    }
  }

  /** @param {() => boolean} fits @param {string} spared @returns {boolean} whether it fits now */
  function dropUntil(fits, spared) {
    /** @type {Draft[]} */
    const dropped = [];
    const others = all().filter((draft) => draft.id !== spared && !unwritten.has(draft.id));
    for (const oldest of others.reverse()) {
      erase(storage, oldest.id);
      dropped.push(oldest);
      if (fits()) {
        onDropped(dropped);
        return true;
      }
    }
    // It does not fit even into an empty storage: restore the deleted drafts.
    for (const each of dropped) if (!isDone(() => write(each))) unwritten.set(each.id, each);
    return false;
  }

  return {
    all,
    /** The beginning of the keys of entries; the draft's id follows. */
    prefix: PREFIX,

    /** @param {string} id */
    find: (id) => all().find((draft) => draft.id === id),

    /** Whether there is an entry that this version can't read. @param {string} id */
    isUnreadable(id) {
      try {
        return Boolean(storage?.getItem(PREFIX + id)) && readEntry(PREFIX + id) === null;
      } catch {
        return false;
      }
    },

    /** Store a draft, in place of the one with its id. @param {Draft} draft */
    put(draft) {
      try {
        makeRoom(draft);
      } catch {
        unwritten.set(draft.id, draft);
        if (!isRefused) onRefused();
        isRefused = true;
        return;
      }
      unwritten.delete(draft.id);
      isRefused = false;
    },

    /** @param {string} id */
    remove(id) {
      unwritten.delete(id);
      isDone(() => erase(storage, id));
    },
  };
}

/** @param {Store | null} storage @param {string} id */
function erase(storage, id) {
  storage?.removeItem(PREFIX + id);
  if (storage) leaveOldList(storage, id);
}

/** @param {() => void} act @returns {boolean} whether the storage allowed it */
function isDone(act) {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** Whether an error means that the storage is full; Firefox had its own name for it. @param {any} error */
const isFull = ({ name } = {}) =>
  name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED";

/** @param {Store | null} storage @returns {any[]} all its entries, readable or not */
function oldList(storage) {
  const list = parsed(storage?.getItem(OLD_LIST) ?? "[]");
  return Array.isArray(list) ? list : [];
}

/**
 * Remove a draft from the old list, because it has its own entry or is deleted.
 * @param {Store} storage
 * @param {string} id
 * @returns {boolean} whether it was there
 */
function leaveOldList(storage, id) {
  const list = oldList(storage);
  const others = list.filter((draft) => draft?.id !== id);
  if (others.length === list.length) return false;
  if (others.length === 0) storage.removeItem(OLD_LIST);
  else storage.setItem(OLD_LIST, JSON.stringify(others));
  return true;
}

/** @param {any} draft @returns {Draft | null} null if it is not a draft that this version can read */
const asDraft = (draft) =>
  typeof draft?.id === "string" &&
  typeof draft.time === "number" &&
  Math.abs(draft.time) <= LATEST_TIME &&
  [draft.name, draft.link, draft.course].every(
    (text) => text === undefined || typeof text === "string",
  ) &&
  readFiles(draft.files, true) !== null
    ? draft
    : null;
