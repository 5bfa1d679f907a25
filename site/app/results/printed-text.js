/**
 * All that a run prints: shown in text cards, a few times a second, up to a limit; what is past it
 * is kept for a download.
 */

import { element } from "../ui/element.js";
import { createTextCard } from "./text-card.js";

/** @typedef {import("../../contract/protocol.js").StreamName} StreamName */

/** Text is shown a few times a second, and what is much of it in the frames after. */
const FLUSH_MS = 40;
const FRAME_MS = 16;
/** So long a flush may go on: the page answers in between. */
const FLUSH_BUDGET_MS = 10;
/** Text that is put into the document at once; each change of its style is work as well. */
const STEP_CHARACTERS = 8_000;
const STYLED_STEP_CHARACTERS = 3_000;
const SHOWN_CHARACTERS = 1_000_000;
/** More than the runner sends, so that only a program which goes past it loses text here. */
const KEPT_CHARACTERS = 11_000_000;

/**
 * @param {object} options
 * @param {import("../words/words.js").PageWords} options.words
 * @param {(card: HTMLElement) => void} options.place  puts a card below the others
 */
export function createPrintedText({ words, place }) {
  /** @type {string[]} */
  let pieces = [];
  let characters = 0;
  /** @type {{card: ReturnType<typeof createTextCard>, stream: StreamName, text: string}[]} */
  let pending = [];
  let timer = 0;
  /** @type {ReturnType<typeof createTextCard> | undefined} the card that grows */
  let card;
  /** @type {(() => void)[]} who waits until nothing is pending */
  let waiting = [];

  /**
   * Show what is pending, as much as the time allows; the rest comes with the next flush. A piece is
   * shown in any case: where the clock has jumped, text waits all the same.
   */
  function flush() {
    timer = 0;
    const start = performance.now();
    do showPiece();
    while (pending.length > 0 && performance.now() - start < FLUSH_BUDGET_MS);
    if (pending.length > 0) return wait(FRAME_MS);
    for (const done of waiting) done();
    waiting = [];
  }

  function showPiece() {
    const [piece] = pending;
    if (!piece) return;
    const { card: target, stream, text } = piece;
    show(target);
    const step = text.includes("\u001b") ? STYLED_STEP_CHARACTERS : STEP_CHARACTERS;
    target.append(stream, text.slice(0, step));
    if (text.length > step) piece.text = text.slice(step);
    else pending.shift();
  }

  /** @param {number} milliseconds */
  function wait(milliseconds) {
    timer ||= window.setTimeout(flush, milliseconds);
  }

  /** @param {ReturnType<typeof createTextCard>} target */
  function show(target) {
    if (!target.element.isConnected) place(target.element);
  }

  /** Something else comes next: the card's place is here, even if its text comes later. */
  function hold() {
    if (card && pending.some((piece) => piece.card === card)) show(card);
  }

  /** @param {StreamName} stream @param {string} text */
  function add(stream, text) {
    if (text === "") return;
    card ??= createTextCard(words.text);
    const last = pending.at(-1);
    if (last?.card === card && last.stream === stream) last.text += text;
    else pending.push({ card, stream, text });
    wait(FLUSH_MS);
  }

  return {
    /** @param {StreamName} stream @param {string} text */
    write(stream, text) {
      const room = SHOWN_CHARACTERS - characters;
      if (characters < KEPT_CHARACTERS) pieces.push(text);
      characters += text.length;
      if (room < 0) return;
      add(stream, text.slice(0, room));
      if (text.length > room) {
        hold();
        card = undefined;
        place(cutCard(words, pieces));
      }
    },

    hold,

    /** Count anew what the limits are about. */
    renew() {
      pieces = [];
      characters = 0;
    },

    /** Wait until all that is pending is shown. */
    async settled() {
      clearTimeout(timer);
      flush();
      if (pending.length > 0) await new Promise((resolve) => waiting.push(() => resolve(null)));
    },

    /** The card that grows. */
    card: () => card,

    /** @param {typeof card} [another]  the card that grows from here on; none: a new one */
    goOnIn(another) {
      card = another;
    },

    /** Drop what is pending. */
    drop() {
      pending = [];
      clearTimeout(timer);
      flush();
    },
  };
}

/**
 * Says that there is more, and offers it.
 * @param {import("../words/words.js").PageWords} words
 * @param {string[]} pieces  of the text; more may come
 */
function cutCard(words, pieces) {
  const button = element("button", { type: "button", className: "quiet" }, words.downloadText);
  button.addEventListener("click", () => {
    const file = new Blob(pieces, { type: "text/plain;charset=utf-8" });
    const link = element("a", { download: "output.txt", href: URL.createObjectURL(file) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
  const sentence = words.shownText(SHOWN_CHARACTERS);
  return element("p", { className: "card note" }, sentence, " ", button);
}
