/**
 * A stranger's markup in a frame that may do nothing. Some browsers give the frame a process of its
 * own; then the page answers however long the drawing takes.
 */

import { element } from "../element.js";
import { watchView } from "../in-view.js";
import { movingPartsOf } from "./markup.js";

/** HTML with colours of its own is meant for white paper. */
const COLOURED = /colou?r|background|fill|<svg|<img|stroke/i;
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/** Paper is light, whatever the page is. */
const ON_PAPER = "<style>@media print { :root { color-scheme: light } }</style>";

/** How many elements move in the frames that are there. */
export function movingNow() {
  const frames = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-moving]")
  );
  return [...frames].reduce((sum, { dataset }) => sum + Number(dataset.moving), 0);
}

/**
 * It is there only while it is near to what is seen: what moves
 * in it costs nothing elsewhere.
 * @param {string} html @param {string} title
 */
export function frameCard(html, title) {
  // Stricter than the page's own policy: a frame has nothing to fetch, from here or elsewhere.
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
