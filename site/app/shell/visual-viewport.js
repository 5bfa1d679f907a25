/**
 * Keeps the page within the visual viewport. In Safari the software keyboard covers the page
 * instead of making it smaller, and only the visual viewport tells.
 */

/**
 * @param {HTMLElement} body  gets `--seen-height` and `--seen-top` while a keyboard covers it
 * @param {VisualViewport | null} viewport
 * @param {() => number} layoutHeight
 */
export function watchVisualViewport(body, viewport, layoutHeight) {
  if (!viewport) return;
  const follow = () => {
    // A visitor who zooms in wants to see only a part.
    const isCovered = viewport.scale === 1 && viewport.height < layoutHeight() - 1;
    for (const [name, value] of [
      ["--seen-height", viewport.height],
      ["--seen-top", viewport.offsetTop],
    ]) {
      if (isCovered) body.style.setProperty(String(name), `${value}px`);
      else body.style.removeProperty(String(name));
    }
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
}
