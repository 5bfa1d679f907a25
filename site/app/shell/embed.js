/**
 * The page inside another one: `?embed`, with `readonly`, `results` and `theme=light` or `dark`.
 *
 * Nothing of it is kept in this browser, and Python is fetched when someone turns to it.
 */

/** @typedef {{isReadOnly: boolean, hasEditor: boolean, theme: string}} Embedding */

/** @param {string} search  as `location.search` gives it @returns {Embedding | null} */
export function readEmbedding(search) {
  const options = new URLSearchParams(search);
  if (!options.has("embed")) return null;
  const theme = options.get("theme") ?? "";
  return {
    isReadOnly: options.has("readonly"),
    hasEditor: !options.has("results"),
    theme: theme === "light" || theme === "dark" ? theme : "system",
  };
}

/** Settled when someone points at the page, or goes into it. */
export function whenWanted() {
  /** @type {PromiseWithResolvers<void>} */
  const wanted = Promise.withResolvers();
  for (const kind of ["pointerover", "focusin", "keydown", "touchstart"])
    window.addEventListener(kind, () => wanted.resolve(), { once: true, passive: true });
  return wanted.promise;
}

/**
 * Tell the page around how tall this one would be, now and when that changes:
 * `{type: "micrograd.height", height}`, in CSS pixels.
 * @param {HTMLElement} content
 */
export function tellHeight(content) {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Whoever embeds the page may know it: it is nothing but a size.
    window.parent.postMessage({ type: "micrograd.height", height }, "*");
  }).observe(content);
}
