/**
 * Keeps the keyboard's focus on the page: if a press removes or disables the focused element, the
 * part around it gets the focus.
 */

const PARTS = "figure, form, section, [role=group], [role=region]";

/**
 * @param {Document} document
 * @param {() => HTMLElement} fallback  the element if there is no such part
 */
export function keepFocus(document, fallback) {
  const watch = () => {
    const had = document.activeElement;
    if (!had || had === document.body) return;
    const around = ancestors(had);
    // After everything that the press does at once, and before painting.
    requestAnimationFrame(() => {
      const has = document.activeElement;
      if (has && has !== document.body && !(has === had && !canKeep(had))) return;
      const part = around.find((each) => each.matches(PARTS) && canKeep(each)) ?? fallback();
      if (part.tabIndex < 0) part.tabIndex = -1;
      part.focus({ preventScroll: true });
    });
  };
  // Before the listeners of the pressed element.
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, watch, true);
}

/** @param {Element} element */
const canKeep = (element) =>
  element.isConnected &&
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.matches(":disabled");

/** @param {Element} element @returns {HTMLElement[]} */
function ancestors(element) {
  const found = [];
  for (let each = element.parentElement; each; each = each.parentElement) found.push(each);
  return found;
}
