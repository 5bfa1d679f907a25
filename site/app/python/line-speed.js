/**
 * Measures the speed of the connection by the first bytes that arrive.
 */

/** The speed is measured after this number of bytes, or this time, whichever comes first. */
const ENOUGH_BYTES = 750_000;
const ENOUGH_MS = 600;

/**
 * @param {object} options
 * @param {number} options.fast  in bytes per second
 * @param {() => number} [options.now]  in milliseconds
 */
export function createLineSpeed({ fast, now = () => performance.now() }) {
  /** @type {PromiseWithResolvers<boolean>} */
  const judged = Promise.withResolvers();
  let bytes = 0;
  let start = 0;
  let hasBegun = false;

  function judge() {
    judged.resolve(bytes * 1000 >= fast * (now() - start));
  }

  return {
    /** Resolves after the first bytes; never, if none arrive. */
    isFast: judged.promise,

    /** @param {number} count  bytes as they were transferred */
    count(count) {
      if (!hasBegun) {
        // It is not known when these were sent, so the clock starts now.
        hasBegun = true;
        start = now();
        setTimeout(judge, ENOUGH_MS);
        return;
      }
      bytes += count;
      if (bytes >= ENOUGH_BYTES) judge();
    },
  };
}
