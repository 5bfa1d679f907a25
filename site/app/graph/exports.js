/**
 * What a picture can be taken away as: SVG that stands alone, PNG, DOT, and the hand-out.
 */

import { element } from "../element.js";

/** What the style sheet gives, written into the picture itself. */
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
/** What a picture has without a word of ours. @type {Record<string, string>} */
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
/** The longest side of a canvas that every browser makes. */
const PNG_LIMIT = 8_000;

/** @typedef {{width: number, height: number}} Size */

/**
 * The picture as a file of its own, in the colours it has on the page.
 * @param {SVGSVGElement} picture
 * @param {Size} size  of what is drawn in it, unscaled
 * @param {string} title
 */
export function standaloneSvg(picture, size, title) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  const shown = [picture, ...picture.querySelectorAll("*")];
  for (const [number, part] of [copy, ...copy.querySelectorAll("*")].entries()) {
    writeStyle(/** @type {Element} */ (shown[number]), part);
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

/** @typedef {{svg: string, place: string, sentence: string, lines: string[]}} Page  `place`: which step of how many */

/**
 * One page of paper for each step: its picture, and what it says.
 * @param {string} title
 * @param {Page[]} steps
 * @param {string} [before]  HTML above them
 */
export function handOut(title, steps, before = "") {
  const sections = steps.map(({ svg, place, sentence, lines }) => {
    const list = lines.map((line) => `<li><code>${escaped(line)}</code></li>`).join("");
    const heading = `<h2>${place}: ${escaped(sentence)}</h2>`;
    return `<section>${heading}${svg}<ul>${list}</ul></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h2 { font-size: 1.125rem; }
section { break-inside: avoid; break-after: page; margin-bottom: 3rem; }
svg { max-width: 100%; height: auto; }
pre { padding: 0.5rem; border: 1px solid #999; white-space: pre-wrap; break-inside: avoid; }
.plain { white-space: pre-wrap; }
</style>
<h1>${escaped(title)}</h1>
${before}
${sections.join("\n")}
</html>
`;
}

/** @param {string} name @param {Blob} blob */
export function download(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The browser has begun with the file by then; without this its bytes stay for good.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {Element} from @param {Element} to */
function writeStyle(from, to) {
  const style = getComputedStyle(from);
  if (style.display === "none") to.setAttribute("display", "none");
  for (const name of ["tabindex", "role", "style"]) to.removeAttribute(name);
  // What a group has is written on its parts.
  if (from.localName === "g" || from.localName === "svg") return;
  const isText = from.localName === "text";
  for (const name of PROPERTIES) {
    if (!isText && /font|anchor|paint/.test(name)) continue;
    const value = style.getPropertyValue(name);
    if (value !== "" && value !== INITIAL[name]) to.setAttribute(name, value);
  }
}

/** @param {Element} picture */
function paperColour(picture) {
  const card = picture.closest(".card");
  return card ? getComputedStyle(card).backgroundColor : "#fff";
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
