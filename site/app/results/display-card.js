/**
 * The card of a displayed object in a plain format: an image, HTML in a sandboxed frame, or text.
 */

import { element } from "../ui/element.js";
import { askFirst } from "../ui/untrusted/ask-first.js";
import { isLightHtml, isLightSvg } from "../ui/untrusted/markup.js";
import { bytesOf, sizeOf } from "../ui/untrusted/picture-bytes.js";
import { frameCard, movingNow } from "../ui/untrusted/sandboxed.js";
import { writeLong } from "./long-text.js";

/** @typedef {import("../../contract/protocol.js").MimeBundle} MimeBundle */
/** @typedef {import("../words/words.js").PageWords} Words */

/** The most pixels that are decoded without asking: more take a second, and much memory. */
const MOST_PIXELS = 40_000_000;

const BESIDE_TEXT = ["image/svg+xml", "image/png", "image/jpeg", "text/html"];

/** Whether it is more than text, and so may be slow to make. @param {MimeBundle} bundle */
export const isMoreThanText = (bundle) => BESIDE_TEXT.some((type) => bundle[type] !== undefined);

/**
 * Return a card with the richest format of the bundle that can be shown safely.
 * @param {MimeBundle} bundle
 * @param {Words} words
 */
export function displayCard(bundle, words) {
  const svg = bundle["image/svg+xml"];
  if (svg !== undefined) return svgCard(svg, words);
  for (const type of ["image/png", "image/jpeg"]) {
    const coded = bundle[type];
    if (coded !== undefined) return pictureCard(coded, type, words, ratioOf(bundle));
  }
  const html = bundle["text/html"];
  if (html !== undefined) return htmlCard(html, words);
  const card = element("pre", { className: "card value", "aria-label": words.value });
  writeLong(card, bundle["text/plain"] ?? "", words.results.more);
  return card;
}

/** @param {string} svg @param {Words} words */
function svgCard(svg, words) {
  if (!isLightSvg(svg)) return askFirst(words.results, () => frameCard(svg, words.image));
  // Read it as UTF-8 here too, whatever encoding it declares.
  return imageCard(new Blob([svg], { type: "image/svg+xml;charset=utf-8" }), words.image);
}

/** How many of a picture's pixels are one of the page's, on dense screens. @param {MimeBundle} bundle */
const ratioOf = (bundle) => (bundle["application/vnd.micrograd.pixel-ratio"] === "2" ? 2 : 1);

/** @param {string} coded base64 @param {string} type @param {Words} words @param {number} ratio */
function pictureCard(coded, type, words, ratio) {
  const bytes = bytesOf(coded);
  const size = bytes && sizeOf(bytes);
  if (!size) return element("p", { className: "card note" }, words.results.unreadable);
  const shown = { width: size.width / ratio, height: size.height / ratio };
  const make = () => imageCard(new Blob([bytes], { type }), words.image, shown);
  return size.width * size.height > MOST_PIXELS ? askFirst(words.results, make) : make();
}

/** @param {Blob} blob @param {string} alt @param {{width?: number, height?: number}} [size] */
function imageCard(blob, alt, size = {}) {
  const image = element("img", { alt, decoding: "async", ...size });
  image.src = URL.createObjectURL(blob);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return element("div", { className: "card image" }, image);
}

/** @param {string} html @param {Words} words */
function htmlCard(html, words) {
  const make = () => frameCard(html, words.html);
  return isLightHtml(html, movingNow()) ? make() : askFirst(words.results, make);
}
