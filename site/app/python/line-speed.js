/**
 * How fast the line is, judged by the first bytes that come.
 */

/** Judged after so many bytes, or so long, whichever comes first. */
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
    /** Settled by the first bytes; never, where none come. */
    isFast: judged.promise,

    /** @param {number} count  of bytes as they came over the line */
    count(count) {
      if (!hasBegun) {
        // When these were sent is not known: the clock begins with them.
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
