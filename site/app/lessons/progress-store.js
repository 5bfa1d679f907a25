/**
 * Where the progress lies: one entry of the browser's storage, which all tabs write. Each change is made
 * to what the entry says at that time. Before this tab overwrites work that it does not show, it hands
 * that work to the drafts. What the storage refuses comes into it with the next change.
 */

import { readFiles } from "../../contract/files.js";
import { parsed } from "../../contract/schema.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */

const KEY = "micrograd.lessons.1";

/**
 * A change that the storage has not taken yet. `isWhole`: in place of what it holds of the lesson,
 * not beside it; nothing takes that away.
 * @typedef {{isWhole: boolean, known: Record<string, any> | undefined}} Change
 */

/**
 * @param {object} options
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {() => void} options.onRefused  called once, when the storage first refuses
 * @param {(files: Files, id: string) => void} options.onOverwritten  work that this tab does not show gives way to what it writes
 */
export function createProgressStore({ storage, onRefused, onOverwritten }) {
  /** By lesson. What the storage holds is read again before each change: other tabs write as well. @type {Map<string, Change>} */
  const unwritten = new Map();
  let isRefused = false;
  /** By lesson, the work that this tab knows, as JSON: as it is kept, and as it is shown. @type {Map<string, {kept?: string, shown?: string}>} */
  const seen = new Map();

  /** Also what this version does not know. @returns {Record<string, any>} */
  function inStorage() {
    const found = parsed(storage?.getItem(KEY) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  }

  /** @param {Record<string, any>} [stored] */
  function current(stored = inStorage()) {
    const kept = { ...stored };
    for (const [id, { isWhole, known }] of unwritten) {
      if (known) kept[id] = isWhole ? known : { ...stored[id], ...known };
      else delete kept[id];
    }
    return kept;
  }

  /** What is typed goes over what the storage holds: other work is given away before. @param {Record<string, any>} stored */
  function giveAway(stored) {
    for (const [id, { isWhole, known }] of unwritten) {
      if (isWhole || !known?.files) continue;
      const before = readFiles(stored[id]?.files);
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
      storage.setItem(KEY, JSON.stringify(current(stored)));
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

  /** @param {Record<string, any>} next  all that is known from here on */
  function become(next) {
    const before = current();
    for (const id of idsOf(before, next))
      if (asText(before[id]) !== asText(next[id]))
        unwritten.set(id, { isWhole: true, known: next[id] });
    write();
  }

  return {
    current: () => current(),

    /** Why work is not to be kept: there is some that this version can't read. @param {string} id */
    isOfNewer(id) {
      const kept = inStorage()[id]?.files;
      return typeof kept === "object" && kept !== null && !readFiles(kept);
    },

    /** A lesson's program is shown. @param {string} id @param {Files | undefined} files @param {boolean} isKept  as it is kept */
    show(id, files, isKept) {
      const shown = asText(files);
      const isHeld = isKept && unwritten.get(id)?.known?.files;
      seen.set(id, { shown, kept: isHeld ? seen.get(id)?.kept : shown });
    },

    /** @param {string} id @param {Files} files  that are shown */
    keep(id, files) {
      const held = unwritten.get(id)?.known?.files;
      if (held && ![seen.get(id)?.shown, asText(files)].includes(asText(held)))
        onOverwritten(held, id);
      seen.set(id, { ...seen.get(id), shown: asText(files) });
      put(id, { files });
    },

    put,
    become,
  };
}

export const asText = (/** @type {any} */ value) => JSON.stringify(value ?? undefined);

/** @param {Record<string, any>[]} all */
export const idsOf = (...all) => new Set(all.flatMap((each) => Object.keys(each)));
