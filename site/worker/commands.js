/**
 * Letters from the page to the program that runs: the one way in, besides Stop.
 *
 * Nothing reaches a program that computes. One that suspends itself (`run_sync`), or awaits, takes
 * the next letter of a box, or all; a letter that no one waits for lies there until it is taken.
 */

export function createMailbox() {
  /** @type {Map<string, string[]>} */
  const letters = new Map();
  /** @type {Map<string, () => void>} */
  const waiting = new Map();

  /** Settled when what came meanwhile has been heard. */
  async function aTurn() {
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    port1.close();
  }

  /**
   * @param {string} box  no one else waits for its letters
   * @param {number} [milliseconds]  how long to wait at most
   * @returns {Promise<void>} settled when there is a letter in it, or the time is over
   */
  function arrival(box, milliseconds) {
    if (letters.has(box)) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.set(box, resolve);
      if (milliseconds !== undefined) setTimeout(resolve, milliseconds);
    });
  }

  return {
    /** @param {string} box @param {string} content */
    put(box, content) {
      letters.set(box, [...(letters.get(box) ?? []), content]);
      waiting.get(box)?.();
      waiting.delete(box);
    },

    /**
     * @param {string} box
     * @returns {Promise<string>} its next letter
     */
    async take(box) {
      await arrival(box);
      const [content = "", ...rest] = letters.get(box) ?? [];
      if (rest.length > 0) letters.set(box, rest);
      else letters.delete(box);
      return content;
    },

    /**
     * @param {string} box
     * @param {number} milliseconds  how long to wait for a first letter; 0: not at all, below 0: until one comes
     * @returns {Promise<string[]>} all its letters
     */
    async takeAll(box, milliseconds) {
      if (milliseconds === 0) await aTurn();
      else await arrival(box, milliseconds < 0 ? undefined : milliseconds);
      const all = letters.get(box) ?? [];
      letters.delete(box);
      return all;
    },
  };
}
