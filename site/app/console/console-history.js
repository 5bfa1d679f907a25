/**
 * What was typed at the console, to be had again: kept for the tab.
 */

const KEY = "console";
const KEPT = 200;
const LONGEST = 10_000;

/** @param {Pick<Storage, "getItem" | "setItem"> | null} storage  null: kept until a reload */
export function createConsoleHistory(storage) {
  const entries = read(storage);
  let place = entries.length;
  /** What was being typed before the first step back. */
  let begun = "";

  function keep() {
    place = entries.length;
    try {
      storage?.setItem(KEY, JSON.stringify(entries));
    } catch {
      // A full or forbidden storage: they are kept until a reload.
    }
  }

  return {
    /** @param {string} entry */
    add(entry) {
      if (entry !== entries.at(-1) && entry.length <= LONGEST) entries.push(entry);
      entries.splice(0, entries.length - KEPT);
      keep();
    },

    /** @param {string} entry  the last one, if it is that: it was only a part */
    drop(entry) {
      if (entry !== entries.at(-1)) return;
      entries.pop();
      keep();
    },

    /**
     * @param {-1 | 1} direction  to the entry before or after
     * @param {string} text  what stands in the field
     * @returns {string | undefined} undefined where there is none
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
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}
