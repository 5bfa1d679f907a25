/**
 * Announces events to screen readers in one live region, each once and briefly. Parts use `tell`;
 * new result cards are observed. A switch beside the list of keys turns on longer announcements.
 */

import { element } from "../ui/element.js";
import { words as english } from "../words/en-cards.js";
import { words as all } from "../words/words.js";

const words = (all.cards ?? english).spoken;

/** Events within this time are announced together. */
const GATHER_MS = 150;
/** The interval of announcements while a program runs. */
const PERIOD_MS = 10_000;
/** If steps follow each other faster, only the first and the last are announced. */
const STEP_MS = 1_000;
/** A shorter state is not announced. */
const STATE_MS = 2_000;
/** @typedef {{lines: number, characters: number, cards: number}} Size */
const SHORT = { lines: 3, characters: 200, cards: 5 };
/** The most characters of an announcement; a program's text may be longer. */
const LONGEST = 600;
const LONG = { lines: 40, characters: 3_000, cards: 50 };

/**
 * @param {object} page
 * @param {HTMLElement} page.body  has `data-state`, and `data-spoken` for longer announcements
 * @param {HTMLElement} page.cards  the results
 * @param {boolean} page.isMoreWanted  the visitor's earlier choice
 * @param {(card: HTMLElement) => string} page.printedText  returns the text of a card of printed
 *   text
 */
export function createSpoken({ body, cards, isMoreWanted, printedText }) {
  if (isMoreWanted) body.dataset.spoken = "more";
  const region = element("div", { className: "spoken", "aria-live": "polite" });
  const wantsMore = () => body.dataset.spoken === "more";
  const isRunning = () => body.dataset.state === "running";
  const size = () => (wantsMore() ? LONG : SHORT);
  const line = createLine({ region, isRunning, size, printedText });
  const step = createSteps(line.say);
  let lastProgress = 0;

  // What nobody ran is not announced.
  const isQuiet = () => cards.ariaBusy === "true";
  document.addEventListener("tell", (event) => {
    if (isQuiet()) return;
    const { sentence, kind } = /** @type {CustomEvent} */ (event).detail;
    if (kind === "step") step(sentence);
    else if (kind === "state") line.setState(sentence);
    else if (kind === "result") line.say(sentence);
    else if (wantsMore() && performance.now() - lastProgress > PERIOD_MS) {
      lastProgress = performance.now();
      line.say(sentence);
    }
  });
  new MutationObserver((changes) => {
    if (isQuiet()) return;
    for (const { addedNodes } of changes)
      for (const card of addedNodes)
        if (card instanceof HTMLElement && card.matches(".card")) line.add(card);
  }).observe(cards, { childList: true });

  /** The timer of a running program. @type {ReturnType<typeof setInterval> | undefined} */
  let period;
  let was = body.dataset.state;
  new MutationObserver(() => {
    if (body.dataset.state === was) return;
    was = body.dataset.state;
    clearInterval(period);
    if (isRunning()) period = setInterval(line.soon, PERIOD_MS);
    else line.soon();
    lastProgress = performance.now();
  }).observe(body, { attributeFilter: ["data-state"] });
  body.append(region);
}

/**
 * The live region.
 * @param {object} page
 * @param {HTMLElement} page.region
 * @param {() => boolean} page.isRunning
 * @param {() => Size} page.size
 * @param {(card: HTMLElement) => string} page.printedText
 */
function createLine({ region, isRunning, size, printedText }) {
  const printed = createPrinted(printedText);
  /** The pending announcements. @type {{card?: HTMLElement, sentence: () => string}[]} */
  let arrived = [];
  /** The page's state; it is announced only if nothing else is. */
  let state = "";
  let isHeard = false;
  let isLong = false;
  let gathering = 0;
  let stating = 0;

  function soon() {
    if (gathering === 0) gathering = window.setTimeout(flush, GATHER_MS);
  }

  /** @param {string} sentence */
  function say(sentence) {
    arrived.push({ sentence: () => sentence.slice(0, LONGEST) });
    soon();
  }

  function flush() {
    gathering = 0;
    const sentences = [...printed.rests(size()), ...sentencesOf(arrived, size())].filter(Boolean);
    arrived = [];
    const isStateNew = !isHeard && (isLong || !isRunning()) && state !== "";
    if (sentences.length === 0 && isStateNew) sentences.push(state);
    if (!isRunning()) state = "";
    if (sentences.length === 0) return;
    isHeard = true;
    region.replaceChildren(...sentences.map((sentence) => element("p", {}, sentence)));
  }

  return {
    say,
    soon,

    /** @param {HTMLElement} card  a new result card */
    add(card) {
      // The visitor knows their own input, and the lesson announces a check's answer.
      if (card.matches(".echo, .check")) return;
      if (card.matches(".text"))
        arrived.push({ card, sentence: () => printed.restOf(card, size()) });
      else if (!card.matches(".question"))
        arrived.push({ card, sentence: () => sentenceOf(card, size()) });
      // An input field takes the focus and is read with its prompt: announce earlier cards first.
      if (!isRunning() || card.matches(".question")) soon();
    },

    /** @param {string} sentence */
    setState(sentence) {
      clearTimeout(stating);
      state = sentence;
      if (!isRunning()) {
        soon();
        return;
      }
      isHeard = isLong = false;
      stating = window.setTimeout(() => {
        isLong = true;
        soon();
      }, STATE_MS);
    },
  };
}

/** Keeps track of which printed text was announced. @param {(card: HTMLElement) => string} printedText */
function createPrinted(printedText) {
  /** By card. @type {Map<HTMLElement, string>} */
  const heard = new Map();
  /** The cards whose last line is a prompt. @type {Set<HTMLElement>} */
  const asking = new Set();

  /** @param {HTMLElement} card @param {Size} size */
  function restOf(card, size) {
    const text = printedText(card);
    const before = heard.get(card) ?? "";
    heard.set(card, text);
    if (text === before) return "";
    // A line that was overwritten is read again.
    const from = text.startsWith(before) ? before.length : startOfChange(before, text);
    let rest = text.slice(from);
    // The visitor knows their own answer,
    if (asking.delete(card)) rest = rest.slice(rest.indexOf("\n") + 1);
    // and a field that has the focus is read with its question.
    if (card.nextElementSibling?.matches(".question:focus-within")) {
      asking.add(card);
      rest = rest.slice(0, rest.lastIndexOf("\n") + 1);
    }
    return inShort(rest, size);
  }

  return {
    restOf,

    /** Return the new text of cards that were read before. @param {Size} size */
    rests(size) {
      for (const card of heard.keys()) if (!card.isConnected) heard.delete(card);
      return [...heard.keys()].map((card) => restOf(card, size));
    },
  };
}

/**
 * Announce the first and the last of steps that follow each other fast.
 * @param {(sentence: string) => void} say
 */
function createSteps(say) {
  let last = Number.NEGATIVE_INFINITY;
  let waiting = 0;

  return (/** @type {string} */ sentence) => {
    clearTimeout(waiting);
    const isFirst = performance.now() - last > STEP_MS;
    last = performance.now();
    if (isFirst) say(sentence);
    else waiting = window.setTimeout(say, STEP_MS, sentence);
  };
}

/** @param {{card?: HTMLElement, sentence: () => string}[]} arrived @param {Size} size */
function sentencesOf(arrived, size) {
  // Cards may have been removed meanwhile.
  const here = arrived.filter(({ card }) => card?.isConnected ?? true);
  const sentences = here.slice(0, size.cards).map(({ sentence }) => sentence());
  const more = here.length - sentences.length;
  return more > 0 ? [...sentences, words.moreResults(more)] : sentences;
}

/**
 * Describe a card in a sentence.
 * @param {HTMLElement} card
 * @param {Size} size
 */
function sentenceOf(card, size) {
  if (card.matches(".error")) return errorIn(card);
  if (card.matches(".value")) return inShort(card.textContent ?? "", size);
  const step = card.querySelector(".ledger-title")?.textContent;
  const name =
    card.querySelector(":scope > table > caption")?.textContent ??
    card.ariaLabel ??
    card.querySelector("img")?.alt ??
    card.querySelector("iframe")?.title ??
    card.querySelector("summary")?.textContent;
  if (name) return step ? `${name}. ${step}` : name;
  // Buttons are left out; the visitor finds them on the card.
  const texts = [...card.childNodes].filter((node) => !(node instanceof HTMLButtonElement));
  return inShort(texts.map(({ textContent }) => textContent).join(""), size);
}

/** Return the error and its line from a traceback: its last line that is not a note. @param {HTMLElement} card */
function errorIn(card) {
  const lines = (card.textContent ?? "").trimEnd().split("\n");
  const what = lines.findLast((line) => /^[A-Za-z_][\w.]*(:|$)/.test(line)) ?? lines.at(-1) ?? "";
  const place = [...card.querySelectorAll(".line-link")].at(-1)?.textContent;
  const line = /\d+/.exec(place ?? "")?.[0];
  const told = inShort(what, SHORT);
  return line === undefined ? told : words.error(line, told);
}

/** @param {string} text @param {Size} size */
function inShort(text, size) {
  const lines = text.trim().split("\n");
  const first = lines.slice(0, size.lines).join("\n");
  const isTruncated = first.length > size.characters;
  const told = isTruncated ? `${first.slice(0, size.characters)}…` : first;
  const more = lines.length - told.split("\n").length;
  return more > 0 ? `${told}\n${words.moreLines(more)}` : told;
}

/** @param {string} before @param {string} text @returns {number} the start of the line in which they differ */
function startOfChange(before, text) {
  let same = 0;
  while (same < before.length && before[same] === text[same]) same += 1;
  return text.lastIndexOf("\n", same - 1) + 1;
}
