/**
 * The card of a graph in DOT: a worker lays it out, and it is drawn as SVG in the document.
 *
 * The DOT is untrusted, so Graphviz's SVG is reduced to shapes and text: no links, no images, no
 * styles.
 */

import { element } from "../ui/element.js";
import { whenNear } from "../ui/in-view.js";
import { lazily } from "../ui/lazy.js";
import { askFirst } from "../ui/untrusted/ask-first.js";
import { isLightSvg } from "../ui/untrusted/markup.js";
import { frameCard } from "../ui/untrusted/sandboxed.js";

/** Far more than a graph of 400 nodes has. */
const SVG_LIMIT = 2_000_000;
/** To sanitize more would block the page: it is shown as an image, which can't run anything. */
const INLINE_LIMIT = 250_000;
const SMALLEST_SCALE = 0.6;
/** The number of graphs that are drawn at once; others are drawn when they are almost in view. */
const AT_ONCE = 12;

const loadPurify = lazily(() => import("dompurify"));

/**
 * @param {object} options
 * @param {{render: (dot: string) => Promise<string>}} options.layout
 * @param {(text: string) => Promise<boolean>} options.copy  returns whether it was copied
 * @param {import("../words/words.js").Words["cards"]} options.words
 * @param {import("../words/words.js").PageWords["results"]} options.ask  for the question before a
 *   slow drawing
 */
export function createDots({ layout, copy, words, ask }) {
  const title = words.walk.anyGraph;
  let shown = 0;

  /**
   * @param {string} dot
   * @returns {{element: HTMLElement, drawn: Promise<void>}} `drawn` never rejects
   */
  function show(dot) {
    const picture = element(
      "div",
      { className: "graph-picture dot-picture", tabIndex: 0 },
      words.drawing,
    );
    const caption = element("figcaption", {}, title);
    const figure = element(
      "figure",
      { className: "card graph", "aria-label": title },
      element("div", { className: "card-head" }, caption, copyButton(dot, words, copy)),
      picture,
    );
    shown += 1;
    const waits = shown > AT_ONCE;
    const drawn = (waits ? whenNear(figure).then(() => draw(dot)) : draw(dot)).then(
      (svg) => {
        picture.replaceChildren(svg);
        scrollToOutput(picture);
      },
      (/** @type {Error} */ error) => {
        picture.replaceChildren(words.drawFailed(error.message));
        picture.classList.add("is-failed");
      },
    );
    return { element: figure, drawn: waits ? Promise.resolve() : drawn };
  }

  /** @param {string} dot */
  async function draw(dot) {
    const [text, code] = await Promise.all([layout.render(dot), loadPurify()]);
    if (!code) throw new Error(words.notFetched);
    if (text.length > SVG_LIMIT) throw new Error(words.drawTooLarge);
    if (!isLightSvg(text)) return askFirst(ask, () => frameCard(text, title));
    if (text.length > INLINE_LIMIT) {
      const image = imageOf(text);
      await image.decode();
      return image;
    }
    const fragment = code.default.sanitize(text, {
      USE_PROFILES: { svg: true },
      FORBID_TAGS: ["a", "image", "style", "use", "foreignObject", "filter"],
      FORBID_ATTR: ["style", "href", "xlink:href"],
      RETURN_DOM_FRAGMENT: true,
    });
    const svg = fragment.querySelector("svg");
    if (!svg) throw new Error("no picture");
    makeIdsOwn(svg);
    svg.setAttribute("aria-hidden", "true");
    // A wide graph shrinks to the card's width while it is readable, and scrolls beyond that.
    svg.style.minWidth = `calc(${SMALLEST_SCALE} * ${svg.getAttribute("width")})`;
    return svg;
  }

  return {
    show,
    clear() {
      shown = 0;
    },
  };
}

/** @param {string} svg */
function imageOf(svg) {
  const image = element("img", { alt: "", className: "large-graph", decoding: "async" });
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  return image;
}

/**
 * Scroll to the output, where backpropagation begins: on the right, halfway up.
 * @param {HTMLElement} picture
 */
function scrollToOutput(picture) {
  const output = picture.querySelector(".node.output");
  if (!output) return;
  const box = output.getBoundingClientRect();
  const frame = picture.getBoundingClientRect();
  picture.scrollLeft += box.right - frame.right + 16;
  picture.scrollTop += (box.top + box.bottom - frame.top - frame.bottom) / 2;
}

let pictures = 0;

/**
 * Make the ids unique in the document, because every picture numbers its nodes from 0.
 * @param {SVGElement} svg
 */
function makeIdsOwn(svg) {
  pictures += 1;
  for (const part of svg.querySelectorAll("[id]")) {
    part.setAttribute("data-id", part.id);
    part.id = `graph-${pictures}-${part.id}`;
  }
}

/**
 * @param {string} dot
 * @param {import("../words/words.js").Words["cards"]} words
 * @param {(text: string) => Promise<boolean>} copy
 */
function copyButton(dot, words, copy) {
  const button = element("button", { type: "button", className: "quiet" }, words.copyDot);
  button.addEventListener("click", async () => {
    button.textContent = (await copy(dot)) ? words.copied : words.copyRefused;
  });
  button.addEventListener("blur", () => {
    button.textContent = words.copyDot;
  });
  return button;
}
