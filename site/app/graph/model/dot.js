/**
 * Writes DOT for any folding: without texts for the layout, with texts for export.
 */

import { chipWidth } from "./faces.js";

/** @typedef {import("./faces.js").Face} Face */
/** @typedef {import("./faces.js").Numbers} Numbers */
/** @typedef {import("./folds.js").Link} Link */

const POINTS_PER_INCH = 72;
/** The size of `…` before a node whose operands are not all drawn. */
export const CUT = { width: 20, height: 16 };

/**
 * Return the DOT for the layout: boxes of fixed size, named by numbers, without texts.
 * @param {Face[]} faces
 * @param {Link[]} links
 */
export function layoutDot(faces, links) {
  const numbers = new Map(faces.map(({ id }, number) => [id, number]));
  const statements = faces.flatMap(({ width, height, hasHiddenOperands }, number) => {
    const box = `${number} [${size(width, height)}]`;
    if (!hasHiddenOperands) return [box];
    return [
      box,
      `c${number} [${size(CUT.width, CUT.height)}]`,
      `c${number} -> ${number} [id=c${number}]`,
    ];
  });
  for (const [number, { source, target }] of links.entries()) {
    statements.push(`${numbers.get(source)} -> ${numbers.get(target)} [id=${number}]`);
  }
  return digraph([
    "graph [rankdir=LR, nodesep=0.14, ranksep=0.5]",
    'node [shape=box, fixedsize=true, label=""]',
    "edge [arrowsize=0.6]",
    ...statements,
  ]);
}

/**
 * Return the DOT for export, as it is drawn, with the numbers of one step.
 * @param {Face[]} faces
 * @param {Link[]} links
 * @param {(id: string) => Numbers} numbers
 */
export function pictureDot(faces, links, numbers) {
  const boxes = faces.flatMap((face) => {
    const { data, grad } = numbers(face.id);
    const lines = [[face.op, face.name].filter(Boolean).join("  "), face.count];
    if (data !== "") lines.push(`data ${data}`);
    if (grad !== "") lines.push(`grad ${grad}`);
    const style = chipWidth(face.op) > 0 ? "rounded" : "solid";
    const label = quoted(...lines.filter(Boolean));
    const box = `${quoted(face.id)} [class="${face.kind}", style=${style}, label=${label}]`;
    if (!face.hasHiddenOperands) return [box];
    const cut = quoted(`${face.id}_more`);
    return [box, `${cut} [shape=plain, label="…"]`, `${cut} -> ${quoted(face.id)}`];
  });
  return digraph([
    'graph [rankdir=LR, bgcolor="transparent", nodesep=0.15, ranksep=0.3]',
    'node [shape=box, fontname="monospace", fontsize=11, width=0.3, height=0.3]',
    "edge [arrowsize=0.6]",
    ...boxes,
    ...links.map(({ source, target }) => `${quoted(source)} -> ${quoted(target)}`),
  ]);
}

/** @param {string[]} statements */
function digraph(statements) {
  return ["digraph {", ...statements.map((line) => `  ${line};`), "}", ""].join("\n");
}

/** @param {number} width @param {number} height  in pixels */
function size(width, height) {
  return `width=${(width / POINTS_PER_INCH).toFixed(3)}, height=${(height / POINTS_PER_INCH).toFixed(3)}`;
}

/**
 * Return lines of text as a DOT string. In a DOT string a backslash starts an escape, a quote ends
 * the string, and an ampersand may start an HTML entity; nothing else is special in a plain label.
 * @param {...string} lines
 */
function quoted(...lines) {
  const text = lines.map((line) => line.replace(/[\\"]/g, "\\$&").replaceAll("&", "&amp;"));
  return `"${text.join("\\n")}"`;
}
