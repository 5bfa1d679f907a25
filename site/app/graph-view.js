/**
 * A graph as a figure: DOT is laid out in a worker and drawn as SVG in the document.
 *
 * The DOT may be a stranger's, so what Graphviz made of it is reduced to shapes and text: no
 * links, no images, no styles.
 */

import { element } from "./element.js";

/**
 * @param {object} options
 * @param {{render: (dot: string) => Promise<string>}} options.layout
 * @param {typeof import("./words/en.js").words} options.words
 */
export function createGraphView({ layout, words }) {
  /**
   * @param {string} dot
   * @param {string} title  the figure's accessible name
   * @returns {{element: HTMLElement, drawn: Promise<void>}} `drawn` never rejects
   */
  return function showGraph(dot, title) {
    const picture = element("div", { className: "graph-picture", tabIndex: 0 }, words.drawing);
    const caption = element("figcaption", {}, title);
    const figure = element(
      "figure",
      { className: "card graph", "aria-label": title },
      element("div", { className: "card-head" }, caption, copyButton(dot, words)),
      picture,
    );
    const drawn = draw(dot).then(
      (svg) => picture.replaceChildren(svg),
      (/** @type {Error} */ error) => {
        picture.replaceChildren(words.drawFailed(error.message));
        picture.classList.add("is-failed");
      },
    );
    return { element: figure, drawn };
  };

  /** @param {string} dot */
  async function draw(dot) {
    const [text, { default: purify }] = await Promise.all([
      layout.render(dot),
      import("dompurify"),
    ]);
    const fragment = purify.sanitize(text, {
      USE_PROFILES: { svg: true },
      FORBID_TAGS: ["a", "image", "style", "use", "foreignObject", "filter"],
      FORBID_ATTR: ["style", "href", "xlink:href"],
      RETURN_DOM_FRAGMENT: true,
    });
    const svg = fragment.querySelector("svg");
    if (!svg) throw new Error("no picture");
    makeIdsOwn(svg);
    svg.setAttribute("aria-hidden", "true");
    return svg;
  }
}

let pictures = 0;

/**
 * Every picture numbers its nodes from 0; in one document their ids must differ.
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
 * @param {typeof import("./words/en.js").words} words
 */
function copyButton(dot, words) {
  const button = element("button", { type: "button", className: "quiet" }, words.copyDot);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(dot).catch(() => {});
    button.textContent = words.copied;
  });
  return button;
}
