/**
 * The divider between code and results: it is dragged, or moved by the arrow keys.
 */

import { element } from "../ui/element.js";
import { keepSplit, keptSplit, setSplit } from "./split.js";

/** In hundredths of the page's width. */
const [LEAST, USUAL, MOST] = [25, 50, 75];
const STEP = 2;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {HTMLElement} options.main  contains both
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 */
export function createDivider({ label, main, storage }) {
  const root = element("div", {
    className: "divider",
    role: "separator",
    tabIndex: 0,
    "aria-label": label,
    "aria-orientation": "vertical",
    "aria-valuemin": LEAST,
    "aria-valuemax": MOST,
  });
  let split = Number(keptSplit(storage) ?? USUAL);

  /** @param {number} wanted */
  function move(wanted) {
    split = Math.min(MOST, Math.max(LEAST, Math.round(wanted * 10) / 10));
    root.setAttribute("aria-valuenow", String(Math.round(split)));
    setSplit(document.documentElement, String(split));
  }

  const isFromRight = () => getComputedStyle(main).direction === "rtl";
  const keep = () => keepSplit(storage, String(split));

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    root.setPointerCapture(event.pointerId);
    // No text is selected meanwhile.
    event.preventDefault();
    root.focus({ preventScroll: true });
  });
  root.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (!root.hasPointerCapture(pointerId)) return;
    const { left, right, width } = main.getBoundingClientRect();
    move((100 * (isFromRight() ? right - clientX : clientX - left)) / width);
  });
  root.addEventListener("lostpointercapture", keep);
  root.addEventListener("dblclick", () => {
    move(USUAL);
    keep();
  });
  root.addEventListener("keydown", (event) => {
    const forward = isFromRight() ? -STEP : STEP;
    const moved = new Map([
      ["ArrowLeft", split - forward],
      ["ArrowRight", split + forward],
      ["Home", LEAST],
      ["End", MOST],
      ["Enter", USUAL],
    ]).get(event.key);
    if (moved === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(moved);
    keep();
  });
  move(split);
  return root;
}
