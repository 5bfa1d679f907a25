/**
 * Estimates the cost of drawing an SVG before it is drawn. An image is drawn in the page's own
 * process, so only clearly cheap SVG may be an image: anything that this module does not know
 * counts as expensive.
 *
 * The unit is about the cost of one small shape: 5 to 20 microseconds.
 */

import { bytesOf, sizeOf } from "./picture-bytes.js";
import { isReadable } from "./shaping.js";
import { declarationsOf, referencesOf, sheetOf } from "./svg-style.js";

/** @typedef {import("./svg-style.js").Declaration} Declaration */
/** @typedef {import("./svg-style.js").SvgReference} SvgReference */
/**
 * @typedef {object} Part
 * @property {Element} element
 * @property {string} name
 * @property {Declaration[]} attributes
 * @property {Declaration[]} declarations  these, and those in `style`
 * @property {SvgReference[]} references
 */

const SVG = "http://www.w3.org/2000/svg";
const XHTML = "http://www.w3.org/1999/xhtml";

/** The most that an animated picture may cost in each frame. */
const MOST_MOVING = 1_000;
/** How many make one unit: characters of an attribute, characters of a path, pixels, selectors per part. */
const [CHARACTERS, LINE_CHARACTERS, PIXELS, SELECTORS] = [150, 35, 2_000, 25];
/** The units for a letter, for a letter with its own position, and for a dash. */
const [LETTER, PLACED_LETTER, DASH] = [0.2, 5, 1];
/** The units for a mask, for a group's opacity, and for a pattern. */
const [MASK, GROUP_OPACITY, PATTERN] = [300, 60, 80];
/** The length of a letter's outline, about. */
const OUTLINE = 60;
/** The most units that inherited styles may cost a shape. */
const MOST_INHERITED = 50;
const MOST_DEPTH = 200;

const SHAPE = /^(path|rect|circle|ellipse|line|polyline|polygon)$/;
const OTHER =
  /^(svg|g|defs|symbol|use|a|title|desc|metadata|style|text|tspan|image|stop|(linear|radial)Gradient|pattern|clipPath|mask|marker)$/;
const MOVES = /^animate(Transform)?$/;
const MOVED =
  /^(opacity|(fill|stroke)(-opacity|-width)?|stroke-dashoffset|c[xy]|r[xy]?|[xy][12]?|width|height|transform)$/;
/** Attributes that change how much is drawn in ways not counted here. */
const UNKNOWN = /^(filter|cursor|vector-effect|pathLength|base)$/;
const PLACING = /^(rotate|textLength)$|^d?[xy]$/;
const SIDE = /^(width|height|r[xy]?|[xy][12])$/;

/** @param {Element} root @returns {number} Infinity: it has something expensive, or refers to itself */
export function drawingCost(root) {
  const parts = [root, ...root.querySelectorAll("*")].map(partOf);
  if (!parts.every((part) => part !== null)) return Infinity;
  const styles = parts.filter(({ name }) => name === "style");
  const sheet = sheetOf(styles.map(({ element }) => element.textContent).join("\n"));
  if (!sheet) return Infinity;
  const drawn = createCount(parts)(root, 0);
  const sum =
    drawn * (1 + sheet.selectors / SELECTORS) + inheritedDashes(parts, sheet.declarations);
  const isMoving = parts.some(({ name }) => MOVES.test(name));
  return isMoving && sum > MOST_MOVING ? Infinity : sum;
}

/** @param {Element} element @returns {Part | null} null: not known to be cheap */
function partOf(element) {
  const { localName: name, namespaceURI } = element;
  const part = { element, name, attributes: [], declarations: [], references: [] };
  // Elements that describe the picture.
  if (namespaceURI !== SVG) return namespaceURI === XHTML ? null : part;
  const attributes = [...element.attributes].map(({ localName, value }) => ({
    name: localName,
    value,
  }));
  const isKnown = SHAPE.test(name) || OTHER.test(name) || isPlainMove(name, attributes);
  const declarations = isKnown && declarationsOf(attributes);
  if (!declarations || declarations.some((each) => UNKNOWN.test(each.name))) return null;
  const references = referencesOf(declarations);
  const targets = targetsOf(name, attributes);
  if (!references || !targets) return null;
  return { element, name, attributes, declarations, references: [...references, ...targets] };
}

/** @param {string} name @param {Declaration[]} attributes */
function isPlainMove(name, attributes) {
  const moved = attributes.find((each) => each.name === "attributeName")?.value ?? "";
  return MOVES.test(name) && MOVED.test(moved);
}

/** Return the targets of `href`. @param {string} name @param {Declaration[]} attributes @returns {SvgReference[] | null} null: not within the picture */
function targetsOf(name, attributes) {
  if (name === "a" || name === "image") return [];
  const links = attributes.filter((each) => each.name === "href");
  if (!links.every(({ value }) => /^#[^%]{1,1000}$/.test(value))) return null;
  return links.map(({ value }) => ({ name: "href", id: value.slice(1) }));
}

/** @param {Part[]} parts */
function createCount(parts) {
  const byElement = new Map(parts.map((part) => [part.element, part]));
  const byId = Map.groupBy(parts, ({ element }) => element.id);
  /** @type {Map<Element, number>} */
  const known = new Map();
  const open = new Set();

  /** @param {Element} element @param {number} depth @returns {number} its cost, with that of its targets */
  return function count(element, depth) {
    const found = known.get(element);
    if (found !== undefined) return found;
    const part = byElement.get(element);
    if (!part || open.has(element) || depth > MOST_DEPTH) return Infinity;
    open.add(element);
    let sum = ownCost(part);
    for (let child = element.firstElementChild; child; child = child.nextElementSibling)
      sum += count(child, depth + 1);
    for (const { id, name } of part.references)
      for (const target of byId.get(id) ?? [])
        sum += referenceCost(part, name, target.name, count(target.element, depth + 1));
    open.delete(element);
    known.set(element, sum);
    return sum;
  };
}

/** @param {Part} part */
function ownCost(part) {
  let cost = 1 + imageCost(part) + textCost(part) + ownDashes(part);
  for (const { name, value } of part.attributes) {
    if (name === "d" || name === "points") cost += value.length / LINE_CHARACTERS;
    else if (part.name !== "image" || name !== "href") cost += value.length / CHARACTERS;
  }
  const isGroup = part.element.firstElementChild !== null || part.name === "use";
  if (isGroup && part.declarations.some(({ name }) => name === "opacity")) cost += GROUP_OPACITY;
  return cost;
}

/**
 * @param {Part} part
 * @param {string} property
 * @param {string} kind  of what it refers to
 * @param {number} cost  of that
 */
function referenceCost(part, property, kind, cost) {
  const isShape = SHAPE.test(part.name);
  if (property === "href" || property === "clip-path") return cost;
  if (property === "mask") return MASK + cost;
  if (property === "fill" || property === "stroke") {
    const all = cost + (kind === "pattern" ? PATTERN : 0);
    return isShape || all <= MOST_INHERITED ? all : Infinity;
  }
  if (!property.startsWith("marker") || !isShape) return Infinity;
  return /(start|end)$/.test(property) ? cost : cost * verticesOf(part);
}

/** Return the most vertices that there may be. @param {Part} part */
function verticesOf({ element }) {
  const d = element.getAttribute("d") ?? "";
  const points = element.getAttribute("points") ?? "";
  return 4 + d.length / 2 + (d.match(/z/gi)?.length ?? 0) + points.length / 4;
}

/** @param {Part} part @returns {number} Infinity: an image that the page would not show by itself */
function imageCost({ name, attributes }) {
  if (name !== "image") return 0;
  let cost = 0;
  for (const { value } of attributes.filter((each) => each.name === "href")) {
    const [, coded] = /^data:image\/(?:png|jpeg);base64,(.*)$/s.exec(value) ?? [];
    const bytes = coded === undefined ? null : bytesOf(coded);
    const size = bytes && sizeOf(bytes);
    cost += size ? (size.width * size.height) / PIXELS : Infinity;
  }
  return cost;
}

/** @param {Part} part */
function textCost({ element, name }) {
  if (name !== "text") return 0;
  const text = element.textContent ?? "";
  if (!isReadable(text)) return Infinity;
  const isPlaced = [element, ...element.querySelectorAll("*")].some((each) =>
    [...each.attributes].some(
      ({ localName, value }) =>
        PLACING.test(localName) && (localName.length > 2 || /[\s,]/.test(value.trim())),
    ),
  );
  return text.length * (isPlaced ? PLACED_LETTER : LETTER);
}

/** Return the cost of the dashes of a shape's own stroke. @param {Part} part */
function ownDashes(part) {
  if (!SHAPE.test(part.name)) return 0;
  const lines = part.declarations.filter(isDashes);
  return lines.reduce((sum, { value }) => sum + dashCost(part, value), 0);
}

/** Return the cost of dashes that shapes may inherit. @param {Part[]} parts @param {Declaration[]} sheet */
function inheritedDashes(parts, sheet) {
  const groups = parts.filter(({ name }) => !SHAPE.test(name));
  const lines = [...sheet, ...groups.flatMap(({ declarations }) => declarations)].filter(isDashes);
  const uses = groups.filter(({ name }) => name === "use").length;
  let sum = 0;
  for (const { value } of lines)
    for (const part of parts) sum += dashCost(part, value) * (1 + uses);
  return sum;
}

const isDashes = (/** @type {Declaration} */ { name }) => name === "stroke-dasharray";

/** @param {Part} part @param {string} dashes */
function dashCost(part, dashes) {
  if (dashes.trim() === "none") return 0;
  if (!/^[\d.,\s]*(px)?\s*$/.test(dashes)) return Infinity;
  const period = sumOf(numbersIn(dashes));
  return period === 0 ? 0 : (DASH * 2 * lengthOf(part)) / period;
}

/** Return the longest possible stroke of a shape, about. @param {Part} part */
function lengthOf({ element, name, attributes }) {
  if (name === "text") return (element.textContent ?? "").length * OUTLINE;
  if (name === "path") return /** @type {SVGPathElement} */ (element).getTotalLength();
  if (!SHAPE.test(name)) return 0;
  const points = numbersIn(element.getAttribute("points") ?? "");
  const way = sumOf(points.map((each, i) => each - (points[i - 2] ?? each)));
  const sides = attributes.filter((each) => SIDE.test(each.name));
  const around = sides.flatMap(({ value }) => numbersIn(value.replace("%", "00")));
  return 2 * way + 2 * Math.PI * sumOf(around);
}

/** @param {number[]} numbers @returns {number} of their sizes */
const sumOf = (numbers) => numbers.reduce((sum, each) => sum + Math.abs(each), 0);

/** @param {string} text */
const numbersIn = (text) => (text.match(/-?[\d.]+(e[-+]?\d+)?/gi) ?? []).map(Number);
