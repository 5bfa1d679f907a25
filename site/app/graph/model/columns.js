/**
 * A plain layout for graphs that Graphviz can't lay out in time: boxes in columns, each left of its
 * users, and straight arrows. An arrow that would run behind boxes goes around them.
 */

import { CUT } from "./dot.js";

/** @typedef {import("./faces.js").Face} Face */
/** @typedef {import("./folds.js").Link} Link */
/** @typedef {import("./geometry.js").Curve} Curve */
/** @typedef {import("./geometry.js").Geometry} Geometry */
/** @typedef {import("./geometry.js").Point} Point */

/** @typedef {Face & {number: number, column: number, x: number, y: number, operands: Place[], users: Place[]}} Place */

const ROW_GAP = 12;
const COLUMN_GAP = 44;
const MARGIN = 4;
const HEAD = 6;
/** The gap between boxes and an arrow that goes around them, in pixels. */
const LANE_GAP = 22;
/** The number of sweeps that move each box to the height of its neighbours; more change little. */
const SWEEPS = 6;

/**
 * Return how much Graphviz has to lay out: it adds an invisible box where an arrow crosses a
 * column.
 * @param {Face[]} faces
 * @param {Link[]} links
 */
export function effortOf(faces, links) {
  const places = placesOf(faces, links);
  const column = new Map(places.map((place) => [place.id, place.column]));
  const across = ({ source = "", target = "" }) =>
    (column.get(target) ?? 0) - (column.get(source) ?? 0) - 1;
  return links.reduce((sum, link) => sum + Math.max(across(link), 0), faces.length);
}

/**
 * @param {Face[]} faces
 * @param {Link[]} links  without a circle
 * @returns {Geometry}
 */
export function inColumns(faces, links) {
  const places = placesOf(faces, links);
  const columns = Map.groupBy(places, ({ column }) => column);
  const ordered = [...columns.keys()].sort((a, b) => a - b).map((key) => columns.get(key) ?? []);
  const width = setAcross(ordered);
  for (const column of ordered) stack(column, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of ordered) stack(column, ({ operands, y }) => median(operands) ?? y);
    for (const column of ordered.toReversed()) stack(column, ({ users, y }) => median(users) ?? y);
  }
  return geometryOf(ordered, links, width);
}

/**
 * Put each box one column left of the first of its users.
 * @param {Face[]} faces @param {Link[]} links @returns {Place[]}
 */
function placesOf(faces, links) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const [number, face] of faces.entries())
    places.set(face.id, { ...face, number, column: 0, x: 0, y: 0, operands: [], users: [] });
  for (const { source, target } of links) {
    const [from, to] = [places.get(source), places.get(target)];
    if (!from || !to) continue;
    from.users.push(to);
    to.operands.push(from);
  }
  const waiting = new Map([...places.values()].map((place) => [place, place.users.length]));
  const ready = [...places.values()].filter(({ users }) => users.length === 0);
  for (const place of ready) {
    for (const operand of place.operands) {
      operand.column = Math.min(operand.column, place.column - 1);
      const left = (waiting.get(operand) ?? 0) - 1;
      waiting.set(operand, left);
      if (left === 0) ready.push(operand);
    }
  }
  return [...places.values()];
}

/** @param {Place[][]} columns @returns {number} the picture's width */
function setAcross(columns) {
  let x = MARGIN;
  for (const column of columns) {
    if (column.some(({ hasHiddenOperands }) => hasHiddenOperands)) x += CUT.width + COLUMN_GAP / 2;
    const width = Math.max(...column.map((place) => place.width));
    for (const place of column) place.x = x + width / 2;
    x += width + COLUMN_GAP;
  }
  return x - COLUMN_GAP + MARGIN;
}

/**
 * Set a column's boxes as near as possible to the wanted heights, without overlaps.
 * @param {Place[]} column @param {(place: Place) => number} wanted
 */
function stack(column, wanted) {
  const goals = new Map(column.map((place) => [place, wanted(place)]));
  const goal = (/** @type {Place} */ place) => goals.get(place) ?? 0;
  column.sort((a, b) => goal(a) - goal(b));
  let below = Number.NEGATIVE_INFINITY;
  for (const place of column) {
    place.y = Math.max(goal(place), below + place.height / 2);
    below = place.y + place.height / 2 + ROW_GAP;
  }
  // All were pushed down: move the column up by the mean shift.
  const off = column.reduce((sum, place) => sum + place.y - goal(place), 0) / column.length;
  for (const place of column) place.y -= off;
}

/** @param {Place[]} neighbours */
function median(neighbours) {
  const heights = neighbours.map(({ y }) => y).sort((a, b) => a - b);
  const middle = heights.length / 2;
  const [a, b] = [heights[Math.ceil(middle) - 1], heights[Math.floor(middle)]];
  return a === undefined || b === undefined ? undefined : (a + b) / 2;
}

/** @param {Place[][]} columns @param {Link[]} links @param {number} width @returns {Geometry} */
function geometryOf(columns, links, width) {
  const places = new Map(columns.flat().map((place) => [place.id, place]));
  const first = columns[0]?.[0]?.column ?? 0;
  /** @type {Geometry} */
  const geometry = {
    width,
    height: 0,
    centres: new Map(),
    curves: new Map(),
  };
  const { centres, curves } = geometry;
  for (const { number, x, y, hasHiddenOperands, width: across } of places.values()) {
    centres.set(String(number), { x, y });
    if (!hasHiddenOperands) continue;
    const cut = { x: x - across / 2 - COLUMN_GAP / 2 - CUT.width / 2, y };
    centres.set(`c${number}`, cut);
    curves.set(
      `c${number}`,
      line([
        { x: cut.x + CUT.width / 2, y },
        { x: x - across / 2, y },
      ]),
    );
  }
  for (const [number, { source, target }] of links.entries()) {
    const [from, to] = [places.get(source), places.get(target)];
    if (!from || !to) continue;
    const start = { x: from.x + from.width / 2, y: from.y };
    const end = { x: to.x - to.width / 2, y: to.y };
    const between = columns.slice(from.column - first + 1, to.column - first);
    curves.set(String(number), line([start, ...around(start, end, between.flat()), end]));
  }
  return fromTop(geometry, [...places.values()]);
}

/**
 * Return the points at which an arrow turns to pass above or below the boxes in its way.
 * @param {Point} start @param {Point} end @param {Place[]} between @returns {Point[]}
 */
function around(start, end, between) {
  const slope = (end.y - start.y) / (end.x - start.x);
  const isHit = between.some(({ x, y, width, height }) => {
    const drift = Math.abs((slope * width) / 2);
    return Math.abs(start.y + slope * (x - start.x) - y) < height / 2 + drift;
  });
  if (!isHit) return [];
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { y, height } of between) {
    top = Math.min(top, y - height / 2 - LANE_GAP);
    bottom = Math.max(bottom, y + height / 2 + LANE_GAP);
  }
  const isOver = start.y + end.y - 2 * top <= 2 * bottom - start.y - end.y;
  const y = isOver ? top : bottom;
  return [
    { x: start.x + COLUMN_GAP, y },
    { x: end.x - COLUMN_GAP, y },
  ];
}

/** @param {Point[]} corners @returns {Curve} with an arrow's head at its end */
function line(corners) {
  const [before, tip] = corners.slice(-2);
  if (!before || !tip) return { points: [], tip: null };
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const part = Math.max(1 - HEAD / length, 0);
  const end = { x: mix(before.x, tip.x, part), y: mix(before.y, tip.y, part) };
  const [start, ...rest] = [...corners.slice(0, -1), end];
  if (!start) return { points: [], tip: null };
  const points = [start];
  let from = start;
  for (const to of rest) {
    for (const third of [1 / 3, 2 / 3, 1])
      points.push({ x: mix(from.x, to.x, third), y: mix(from.y, to.y, third) });
    from = to;
  }
  return { points, tip };
}

/** @param {number} from @param {number} to @param {number} part */
const mix = (from, to, part) => from + (to - from) * part;

/** Shift everything vertically, so that the highest box is at the top. @param {Geometry} geometry @param {Place[]} places @returns {Geometry} */
function fromTop(geometry, places) {
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const points = new Set(geometry.centres.values());
  for (const { y, height } of places) {
    top = Math.min(top, y - height / 2);
    bottom = Math.max(bottom, y + height / 2);
  }
  for (const { points: curve, tip } of geometry.curves.values()) {
    for (const point of tip ? [...curve, tip] : curve) {
      points.add(point);
      top = Math.min(top, point.y);
      bottom = Math.max(bottom, point.y);
    }
  }
  for (const point of points) point.y += MARGIN - top;
  return { ...geometry, height: bottom - top + 2 * MARGIN };
}
