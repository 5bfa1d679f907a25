/** Return an in-memory `Storage`. @param {Record<string, string>} [kept] @param {{limit?: number}} [options]  in characters */
export function memory(kept = {}, { limit = Number.POSITIVE_INFINITY } = {}) {
  const size = () => Object.entries(kept).reduce((sum, [k, v]) => sum + k.length + v.length, 0);
  return {
    kept,
    get length() {
      return Object.keys(kept).length;
    },
    key: (/** @type {number} */ i) => Object.keys(kept)[i] ?? null,
    getItem: (/** @type {string} */ key) => kept[key] ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      const before = kept[key];
      kept[key] = value;
      if (size() <= limit) return;
      if (before === undefined) delete kept[key];
      else kept[key] = before;
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem(/** @type {string} */ key) {
      delete kept[key];
    },
  };
}
