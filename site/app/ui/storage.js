/**
 * The browser's storage, and the way to the other tabs that write in it.
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

/** @param {string} name @returns {BroadcastChannel | null} null where the browser has none */
export function openChannel(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
