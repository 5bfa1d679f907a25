/**
 * The card of printed text, to which text is added.
 *
 * The text is in blocks of a few thousand characters, so that a browser lays out only new and
 * visible blocks, and not the whole text again with each piece.
 */

import { element } from "../ui/element.js";
import { createReader } from "../ui/untrusted/shaping.js";
import { createStyler } from "./ansi.js";

/** @typedef {import("../../contract/protocol.js").StreamName} StreamName */

const BLOCK_CHARACTERS = 4_000;
/** A longer line continues in another block, and looks wrapped there. */
const LINE_CHARACTERS = 8_000;

/** @param {string} label */
export function createTextCard(label) {
  const card = element("pre", { className: "card text", "aria-label": label, tabIndex: 0 });
  let block = element("div");
  let characters = 0;

  const styler = createStyler();
  let read = createReader();
  /** Whether the next text replaces the last line, after a carriage return. */
  let isBack = false;

  /** @param {StreamName} stream @param {string} text */
  function add(stream, text) {
    if (text === "") return;
    if (!block.isConnected) card.append(block);
    const nodes = styler.style(text).flatMap((node) => {
      if (typeof node === "string") return read(node);
      const styled = /** @type {Element} */ (node);
      styled.replaceChildren(...read(styled.textContent ?? ""));
      return styled;
    });
    block.append(
      ...(stream === "stderr" ? [element("span", { className: "stderr" }, ...nodes)] : nodes),
    );
    characters += text.length;
  }

  /** Remove the last line, as far as it is in this block. */
  function dropLine() {
    const text = block.textContent ?? "";
    const kept = text.lastIndexOf("\n") + 1;
    const range = document.createRange();
    range.selectNodeContents(block);
    const [node, offset] = placeOf(block, kept);
    if (node) range.setStart(node, offset);
    range.deleteContents();
    characters = kept;
  }

  /**
   * Handle carriage returns as a terminal does: the line is written again. If several versions of a
   * line arrive at once, only the last is shown.
   * @param {string} text
   */
  function withoutReturns(text) {
    if (!isBack && !text.includes("\r")) return text;
    const lines = text.replaceAll("\r\n", "\n").split("\n");
    const [first = "", ...others] = lines.map((line) => line.replace(/^.*\r(?=[^\r])/s, "\r"));
    if ((isBack || first.startsWith("\r")) && first.replaceAll("\r", "") !== "") dropLine();
    isBack = /\r$/.test(text) || (isBack && text.replaceAll("\r", "") === "");
    return [first, ...others].join("\n").replaceAll("\r", "");
  }

  /** @param {boolean} isLineEnd  the block before ends with its line */
  function beginBlock(isLineEnd) {
    if (!isLineEnd) block.dataset.goesOn = "";
    const lines = (block.textContent?.split("\n").length ?? 0) + Math.floor(characters / 100);
    // An estimate of its height before it is laid out.
    block.style.setProperty("--lines", String(lines));
    block = element("div");
    read = createReader();
    characters = 0;
  }

  return {
    element: card,

    /** @param {StreamName} stream @param {string} text */
    append(stream, text) {
      const isAtEnd = card.scrollTop + card.clientHeight >= card.scrollHeight - 8;
      let rest = withoutReturns(text);
      while (rest !== "") {
        // A block ends at a line's end, or inside a long line.
        const end = rest.indexOf("\n", Math.max(0, BLOCK_CHARACTERS - characters));
        const room = Math.max(0, LINE_CHARACTERS - characters);
        if (end >= 0 && end <= room) {
          add(stream, rest.slice(0, end));
          if (!block.isConnected) card.append(block);
          rest = rest.slice(end + 1);
          beginBlock(true);
        } else if (rest.length > room) {
          add(stream, rest.slice(0, room));
          rest = rest.slice(room);
          beginBlock(false);
        } else {
          add(stream, rest);
          rest = "";
        }
      }
      if (isAtEnd) card.scrollTop = card.scrollHeight;
    },
  };
}

/**
 * Return the whole text of a card. Blocks far out of view were never laid out, so a selection or
 * `innerText` may lack them.
 * @param {HTMLElement} card
 */
export function printedText(card) {
  const blocks = /** @type {HTMLElement[]} */ ([...card.children]);
  const lines = blocks.map((block) => block.textContent + ("goesOn" in block.dataset ? "" : "\n"));
  return lines.join("").slice(0, -1);
}

/**
 * Return the position of a character in an element's text.
 * @param {Node} root @param {number} offset
 * @returns {[Node | null, number]}
 */
function placeOf(root, offset) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.textContent ?? "";
    if (left < length) return [node, left];
    left -= length;
  }
  return [null, 0];
}
