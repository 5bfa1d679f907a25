/**
 * The boxes that a step highlights, and the arrows with their factors.
 */

import { factor } from "../../ui/numbers.js";

/** @typedef {import("./folds.js").View} View */
/** @typedef {import("./folds.js").Link} Link */
/** @typedef {import("./steps.js").Walk} Walk */

/** "node": the step's own node; "near": another node of the step. @typedef {"node" | "near"} Light */

/** @typedef {{boxes: Map<string, Light>, links: Map<string, string>}} Highlight  a link's text may be "" */

/**
 * @param {View} view
 * @param {Walk} walk
 * @param {number} number  the step's
 * @returns {Highlight}
 */
export function frameAt(view, walk, number) {
  /** @type {Highlight} */
  const frame = { boxes: new Map(), links: new Map() };
  const step = walk.steps[number];
  if (!step || step.node === "") return frame;
  const own = view.boxOf.get(step.node);
  if (own === undefined) return frame;
  const additions = new Map(step.additions.map(({ edge }) => [edge.id, edge]));
  for (const link of view.links) {
    const edges = link.edges.filter(({ id, target }) =>
      step.kind === "forward" ? target === step.node : additions.has(id),
    );
    const [edge] = edges;
    if (!edge) continue;
    frame.boxes.set(link.source, "near");
    const isOne = link.edges.length === 1 && edge.derivative !== null;
    const text = step.kind === "backward" && isOne ? `×${factor(edge.derivative ?? 0)}` : "";
    frame.links.set(link.id, text);
  }
  frame.boxes.set(own, "node");
  return frame;
}

/**
 * Return the arrows on all paths from a box to the output.
 * @param {View} view
 * @param {string} from  a box's id
 * @param {string} output  a box's id
 * @returns {Set<string>} ids of links
 */
export function pathsToOutput(view, from, output) {
  const ahead = reach(view.links, from, "source", "target");
  const behind = reach(view.links, output, "target", "source");
  const isOn = (/** @type {Link} */ { source, target }) => ahead.has(source) && behind.has(target);
  return new Set(view.links.filter(isOn).map(({ id }) => id));
}

/**
 * Return the neighbours of a box: its operands on the left, its users on the right.
 * @param {View} view
 * @param {string} id
 */
export function neighbours(view, id) {
  const operands = view.links.filter(({ target }) => target === id).map(({ source }) => source);
  const users = view.links.filter(({ source }) => source === id).map(({ target }) => target);
  return { operands: [...new Set(operands)], users: [...new Set(users)] };
}

/**
 * @param {Link[]} links
 * @param {string} start
 * @param {"source" | "target"} near
 * @param {"source" | "target"} far
 */
function reach(links, start, near, far) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const link of links) {
    const list = next.get(link[near]);
    if (list) list.push(link[far]);
    else next.set(link[near], [link[far]]);
  }
  const found = new Set([start]);
  for (const id of found) for (const other of next.get(id) ?? []) found.add(other);
  return found;
}
