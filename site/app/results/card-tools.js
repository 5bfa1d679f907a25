/**
 * The button that copies a card: one for all cards, beside the card with the pointer or the focus.
 */

import { copyText } from "../ui/clipboard.js";
import { element } from "../ui/element.js";
import { iconButton } from "../ui/icons.js";
import { printedText } from "./text-card.js";
import { wholeOf } from "./whole.js";

/** Cards that have no menu of their own. */
const KINDS = ".text, .value, .error, .echo, .note, .image, .data-table";

/**
 * @param {HTMLElement} cards
 * @param {import("../words/words.js").Words["results"]} words
 */
export function createCardTools(cards, words) {
  const { element: button, become } = iconButton("copy", words.copy, copy);
  button.classList.add("copy-card");
  /** @type {HTMLElement | null} */
  let card = null;

  let pointed = "";

  /** @param {PointerEvent} event */
  function point({ target, screenX, screenY }) {
    const place = `${screenX} ${screenY}`;
    // Cards may move under a resting pointer: then the button stays at the card with the focus.
    const { activeElement } = document;
    const hasFocus = activeElement === button || card?.contains(activeElement);
    if (place !== pointed || !hasFocus) show({ target });
    pointed = place;
  }

  /** @param {Pick<Event, "target">} event */
  function show({ target }) {
    const found = /** @type {Element} */ (target).closest?.(".cards > .card");
    if (target === button || !(found instanceof HTMLElement)) return;
    if (found === card && button.isConnected) return;
    card = found;
    button.remove();
    if (!found.matches(KINDS) || found.querySelector("form")) return;
    become("copy", words.copy);
    // Right after it, so that the next Tab goes there.
    found.after(button);
    button.style.top = `${found.offsetTop}px`;
  }

  async function copy() {
    const isDone = card !== null && (await copyCard(card));
    become(isDone ? "done" : "refused", isDone ? words.copied : words.notCopied);
  }

  cards.addEventListener("pointerover", point);
  cards.addEventListener("focusin", show);

  return {
    hide() {
      card = null;
      button.remove();
    },
  };
}

/** @param {HTMLElement} card */
function copyCard(card) {
  const image = card.querySelector("img");
  if (image) return copyImage(image);
  const whole = wholeOf(card);
  if (whole !== undefined) return copyText(whole);
  const table = card.querySelector("table");
  if (table) return copyText(textOfTable(table));
  return copyText(card.matches(".text") ? printedText(card) : (card.textContent ?? ""));
}

/** @param {HTMLTableElement} table @returns {string} columns apart by tabs, as spreadsheets take them */
const textOfTable = (table) =>
  [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.textContent).join("\t"))
    .join("\n");

/** @param {HTMLImageElement} image @returns {Promise<boolean>} */
async function copyImage(image) {
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = element("canvas", { width, height });
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  try {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    return true;
  } catch {
    return false;
  }
}
