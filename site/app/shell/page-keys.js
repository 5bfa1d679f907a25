/**
 * The keys that work wherever the focus is, but in a dialog. Whoever has the focus may take one first.
 */

/**
 * @param {object} on
 * @param {() => unknown} on.run
 * @param {() => unknown} on.share
 * @param {() => unknown} on.list  of the keys
 */
export function listenForKeys({ run, share, list }) {
  /** @type {Record<string, (() => unknown) | undefined>} */
  const acts = { "ctrl enter": run, "ctrl s": share, "shift f1": list };
  document.addEventListener("keydown", (event) => {
    const act = acts[pressed(event)];
    if (!act || event.defaultPrevented || document.querySelector("dialog:modal")) return;
    // The browser opens a link in a tab of its own.
    if (act === run && event.target instanceof HTMLAnchorElement) return;
    event.preventDefault();
    if (!event.repeat) act();
  });
}

/** @param {KeyboardEvent} event */
const pressed = ({ key, ctrlKey, metaKey, shiftKey, altKey }) =>
  [(ctrlKey || metaKey) && "ctrl", altKey && "alt", shiftKey && "shift", key.toLowerCase()]
    .filter(Boolean)
    .join(" ");
