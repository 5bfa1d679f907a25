/**
 * All that a run prints: shown in text cards, a few times a second, up to a limit; what is past it
 * is kept for a download.
 */

import { element } from "./element.js";
import { createTextCard } from "./text-card.js";

/** @typedef {import("../shared/protocol.js").StreamName} StreamName */

const FLUSH_MS = 40;
/** Text that is put into the document at once. */
const FLUSH_CHARACTERS = 100_000;
const SHOWN_CHARACTERS = 1_000_000;
/** More than the runner sends, so that only a program which goes past it loses text here. */
const KEPT_CHARACTERS = 11_000_000;

/**
 * @param {object} options
 * @param {typeof import("./words/en.js").words} options.words
 * @param {(card: HTMLElement) => void} options.place  puts a card below the others
 */
export function createPrintedText({ words, place }) {
  /** @type {string[]} */
  const pieces = [];
  let characters = 0;
  /** @type {{stream: StreamName, text: string}[]} */
  let pending = [];
  let timer = 0;
  /** @type {ReturnType<typeof createTextCard> | undefined} the card that grows */
  let card;

  /** @param {number} limit  in characters; what is left comes with the next flush */
  function flush(limit) {
    clearTimeout(timer);
    timer = 0;
    if (pending.length > 0 && !card) {
      card = createTextCard(words.text);
      place(card.element);
    }
    let room = limit;
    while (pending[0] && room > 0) {
      const { stream, text } = pending[0];
      card?.append(stream, text.slice(0, room));
      if (text.length > room) pending[0] = { stream, text: text.slice(room) };
      else pending.shift();
      room -= text.length;
    }
    if (pending.length > 0) wait();
  }

  function wait() {
    timer ||= window.setTimeout(() => flush(FLUSH_CHARACTERS), FLUSH_MS);
  }

  /** Says that there is more, and offers it. */
  function cutCard() {
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

  return {
    /** @param {StreamName} stream @param {string} text */
    write(stream, text) {
      const room = SHOWN_CHARACTERS - characters;
      if (characters < KEPT_CHARACTERS) pieces.push(text);
      characters += text.length;
      if (room < 0) return;
      const shown = text.slice(0, room);
      const last = pending.at(-1);
      if (last?.stream === stream) last.text += shown;
      else if (shown !== "") pending.push({ stream, text: shown });
      if (text.length > room) {
        flush(Number.POSITIVE_INFINITY);
        card = undefined;
        place(cutCard());
      } else {
        wait();
      }
    },

    /** Show all that is pending: something else comes next, or nothing. */
    flush: () => flush(Number.POSITIVE_INFINITY),

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
    },
  };
}
