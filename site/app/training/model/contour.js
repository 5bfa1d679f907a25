/**
 * Finds the line on a grid along which values equal a level: marching squares.
 */

/** @typedef {[number, number]} GridPoint  column and row */

/**
 * @param {ArrayLike<number>} values  row by row
 * @param {number} size  the number of columns, and of rows
 * @param {number} level
 * @returns {[GridPoint, GridPoint][]} pieces of the line
 */
export function contour(values, size, level) {
  /** @type {[GridPoint, GridPoint][]} */
  const pieces = [];
  const at = (/** @type {number} */ column, /** @type {number} */ row) =>
    (values[row * size + column] ?? 0) - level;
  for (let row = 0; row < size - 1; row += 1) {
    for (let column = 0; column < size - 1; column += 1) {
      const corners = /** @type {const} */ ([
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ]);
      const heights = corners.map(([x, y]) => at(x, y));
      const crossings = crossingsOf(corners, heights);
      for (let i = 0; i + 1 < crossings.length; i += 2)
        pieces.push([crossings[i] ?? [0, 0], crossings[i + 1] ?? [0, 0]]);
    }
  }
  return pieces;
}

/**
 * Return the points at which the line crosses a square's sides: none, two, or four.
 * @param {readonly (readonly [number, number])[]} corners  in turn
 * @param {number[]} heights  above the level
 * @returns {GridPoint[]}
 */
function crossingsOf(corners, heights) {
  /** @type {GridPoint[]} */
  const found = [];
  for (const [i, [x = 0, y = 0]] of corners.entries()) {
    const next = (i + 1) % corners.length;
    const [from, to] = [heights[i] ?? 0, heights[next] ?? 0];
    const [nextX, nextY] = corners[next] ?? [x, y];
    if (from > 0 === to > 0) continue;
    const share = from / (from - to);
    found.push([x + (nextX - x) * share, y + (nextY - y) * share]);
  }
  return found;
}
