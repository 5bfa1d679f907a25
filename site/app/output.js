/**
 * The results: cards in the order in which they came.
 *
 * What a snippet displays is data: text stays text, HTML goes into a frame that may do nothing,
 * SVG into an image.
 */

import { displayCard } from "./display-card.js";
import { element } from "./element.js";
import { createPrintedText } from "./printed-text.js";
import { createQuestions } from "./questions.js";

/** @typedef {import("../shared/protocol.js").MimeBundle} MimeBundle */
/** @typedef {import("../shared/protocol.js").StreamName} StreamName */

/**
 * What makes cards of its own kind, which may change later.
 * @typedef {object} Drawer
 * @property {(bundle: MimeBundle) => {element: HTMLElement, drawn: Promise<void>} | null} show
 *   null if the bundle is of another kind
 * @property {(bundle: MimeBundle) => void} [update]  something is new about what was shown
 * @property {() => void} [ended]  the run is over
 * @property {() => void} clear
 */

const TRACEBACK_LINKS = 200;

/**
 * @param {object} options
 * @param {typeof import("./words/en.js").words} options.words
 * @param {Drawer[]} options.drawers  asked in turn
 * @param {() => void} options.cancelDrawing  of the graphs that are not drawn yet
 * @param {(line: number) => void} options.onLine  the visitor chose a line of a traceback
 */
export function createOutput({ words, drawers, cancelDrawing, onLine }) {
  const empty = element("p", { className: "empty" }, words.resultsEmpty);
  const cards = element("div", { className: "cards" }, empty);
  const root = element(
    "section",
    { className: "results", "aria-label": words.results, tabIndex: -1 },
    cards,
  );

  const questions = createQuestions(words.input);
  let text = newText();
  /** @type {Promise<void>[]} */
  let drawings = [];

  function newText() {
    return createPrintedText({ words, place: (card) => cards.append(card) });
  }

  /** @param {HTMLElement} card */
  function addCard(card) {
    text.hold();
    text.goOnIn();
    cards.append(card);
  }

  return {
    element: root,

    /** Begin anew: no cards. */
    clear() {
      text.drop();
      text = newText();
      questions.end();
      drawings = [];
      for (const drawer of drawers) drawer.clear();
      cancelDrawing();
      cards.replaceChildren();
    },

    /** @param {StreamName} stream @param {string} printed */
    text: (stream, printed) => text.write(stream, printed),

    /**
     * Ask the visitor for a line; it is shown after the prompt, as on a terminal.
     * @param {string} prompt
     * @param {{focuses: boolean, onAnswer: (line: string) => void}} options
     */
    ask(prompt, { focuses, onAnswer }) {
      if (questions.isFull()) {
        onAnswer("");
        return;
      }
      text.hold();
      const before = text.card();
      const card = questions.ask(prompt, (line) => {
        // The text goes on where the prompt stands, unless something came between.
        if (before && cards.lastElementChild === before.element) text.goOnIn(before);
        root.focus({ preventScroll: true });
        text.write("stdout", line);
        onAnswer(line);
      });
      addCard(card.element);
      card.element.scrollIntoView({ block: "nearest" });
      if (focuses) card.focus();
    },

    /** The program ended: what it asked can't be answered any more, and no training goes on. */
    ended() {
      questions.end();
      for (const drawer of drawers) drawer.ended?.();
    },

    /** @param {MimeBundle} bundle */
    display(bundle) {
      const shown = drawers.map((drawer) => drawer.show(bundle)).find((each) => each !== null);
      // A graph's second display is its card at another moment: the card stays where it is.
      if (!shown?.element.isConnected) addCard(shown?.element ?? displayCard(bundle, words));
      if (shown) drawings.push(shown.drawn);
    },

    /** What is new about a displayed thing. @param {MimeBundle} bundle */
    update(bundle) {
      for (const drawer of drawers) drawer.update?.(bundle);
    },

    /** @param {string} sentence  a word of the page's own */
    note(sentence) {
      addCard(element("p", { className: "card note" }, sentence));
    },

    /** @param {string} sentence @param {string} file @param {number} line  0 where there is none */
    advice(sentence, file, line) {
      addCard(adviceCard(sentence, file === "main.py" ? line : 0, words, onLine));
    },

    /** @param {string} traceback @param {string} file  whose lines can be gone to */
    error(traceback, file) {
      addCard(errorCard(traceback, file, words, onLine));
    },

    /** Wait until all cards are in the document, graphs drawn. */
    async settled() {
      await Promise.all([text.settled(), ...drawings]);
    },
  };
}

/**
 * @param {string} sentence
 * @param {number} line  0 where there is none to go to
 * @param {typeof import("./words/en.js").words} words
 * @param {(line: number) => void} onLine
 */
function adviceCard(sentence, line, words, onLine) {
  const card = element("p", { className: "card note advice" }, sentence);
  if (line > 0) {
    const link = element("button", { type: "button", className: "line-link" }, words.line(line));
    link.addEventListener("click", () => onLine(line));
    card.append(" ", link);
  }
  return card;
}

/**
 * A traceback; the numbers of the visitor's lines are buttons.
 * @param {string} traceback
 * @param {string} file
 * @param {typeof import("./words/en.js").words} words
 * @param {(line: number) => void} onLine
 */
function errorCard(traceback, file, words, onLine) {
  const card = element("pre", { className: "card error", "aria-label": words.errorTitle });
  card.tabIndex = 0;
  let end = 0;
  for (const match of traceback.matchAll(/File "([^"\n]*)", line (\d+)/g)) {
    if (match[1] !== file || card.childElementCount >= TRACEBACK_LINKS) continue;
    const line = Number(match[2]);
    const from = match.index + match[0].lastIndexOf("line ");
    const link = element(
      "button",
      { type: "button", className: "line-link", title: words.line(line) },
      `line ${line}`,
    );
    link.addEventListener("click", () => onLine(line));
    card.append(traceback.slice(end, from), link);
    end = match.index + match[0].length;
  }
  card.append(traceback.slice(end));
  return card;
}
