/**
 * Commands from the page to the running program: the only way to it, besides Stop.
 *
 * While a program computes, no message reaches it. When it suspends itself (`run_sync`) or awaits,
 * it takes the next command of a channel, or all. A command that nobody waits for is kept until
 * then.
 */

export function createCommands() {
  /** @type {Map<string, string[]>} */
  const commands = new Map();
  /** @type {Map<string, () => void>} */
  const waiting = new Map();

  /** Resolves when the messages that have arrived are handled. */
  async function aTurn() {
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    port1.close();
  }

  /**
   * @param {string} channel  nobody else may wait for its commands
   * @param {number} [milliseconds]  the longest time to wait
   * @returns {Promise<void>} resolves when the channel has a command, or the time is over
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
     * @param {number} milliseconds  the longest time to wait for a first command; below 0: without
     *   limit
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
