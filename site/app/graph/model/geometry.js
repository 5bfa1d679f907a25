/**
 * The positions in a picture, read from Graphviz's answer.
 *
 * Graphviz measures in points from the bottom; these are pixels from the top.
 */

/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Curve
 * @property {Point[]} points  a start, and three points for each Bézier piece
 * @property {Point | null} tip  of the arrow
 */

/**
 * @typedef {object} Geometry
 * @property {number} width
 * @property {number} height
 * @property {Map<string, Point>} centres  by a box's name in the DOT
 * @property {Map<string, Curve>} curves  by an arrow's id in the DOT
 * @property {"drawnInColumns" | "drawnWithout"} [note]  laid out in plain columns, not by Graphviz; the words that say why
 */

/**
 * @param {any} answer  in Graphviz's format `json0`
 * @returns {Geometry}
 */
export function readGeometry(answer) {
  const [, , width, height] = numbers(answer.bb);
  if (!isSize(width) || !isSize(height)) throw new TypeError("no picture");
  /** @type {(x: number, y: number) => Point} */
  const at = (x, y) => ({ x, y: height - y });
  /** @type {Geometry} */
  const geometry = { width, height, centres: new Map(), curves: new Map() };
  for (const { name, pos } of answer.objects ?? []) {
    const [x = 0, y = 0] = numbers(pos);
    geometry.centres.set(name, at(x, y));
  }
  for (const { id, pos } of answer.edges ?? []) {
    /** @type {Curve} */
    const curve = { points: [], tip: null };
    for (const part of String(pos).split(" ")) {
      const isTip = part.startsWith("e,");
      const [x = 0, y = 0] = numbers(part.replace(/^[es],/, ""));
      if (isTip) curve.tip = at(x, y);
      else if (!part.startsWith("s,")) curve.points.push(at(x, y));
    }
    geometry.curves.set(id, curve);
  }
  return geometry;
}

/** Return the curve as the `d` of a path. @param {Curve} curve */
export function pathOf({ points }) {
  const [start, ...rest] = points.map(({ x, y }) => `${round(x)} ${round(y)}`);
  return start === undefined ? "" : `M${start}C${rest.join(" ")}`;
}

/** Return the arrow's head as the `points` of a polygon. @param {Curve} curve */
export function headOf({ points, tip }) {
  const end = points.at(-1);
  if (!tip || !end) return "";
  const [x, y] = [(tip.y - end.y) * 0.42, (end.x - tip.x) * 0.42];
  return [tip, { x: end.x + x, y: end.y + y }, { x: end.x - x, y: end.y - y }]
    .map((point) => `${round(point.x)},${round(point.y)}`)
    .join(" ");
}

/** Return the middle of a curve: the middle of its middle piece. @param {Curve} curve @returns {Point} */
export function middleOf({ points }) {
  const pieces = Math.floor((points.length - 1) / 3);
  const [a, b, c, d] = points.slice(3 * Math.floor(pieces / 2));
  if (!a || !b || !c || !d || pieces % 2 === 0) return a ?? { x: 0, y: 0 };
  return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}

/** @param {unknown} text */
const numbers = (text) => String(text).split(",").map(Number);
/** @param {number | undefined} value @returns {value is number} */
const isSize = (value) => value !== undefined && Number.isFinite(value);
const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
