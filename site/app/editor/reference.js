/**
 * Fetches the reference of names, a file of the site: once, when it is first asked for.
 */

import built from "built-files";

/** @returns {Promise<import("./scope.js").Reference | null>} null if it can't be had */
export async function fetchReference() {
  try {
    const response = await fetch(built.reference);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
