/**
 * Shows untrusted markup in a sandboxed frame. Some browsers give the frame its own process; then
 * the page responds even if the drawing takes long.
 */

import { element } from "../element.js";
import { watchView } from "../in-view.js";
import { movingPartsOf } from "./markup.js";

/** HTML with its own colours is meant for a white background. */
const COLOURED = /colou?r|background|fill|<svg|<img|stroke/i;
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/** Paper is light, whatever the page is. */
const ON_PAPER = "<style>@media print { :root { color-scheme: light } }</style>";

/** Return the number of animated elements in all current frames. */
export function movingNow() {
  const frames = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-moving]")
  );
  return [...frames].reduce((sum, { dataset }) => sum + Number(dataset.moving), 0);
}

/**
 * Return a card with the frame, which exists only while it is almost in view, so that animations
 * cost nothing elsewhere.
 * @param {string} html @param {string} title
 */
export function frameCard(html, title) {
  // Stricter than the page's own policy: the frame may fetch nothing.
  const policy = element("meta", { httpEquiv: "Content-Security-Policy", content: FRAME_POLICY });
  const isPlain = !COLOURED.test(html);
  const scheme = element("meta", { name: "color-scheme", content: "light dark" }).outerHTML;
  const head = policy.outerHTML + (isPlain ? scheme + ON_PAPER : "");
  const frame = element("iframe", { title, srcdoc: head + html });
  frame.classList.toggle("plain", isPlain);
  frame.setAttribute("sandbox", "");
  frame.dataset.moving = String(movingPartsOf(html));
  const card = element("div", { className: "card html" }, frame);
  const stop = watchView(card, (isNear) => {
    if (!card.isConnected) {
      stop();
    } else if (isNear) {
      if (!frame.isConnected) card.replaceChildren(frame);
    } else if (frame.isConnected) {
      card.replaceChildren(
        element("div", { className: "away", style: `height: ${frame.offsetHeight}px` }),
      );
    }
  });
  return card;
}
