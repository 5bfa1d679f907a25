/**
 * The history of the console's inputs, stored for the tab.
 */

import { parsed } from "../../contract/schema.js";

const KEY = "console";
const KEPT = 200;
const LONGEST = 10_000;

/** @param {Pick<Storage, "getItem" | "setItem"> | null} storage  null: kept until a reload */
export function createConsoleHistory(storage) {
  const entries = read(storage);
  let place = entries.length;
  /** The text in the field before the first step back. */
  let begun = "";

  function keep() {
    place = entries.length;
    try {
      storage?.setItem(KEY, JSON.stringify(entries));
    } catch {
      // The storage is full or forbidden: the inputs are kept until a reload.
    }
  }

  return {
    /** @param {string} entry */
    add(entry) {
      if (entry !== entries.at(-1) && entry.length <= LONGEST) entries.push(entry);
      entries.splice(0, entries.length - KEPT);
      keep();
    },

    /** Remove the last entry, if it is this one: it was incomplete. @param {string} entry */
    drop(entry) {
      if (entry !== entries.at(-1)) return;
      entries.pop();
      keep();
    },

    /**
     * @param {-1 | 1} direction  to the previous or the next entry
     * @param {string} text  the text in the field
     * @returns {string | undefined} undefined if there is none
     */
    step(direction, text) {
      const next = place + direction;
      if (next < 0 || next > entries.length) return undefined;
      if (place === entries.length) begun = text;
      place = next;
      return entries[place] ?? begun;
    },
  };
}

/** @param {Pick<Storage, "getItem"> | null} storage @returns {string[]} */
function read(storage) {
  const kept = parsed(storage?.getItem(KEY) ?? "[]");
  return Array.isArray(kept) ? kept.filter((entry) => typeof entry === "string") : [];
}
