/**
 * Shows a run's printed text in cards, a few times a second, up to a limit; text beyond that is
 * kept for a download.
 */

import { element } from "../ui/element.js";

/** @typedef {import("../../contract/protocol.js").StreamName} StreamName */
/** @typedef {ReturnType<typeof import("./text-card.js").createTextCard>} TextCard */

/** The delay before text is shown; a lot of text is shown over several frames. */
const FLUSH_MS = 40;
const FRAME_MS = 16;
/** The longest time of a flush, so that the page responds in between. */
const FLUSH_BUDGET_MS = 10;
/** The most characters that are put into the document at once; styles take time too. */
const STEP_CHARACTERS = 8_000;
const STYLED_STEP_CHARACTERS = 3_000;
const SHOWN_CHARACTERS = 1_000_000;
/** The most characters that are kept: more than the runner sends. */
const KEPT_CHARACTERS = 11_000_000;

/**
 * @param {object} options
 * @param {import("../words/words.js").PageWords} options.words
 * @param {(card: HTMLElement) => void} options.place  puts a card below the others
 * @param {(label: string) => TextCard} options.createTextCard  loaded before the first run
 */
export function createPrintedText({ words, place, createTextCard }) {
  /** @type {string[]} */
  let pieces = [];
  let characters = 0;
  /** @type {{card: TextCard, stream: StreamName, text: string}[]} */
  let pending = [];
  let timer = 0;
  /** @type {TextCard | undefined} the card that grows */
  let card;
  /** @type {(() => void)[]} who waits until nothing is pending */
  let waiting = [];

  /**
   * Show pending text, as much as the time allows; the rest comes with the next flush. At least one
   * piece is shown, even if the clock has jumped.
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

  /** @param {TextCard} target */
  function show(target) {
    if (!target.element.isConnected) place(target.element);
  }

  /** Fix the card's place before another card comes, even if its text is shown later. */
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

    /** Start counting for the limits again. */
    renew() {
      pieces = [];
      characters = 0;
    },

    /** Wait until all pending text is shown. */
    async settled() {
      clearTimeout(timer);
      flush();
      if (pending.length > 0) await new Promise((resolve) => waiting.push(() => resolve(null)));
    },

    /** The card that text is added to. */
    card: () => card,

    /** @param {typeof card} [another]  the card that grows from here on; none: a new one */
    goOnIn(another) {
      card = another;
    },

    /** Drop pending text. */
    drop() {
      pending = [];
      clearTimeout(timer);
      flush();
    },
  };
}

/**
 * Return a card that says that there is more text, and offers a download.
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
