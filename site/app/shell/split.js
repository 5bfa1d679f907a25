/**
 * How much of the page's width the code has: what the visitor has chosen, for the first paint.
 */

const KEY = "micrograd.split";

/** Show the code as wide as the visitor has chosen. @param {HTMLElement} root @param {string | null | undefined} kept  in hundredths of the page's width */
export function setSplit(root, kept) {
  if (kept && /^\d\d(\.\d+)?$/.test(kept)) root.style.setProperty("--split", `${kept}%`);
}

/** @param {Pick<Storage, "getItem"> | null} storage */
export const keptSplit = (storage) => storage?.getItem(KEY);

/** @param {Pick<Storage, "setItem"> | null} storage @param {string} split */
export function keepSplit(storage, split) {
  try {
    storage?.setItem(KEY, split);
  } catch {
    // Without storage the page only forgets it.
  }
}
