/**
 * What a stranger's markup costs to draw, found before it is drawn: a browser lays it out on the
 * page's thread, and a few lines of SVG or HTML can keep it for minutes.
 */

import { drawingCost } from "./drawing-cost.js";

const MOST_CHARACTERS = 1_500_000;
const MOST_PARTS = 4_000;
/** To read SVG takes time as well; a picture in it is read by its size alone. */
const MOST_SVG_CHARACTERS = 500_000;
const CODED_PICTURE = /;base64,[\w+/=\s]*/g;
/** Of what moves, all is drawn in every frame: in one card, and in all that are near to what is seen. */
const [MOST_MOVING_PARTS, MOST_MOVING_AT_ONCE] = [200, 400];
const MOST_COST = 20_000;

const MOVES = /<animat|<set\b|animation|@keyframes|<marquee|transition/i;
/** What makes a document more than its elements. */
const UNFOLDS = /<!ENTITY|<!DOCTYPE[^>[]*\[|<\?xml-stylesheet/i;

/** How many elements there are, about. @param {string} markup */
function partsOf(markup) {
  let parts = 0;
  for (let at = markup.indexOf("<"); at >= 0; at = markup.indexOf("<", at + 1))
    if (markup[at + 1] !== "/") parts += 1;
  return parts;
}

/** How many elements may move. @param {string} html */
export const movingPartsOf = (html) => (MOVES.test(html) ? partsOf(html) : 0);

/** @param {string} html @param {number} moving  elements that move already */
export function isLightHtml(html, moving) {
  if (html.length > MOST_CHARACTERS || partsOf(html) > MOST_PARTS) return false;
  const parts = movingPartsOf(html);
  return parts === 0 || (parts <= MOST_MOVING_PARTS && parts + moving <= MOST_MOVING_AT_ONCE);
}

/** @param {string} svg */
export function isLightSvg(svg) {
  if (svg.length > MOST_CHARACTERS || partsOf(svg) > MOST_PARTS || UNFOLDS.test(svg)) return false;
  if (svg.replace(CODED_PICTURE, "").length > MOST_SVG_CHARACTERS) return false;
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return drawingCost(root) <= MOST_COST;
}
