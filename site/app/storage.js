/**
 * The browser's storage.
 */

/**
 * @param {"localStorage" | "sessionStorage"} name
 * @returns {Storage | null} null where a setting forbids to ask for it or to read it
 */
export function openStorage(name) {
  try {
    window[name].getItem("");
    return window[name];
  } catch {
    return null;
  }
}
