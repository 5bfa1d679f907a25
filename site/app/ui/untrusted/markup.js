/**
 * Estimates the cost of drawing untrusted markup before it is drawn: a browser lays it out on the
 * page's thread, and a few lines of SVG or HTML can block it for minutes.
 */

import { drawingCost } from "./drawing-cost.js";

const MOST_CHARACTERS = 1_500_000;
const MOST_PARTS = 4_000;
/** The most characters of SVG that are read, which takes time too; pictures in it don't count. */
const MOST_SVG_CHARACTERS = 500_000;
const CODED_PICTURE = /;base64,[\w+/=\s]*/g;
/** The most animated elements, which are drawn in every frame: in one card, and in all cards in view. */
const [MOST_MOVING_PARTS, MOST_MOVING_AT_ONCE] = [200, 400];
const MOST_COST = 20_000;

const MOVES = /<animat|<set\b|animation|@keyframes|<marquee|transition/i;
/** Constructs that make a document larger than its text. */
const UNFOLDS = /<!ENTITY|<!DOCTYPE[^>[]*\[|<\?xml-stylesheet/i;

/** Return the number of elements, about. @param {string} markup */
function partsOf(markup) {
  let parts = 0;
  for (let at = markup.indexOf("<"); at >= 0; at = markup.indexOf("<", at + 1))
    if (markup[at + 1] !== "/") parts += 1;
  return parts;
}

/** Return the number of elements that may be animated. @param {string} html */
export const movingPartsOf = (html) => (MOVES.test(html) ? partsOf(html) : 0);

/** @param {string} html @param {number} moving  the number of elements that are animated already */
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
