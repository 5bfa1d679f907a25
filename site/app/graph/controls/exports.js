/**
 * The formats of an exported picture: standalone SVG, PNG, and a part of a page for paper.
 */

import { element } from "../../ui/element.js";

/** The CSS properties that are written into the picture itself. */
const PROPERTIES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "paint-order",
  "text-anchor",
  "opacity",
];
/** The initial values of these properties, which are left out. @type {Record<string, string>} */
const INITIAL = {
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "paint-order": "normal",
  "text-anchor": "start",
  "font-weight": "400",
  opacity: "1",
};
const MARGIN = 10;
const PNG_SCALE = 2;
/** The longest side of a canvas that works in every browser, in pixels. */
const PNG_LIMIT = 8_000;

/** @typedef {{width: number, height: number}} Size */

/**
 * Return the picture as an SVG file, in the colours that it has on the page.
 * @param {SVGSVGElement} picture
 * @param {Size} size  of what is drawn in it, unscaled
 * @param {string} title
 */
export function standaloneSvg(picture, size, title) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  const shown = [picture, ...picture.querySelectorAll("*")];
  for (const [number, part] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const style = styleOf(/** @type {Element} */ (shown[number]));
    for (const name of ["tabindex", "role", "style", "aria-label"]) part.removeAttribute(name);
    for (const [property, value] of style) part.setAttribute(property, value);
  }
  for (const hidden of copy.querySelectorAll(".reach")) hidden.remove();
  copy.querySelector("g")?.removeAttribute("transform");
  copy.removeAttribute("style");
  copy.removeAttribute("aria-label");
  const [width, height] = [Math.ceil(size.width) + 2 * MARGIN, Math.ceil(size.height) + 2 * MARGIN];
  const background = document.createElementNS(copy.namespaceURI, "rect");
  const box = { x: -MARGIN, y: -MARGIN, width, height, fill: paperColour(picture) };
  for (const [name, value] of Object.entries(box)) background.setAttribute(name, String(value));
  const caption = document.createElementNS(copy.namespaceURI, "title");
  caption.textContent = title;
  copy.prepend(caption, background);
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width} ${height}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}

/**
 * Return the picture as a part of a page for paper: without attributes that only the screen needs,
 * and with classes of that page for its styles.
 * @param {SVGSVGElement} picture
 * @param {Size} size
 * @param {(declarations: string) => string} classOf
 */
export function svgOnPaper(picture, size, classOf) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  const shown = [picture, ...picture.querySelectorAll("*")];
  for (const [number, part] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const style = styleOf(/** @type {Element} */ (shown[number]));
    for (const name of ["tabindex", "role", "style", "class", "data-id", "aria-label"])
      part.removeAttribute(name);
    const isEmpty = part.localName === "text" && part.textContent === "";
    const declarations = style.map(([property, value]) => `${property}: ${value}`).join("; ");
    if (isEmpty || shown[number]?.matches(".reach, .opener, .opener *"))
      part.setAttribute("display", "none");
    else if (declarations !== "") part.setAttribute("class", classOf(declarations));
  }
  for (const hidden of copy.querySelectorAll("[display=none]")) hidden.remove();
  copy.querySelector("g")?.removeAttribute("transform");
  const [width, height] = [Math.ceil(size.width) + 2 * MARGIN, Math.ceil(size.height) + 2 * MARGIN];
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width} ${height}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return copy.outerHTML;
}

/** @param {string} svg @param {Size} size @returns {Promise<Blob>} */
export async function pngOf(svg, size) {
  const [width, height] = [size.width + 2 * MARGIN, size.height + 2 * MARGIN];
  const scale = Math.min(PNG_SCALE, PNG_LIMIT / width, PNG_LIMIT / height);
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = element("canvas", {
      width: Math.round(width * scale),
      height: Math.round(height * scale),
    });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("no picture"))),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Return the styles of an element that differ from the initial ones. @param {Element} part @returns {[string, string][]} */
function styleOf(part) {
  const style = getComputedStyle(part);
  if (style.display === "none") return [["display", "none"]];
  // Styles of a group are written on its children.
  if (part.localName === "g" || part.localName === "svg") return [];
  const isText = part.localName === "text";
  return PROPERTIES.filter((name) => isText || !/font|anchor|paint/.test(name))
    .map((name) => /** @type {[string, string]} */ ([name, style.getPropertyValue(name)]))
    .filter(([name, value]) => value !== "" && value !== INITIAL[name]);
}

/** @param {Element} picture */
function paperColour(picture) {
  const card = picture.closest(".card");
  return card ? getComputedStyle(card).backgroundColor : "#fff";
}
