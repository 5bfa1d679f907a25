/**
 * Commands from the page to the program that runs: the one way in, besides Stop.
 *
 * Nothing reaches a program that computes. One that suspends itself (`run_sync`), or awaits, takes
 * the next command of a channel, or all; a command that no one waits for lies there until it is taken.
 */

export function createCommands() {
  /** @type {Map<string, string[]>} */
  const commands = new Map();
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
   * @param {string} channel  no one else waits for its commands
   * @param {number} [milliseconds]  how long to wait at most
   * @returns {Promise<void>} settled when there is a command in it, or the time is over
   */
  function arrival(channel, milliseconds) {
    if (commands.has(channel)) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.set(channel, resolve);
      if (milliseconds !== undefined) setTimeout(resolve, milliseconds);
    });
  }

  return {
    /** @param {string} channel @param {string} content */
    put(channel, content) {
      commands.set(channel, [...(commands.get(channel) ?? []), content]);
      waiting.get(channel)?.();
      waiting.delete(channel);
    },

    /**
     * @param {string} channel
     * @returns {Promise<string>} its next command
     */
    async take(channel) {
      await arrival(channel);
      const [content = "", ...rest] = commands.get(channel) ?? [];
      if (rest.length > 0) commands.set(channel, rest);
      else commands.delete(channel);
      return content;
    },

    /**
     * @param {string} channel
     * @param {number} milliseconds  how long to wait for a first command; 0: not at all, below 0: until one comes
     * @returns {Promise<string[]>} all its commands
     */
    async takeAll(channel, milliseconds) {
      if (milliseconds === 0) await aTurn();
      else await arrival(channel, milliseconds < 0 ? undefined : milliseconds);
      const all = commands.get(channel) ?? [];
      commands.delete(channel);
      return all;
    },
  };
}
