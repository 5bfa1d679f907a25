/**
 * The visitor's drafts, kept in the browser's storage: the one being written, and the ones that a
 * link or an example has replaced since.
 *
 * Nothing here touches the page. A storage that refuses or is full costs the keeping, no more.
 */

/** @typedef {import("../shared/protocol.js").Files} Files */
/** @typedef {{files: Files, time: number}} Draft  time in milliseconds since 1970 */

const KEY = "micrograd.drafts.1";
const EARLIER_LIMIT = 20;

/**
 * @param {object} options
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {() => number} [options.now]
 * @param {() => void} [options.onRefused]  called once, when the storage first refuses
 */
export function createDrafts({ storage, now = Date.now, onRefused = () => {} }) {
  /** @type {Draft[]} the current one first */
  let drafts = read(storage);
  let isRefused = false;

  function write() {
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(KEY, JSON.stringify(drafts));
    } catch {
      if (!isRefused) onRefused();
      isRefused = true;
    }
  }

  return {
    /** The draft being written, if there is one. */
    current: () => drafts[0],

    /** All drafts, the current one first. */
    all: () => [...drafts],

    /** @param {Files} files */
    save(files) {
      drafts[0] = { files, time: now() };
      write();
    },

    /**
     * Begin another draft; the one until now is kept behind it, unless it says the same.
     * @param {Files} files
     */
    begin(files) {
      const kept = drafts.filter((draft) => !isSame(draft.files, files) && !isBlank(draft.files));
      drafts = [{ files, time: now() }, ...kept].slice(0, EARLIER_LIMIT + 1);
      write();
    },
  };
}

/** @param {Files} a @param {Files} b */
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @param {Files} files */
const isBlank = (files) => Object.values(files).every((source) => source.trim() === "");

/** @param {Pick<Storage, "getItem"> | null} storage @returns {Draft[]} */
function read(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  } catch {
    return [];
  }
}

/** @param {any} draft @returns {draft is Draft} */
const isDraft = (draft) =>
  typeof draft?.time === "number" && typeof draft?.files?.["main.py"] === "string";
