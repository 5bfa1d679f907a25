/**
 * The fields for `input()` of the running program, each in a card.
 */

import { element } from "../ui/element.js";

/** A program can't fill the page with fields: to what it asks beyond these, there is no answer. */
const OPEN_PROMPTS = 20;

/** @param {import("../words/words.js").Words["input"]} words */
export function createInputPrompts(words) {
  /** @type {Set<HTMLElement>} */
  const open = new Set();

  return {
    isFull: () => open.size >= OPEN_PROMPTS,

    /**
     * @param {string} prompt  what the program printed before it asked
     * @param {(line: string) => void} onAnswer  with its end; nothing: no more lines come
     */
    ask(prompt, onAnswer) {
      const card = promptCard(prompt, words, (line) => {
        open.delete(card.element);
        card.element.remove();
        onAnswer(line);
      });
      open.add(card.element);
      return card;
    },

    /** Called when the program has ended: nothing can be answered any more. */
    end() {
      for (const card of open) card.remove();
      open.clear();
    },
  };
}

/**
 * @param {string} prompt
 * @param {import("../words/words.js").Words["input"]} words
 * @param {(line: string) => void} onAnswer
 */
function promptCard(prompt, words, onAnswer) {
  const field = element("input", {
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    enterKeyHint: "send",
    title: words.hint,
    // The prompt itself is above, as text that the program printed.
    "aria-label": prompt.trim() ? `${words.title}: ${prompt.trim()}` : words.title,
  });
  const card = element(
    "form",
    { className: "card question", "aria-label": words.title },
    element("label", {}, words.title, field),
    element("button", { type: "submit" }, words.send),
  );
  card.addEventListener("submit", (event) => {
    event.preventDefault();
    onAnswer(`${field.value}\n`);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "d" || !event.ctrlKey || field.value !== "") return;
    event.preventDefault();
    onAnswer("");
  });
  return { element: card, focus: () => field.focus() };
}
