/**
 * The page inside another one: `?embed`, with `readonly`, `results` and `theme=light` or `dark`.
 *
 * It stores nothing in this browser, and downloads Python when somebody first uses it; where a recorded
 * run is shown, when somebody needs Python.
 */

/** @typedef {{isReadOnly: boolean, hasEditor: boolean, theme: string}} Embedding */

/** @param {string} search  `location.search` @returns {Embedding | null} */
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

/**
 * Call back when somebody points at the page, or moves the focus into it.
 * @param {() => void} onUse  may be called often
 */
export function watchUse(onUse) {
  for (const kind of ["pointerover", "focusin", "keydown", "touchstart"])
    window.addEventListener(kind, onUse, { passive: true });
}

/**
 * Post this page's full height to the embedding page, now and at each change:
 * `{type: "micrograd.height", height}`, in CSS pixels.
 * @param {HTMLElement} content
 */
export function tellHeight(content) {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Any embedding page may know this: it is only a size.
    window.parent.postMessage({ type: "micrograd.height", height }, "*");
  }).observe(content);
}
