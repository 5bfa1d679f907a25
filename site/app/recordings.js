/**
 * Fetches the recorded runs of the examples. That of the program which the page opens first is small,
 * and is seen first: it and the code that draws it come before Python.
 */

import examples from "built-examples";
import { createDrafts } from "./program/drafts.js";
import { readEmbedding } from "./shell/embed.js";
import { builtNames, fetchJson, lazily } from "./ui/lazy.js";
import { openStorage } from "./ui/storage.js";

/** @type {Map<string, (options: {isQuiet: boolean}) => Promise<unknown>>} */
const loads = new Map();

/** @param {string} id  an example's @returns {Promise<unknown>} its recorded run, unchecked; undefined if it does not come */
export async function fetchRecording(id) {
  const path = builtNames().find((name) => name.startsWith(`./app/recorded-${id}-`));
  if (!path) return undefined;
  if (!loads.has(id))
    loads.set(
      id,
      lazily((init) => fetchJson(path, { priority: "high", ...init })),
    );
  return loads.get(id)?.({ isQuiet: true });
}

/** The example that the page opens first, if it is one. @returns {string | undefined} its id */
export function firstExample() {
  const { hash, search } = location;
  if (hash !== "") return examples.find(({ id }) => hash === `#example=${id}`)?.id;
  const storage = openStorage("localStorage");
  const drafts = () => createDrafts({ storage, tabStorage: openStorage("sessionStorage") });
  return readEmbedding(search) || !drafts().latest() ? examples[0]?.id : undefined;
}
