/**
 * Printed text as a card that grows.
 *
 * The text stands in blocks of a few thousand characters: a browser lays out what is new and what
 * is seen, and not all the text again with each piece.
 */

import { element } from "./element.js";

/** @typedef {import("../shared/protocol.js").StreamName} StreamName */

const BLOCK_CHARACTERS = 4_000;
/** A line longer than this goes on in another block, and looks as if it were wrapped there. */
const LINE_CHARACTERS = 8_000;

/** @param {string} label */
export function createTextCard(label) {
  const card = element("pre", { className: "card text", "aria-label": label, tabIndex: 0 });
  let block = element("div");
  let characters = 0;

  /** @param {StreamName} stream @param {string} text */
  function add(stream, text) {
    if (text === "") return;
    if (!block.isConnected) card.append(block);
    block.append(stream === "stderr" ? element("span", { className: "stderr" }, text) : text);
    characters += text.length;
  }

  function beginBlock() {
    const lines = (block.textContent?.split("\n").length ?? 0) + Math.floor(characters / 100);
    // How tall it is, about, before it was ever laid out.
    block.style.setProperty("--lines", String(lines));
    block = element("div");
    characters = 0;
  }

  return {
    element: card,

    /** @param {StreamName} stream @param {string} text */
    append(stream, text) {
      const isAtEnd = card.scrollTop + card.clientHeight >= card.scrollHeight - 8;
      let rest = text;
      while (rest !== "") {
        // A block ends with a line, and then that line's end is the block's; or in a long line.
        const end = rest.indexOf("\n", Math.max(0, BLOCK_CHARACTERS - characters));
        const room = Math.max(0, LINE_CHARACTERS - characters);
        if (end >= 0 && end <= room) {
          add(stream, rest.slice(0, end));
          if (!block.isConnected) card.append(block);
          rest = rest.slice(end + 1);
          beginBlock();
        } else if (rest.length > room) {
          add(stream, rest.slice(0, room));
          rest = rest.slice(room);
          beginBlock();
        } else {
          add(stream, rest);
          rest = "";
        }
      }
      if (isAtEnd) card.scrollTop = card.scrollHeight;
    },
  };
}
