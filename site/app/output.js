/**
 * The results: cards in the order in which they came.
 *
 * Text is gathered and put into the document a few times a second, so that a program which floods
 * leaves the page at ease. What a snippet displays is data: text stays text, HTML goes into a
 * frame that may do nothing, SVG into an image.
 */

import { element } from "./element.js";

/** @typedef {import("../shared/protocol.js").MimeBundle} MimeBundle */
/** @typedef {import("../shared/protocol.js").StreamName} StreamName */

const FLUSH_MS = 40;
const TRACEBACK_LINKS = 200;
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * @param {object} options
 * @param {typeof import("./words/en.js").words} options.words
 * @param {(dot: string, title: string) => {element: HTMLElement, drawn: Promise<void>}} options.showGraph
 * @param {() => void} options.cancelDrawing  of the graphs that are not drawn yet
 * @param {(line: number) => void} options.onLine  the visitor chose a line of a traceback
 */
export function createOutput({ words, showGraph, cancelDrawing, onLine }) {
  const empty = element("p", { className: "empty" }, words.resultsEmpty);
  const cards = element("div", { className: "cards" }, empty);
  const root = element(
    "section",
    { className: "results", "aria-label": words.results, tabIndex: -1 },
    cards,
  );

  /** @type {{stream: StreamName, text: string}[]} */
  let pending = [];
  let timer = 0;
  /** @type {HTMLPreElement | undefined} the text card that grows, while it is the last card */
  let openText;
  /** @type {Promise<void>[]} */
  let drawings = [];

  /** @param {HTMLElement} card */
  function addCard(card) {
    flush();
    openText = undefined;
    cards.append(card);
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (pending.length === 0) return;
    const pieces = pending;
    pending = [];
    if (!openText) {
      openText = element("pre", { className: "card text", "aria-label": words.text });
      openText.tabIndex = 0;
      cards.append(openText);
    }
    const isAtEnd = openText.scrollTop + openText.clientHeight >= openText.scrollHeight - 8;
    openText.append(...pieces.map(({ stream, text }) => textNode(stream, text)));
    if (isAtEnd) openText.scrollTop = openText.scrollHeight;
  }

  return {
    element: root,

    /** Begin anew: no cards. */
    clear() {
      clearTimeout(timer);
      timer = 0;
      pending = [];
      openText = undefined;
      drawings = [];
      cancelDrawing();
      cards.replaceChildren();
    },

    /** @param {StreamName} stream @param {string} text */
    text(stream, text) {
      const last = pending.at(-1);
      if (last?.stream === stream) last.text += text;
      else pending.push({ stream, text });
      timer ||= window.setTimeout(flush, FLUSH_MS);
    },

    /** @param {MimeBundle} bundle */
    display(bundle) {
      const dot = bundle["text/vnd.graphviz"];
      if (dot === undefined) {
        addCard(displayCard(bundle, words));
        return;
      }
      const { element: figure, drawn } = showGraph(dot, graphTitle(bundle, words.graph));
      drawings.push(drawn);
      addCard(figure);
    },

    /** @param {string} sentence  a word of the page's own */
    note(sentence) {
      addCard(element("p", { className: "card note" }, sentence));
    },

    /** @param {string} traceback @param {string} file  whose lines can be gone to */
    error(traceback, file) {
      addCard(errorCard(traceback, file, words, onLine));
    },

    /** Wait until all cards are in the document, graphs drawn. */
    async settled() {
      flush();
      await Promise.all(drawings);
    },
  };
}

/** @param {StreamName} stream @param {string} text */
const textNode = (stream, text) =>
  stream === "stderr" ? element("span", { className: "stderr" }, text) : new Text(text);

/** @param {MimeBundle} bundle @param {string} otherwise */
function graphTitle(bundle, otherwise) {
  try {
    const { title } = JSON.parse(bundle["application/vnd.micrograd.graph+json"] ?? "{}");
    return typeof title === "string" && title !== "" ? title.slice(0, 200) : otherwise;
  } catch {
    return otherwise;
  }
}

/**
 * The richest type of the bundle that can be shown safely.
 * @param {MimeBundle} bundle
 * @param {typeof import("./words/en.js").words} words
 */
function displayCard(bundle, words) {
  const svg = bundle["image/svg+xml"];
  if (svg !== undefined) return imageCard(new Blob([svg], { type: "image/svg+xml" }), words.image);
  for (const type of ["image/png", "image/jpeg"]) {
    const coded = bundle[type];
    if (coded !== undefined) return imageCard(bytesOf(coded, type), words.image);
  }
  const html = bundle["text/html"];
  if (html !== undefined) return htmlCard(html, words.html);
  return element(
    "pre",
    { className: "card value", "aria-label": words.value },
    bundle["text/plain"] ?? "",
  );
}

/** @param {string} coded base64 @param {string} type */
function bytesOf(coded, type) {
  try {
    return new Blob([Uint8Array.from(atob(coded), (c) => c.charCodeAt(0))], { type });
  } catch {
    return new Blob([], { type });
  }
}

/** @param {Blob} blob @param {string} alt */
function imageCard(blob, alt) {
  const image = element("img", { alt, src: URL.createObjectURL(blob) });
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return element("div", { className: "card image" }, image);
}

/** @param {string} html @param {string} title */
function htmlCard(html, title) {
  // Stricter than the page's own policy: a frame has nothing to fetch, from here or elsewhere.
  const policy = element("meta", { httpEquiv: "Content-Security-Policy", content: FRAME_POLICY });
  const frame = element("iframe", { title, srcdoc: policy.outerHTML + html });
  frame.setAttribute("sandbox", "");
  return element("div", { className: "card html" }, frame);
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
