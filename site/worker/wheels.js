/**
 * Wheels of the site that not every program needs: the page is asked for one when a program imports
 * it, because a worker without an origin reaches no file of the site.
 */

/** @param {(message: {type: "wanted", name: string}) => void} post  to the page */
export function createWheels(post) {
  /** @type {Map<string, PromiseWithResolvers<ArrayBuffer | null>>} */
  const asked = new Map();

  return {
    /** @type {import("./python.js").FetchWheel} */
    fetch(name) {
      const known = asked.get(name) ?? Promise.withResolvers();
      if (!asked.has(name)) {
        asked.set(name, known);
        post({ type: "wanted", name });
      }
      return known.promise;
    },

    /** @param {string} name @param {ArrayBuffer | null} bytes  null: it did not come; the next import asks again */
    put(name, bytes) {
      asked.get(name)?.resolve(bytes);
      if (!bytes) asked.delete(name);
    },
  };
}
