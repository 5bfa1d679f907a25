/**
 * Which examples have run here to their end, for the marks in the list.
 */

import { isListOf, isText, parsed } from "../../contract/schema.js";

const KEY = "micrograd.examples";
const MOST = 1_000;
const isIds = isListOf(isText, MOST);

/** @param {Pick<Storage, "getItem"> | null} storage @returns {Set<string>} their ids */
export function doneExamples(storage) {
  const ids = parsed(storage?.getItem(KEY) ?? "");
  return new Set(isIds(ids) ? ids : []);
}

/** @param {Pick<Storage, "setItem"> | null} storage @param {Iterable<string>} ids */
export function keepDone(storage, ids) {
  try {
    storage?.setItem(KEY, JSON.stringify([...ids]));
  } catch {
    // Without storage the page only forgets it.
  }
}
