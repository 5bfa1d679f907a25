/**
 * What a stranger's text and markup cost to draw, found before they are drawn: a browser lays them
 * out on the page's thread, and a few lines of SVG or HTML can keep it for minutes.
 */

const MOST_CHARACTERS = 1_500_000;
const MOST_PARTS = 4_000;
/** Of a picture that moves, all is drawn in every frame. */
const MOST_MOVING_PARTS = 200;
const MOST_DRAWN_PARTS = 20_000;

const MOVES = /<animat|<set\b|animation|@keyframes|<marquee|transition/i;
/** What one element of makes all costly; and what may hide it. */
const COSTLY_STYLE = /filter|\\/i;
const COSTLY_TAG = /^(filter|foreignObject|animate.*|set)$/;
const REFERENCE = /#([^"')\s]+)/g;

/** More marks on one letter than any script has: a browser takes long to shape them. */
const TOWER = /(\p{M}{30})\p{M}+/gu;

/** Text as it can be shown: of marks that tower above a letter, those that are too many are left out. @param {string} text */
export const withoutTowers = (text) => text.replace(TOWER, "$1…");

/** Whether SVG of plain shapes and texts, as Graphviz writes it, is quickly drawn. @param {string} svg */
export const isLightDrawing = (svg) => partsOf(svg) <= MOST_PARTS;

/** How many elements there are, about. @param {string} markup */
function partsOf(markup) {
  let parts = 0;
  for (let at = markup.indexOf("<"); at >= 0; at = markup.indexOf("<", at + 1))
    if (markup[at + 1] !== "/") parts += 1;
  return parts;
}

/** @param {string} html */
export function isLightHtml(html) {
  if (html.length > MOST_CHARACTERS) return false;
  const parts = partsOf(html);
  return parts <= MOST_PARTS && (parts <= MOST_MOVING_PARTS || !MOVES.test(html));
}

/** @param {string} svg */
export function isLightSvg(svg) {
  if (svg.length > MOST_CHARACTERS || svg.includes("<!ENTITY")) return false;
  const parts = partsOf(svg);
  if (parts > MOST_PARTS) return false;
  const isSmall = parts <= MOST_MOVING_PARTS;
  if (!isSmall && MOVES.test(svg)) return false;
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return drawnParts(root, isSmall) <= MOST_DRAWN_PARTS;
}

/**
 * How many elements are drawn, those that others refer to as often as they do.
 * @param {Element} root
 * @param {boolean} isSmall
 * @returns {number} Infinity: one is costly by itself, or refers to itself
 */
function drawnParts(root, isSmall) {
  const all = [root, ...root.querySelectorAll("*")];
  const byId = new Map(all.filter(({ id }) => id !== "").map((each) => [each.id, each]));
  /** @type {Map<Element, number>} */
  const known = new Map();
  const open = new Set();

  /** @param {Element} part @param {number} depth @returns {number} */
  function count(part, depth) {
    const found = known.get(part);
    if (found !== undefined) return found;
    if (open.has(part) || depth > 200 || isCostly(part, isSmall)) return Infinity;
    open.add(part);
    let sum = 1;
    const named = referencesOf(part).flatMap((id) => byId.get(id) ?? []);
    for (const drawn of [...part.children, ...named]) sum += count(drawn, depth + 1);
    open.delete(part);
    known.set(part, sum);
    return sum;
  }
  return count(root, 0);
}

/** @param {Element} part @param {boolean} isSmall */
function isCostly(part, isSmall) {
  if (COSTLY_TAG.test(part.localName)) return !isSmall || part.localName === "filter";
  if (part.localName === "style") return COSTLY_STYLE.test(part.textContent ?? "");
  return [...part.attributes].some(({ localName, value }) =>
    localName === "style"
      ? COSTLY_STYLE.test(value)
      : value.startsWith("data:image/svg") || localName === "filter",
  );
}

/** The ids that an element's attributes refer to. @param {Element} part */
function referencesOf(part) {
  const ids = [];
  for (const { localName, value } of part.attributes)
    if (localName === "href" || value.includes("url("))
      for (const [, id = ""] of value.slice(0, 1_000).matchAll(REFERENCE)) ids.push(id);
  return ids;
}
