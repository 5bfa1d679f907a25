/**
 * The browser's storage, and the channel to the other tabs that write in it.
 */

/**
 * @param {"localStorage" | "sessionStorage"} name
 * @returns {Storage | null} null if a setting forbids to use it
 */
export function openStorage(name) {
  try {
    window[name].getItem("");
    return window[name];
  } catch {
    return null;
  }
}

/** @param {string} name @returns {BroadcastChannel | null} null if the browser has none */
export function openChannel(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
