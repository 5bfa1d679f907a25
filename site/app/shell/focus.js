/**
 * Keeps the keyboard's focus on the page: where what had it goes away or is disabled by what was
 * pressed, the part around it takes it.
 */

const PARTS = "figure, form, section, [role=group], [role=region]";

/**
 * @param {Document} document
 * @param {() => HTMLElement} fallback  where no part around it is left
 */
export function keepFocus(document, fallback) {
  const watch = () => {
    const had = document.activeElement;
    if (!had || had === document.body) return;
    const around = ancestors(had);
    // After all that the press does at once, and before it is drawn.
    requestAnimationFrame(() => {
      const has = document.activeElement;
      if (has && has !== document.body && !(has === had && !canKeep(had))) return;
      const part = around.find((each) => each.matches(PARTS) && canKeep(each)) ?? fallback();
      if (part.tabIndex < 0) part.tabIndex = -1;
      part.focus({ preventScroll: true });
    });
  };
  // Before the listeners of what was pressed.
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
