/**
 * Letters from the page to the program that runs: the one way in, besides Stop.
 *
 * Nothing reaches a program that computes. One that suspends itself (`run_sync`), or awaits, takes
 * the next letter of a box; a letter that no one waits for lies there until it is taken.
 */

export function createMailbox() {
  /** @type {Map<string, string[]>} */
  const letters = new Map();
  /** @type {Map<string, (content: string) => void>} */
  const waiting = new Map();

  return {
    /** @param {string} box @param {string} content */
    put(box, content) {
      const take = waiting.get(box);
      waiting.delete(box);
      if (take) take(content);
      else letters.set(box, [...(letters.get(box) ?? []), content]);
    },

    /**
     * @param {string} box  no one else waits for its letters
     * @returns {Promise<string>} its next letter
     */
    take(box) {
      const [content, ...rest] = letters.get(box) ?? [];
      if (content === undefined) return new Promise((resolve) => waiting.set(box, resolve));
      letters.set(box, rest);
      return Promise.resolve(content);
    },
  };
}
