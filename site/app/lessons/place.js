/**
 * Which lesson the visitor goes on with. The page knows it at once; the lessons themselves come
 * later.
 */

const KEY = "micrograd.lesson";

/** @param {Pick<Storage, "getItem"> | null} storage @returns {number | null} the lesson's number, from 1; 0: all are passed; null: none is begun */
export function keptPlace(storage) {
  const kept = storage?.getItem(KEY);
  return kept && /^\d{1,3}$/.test(kept) ? Number(kept) : null;
}

/** @param {Pick<Storage, "setItem" | "removeItem"> | null} storage @param {number | null} number */
export function keepPlace(storage, number) {
  try {
    if (number === null) storage?.removeItem(KEY);
    else storage?.setItem(KEY, String(number));
  } catch {
    // Without storage the page only forgets it.
  }
}
