/**
 * The remarks above a graph: which nodes are left out, and where numbers stop being finite.
 */

import { isFileName } from "../../../contract/files.js";
import { element } from "../../ui/element.js";
import { nodeName, oneLine } from "../model/names.js";

const LONGEST_FAULT = 300;
/** More sentences of one kind tell no more. */
const MOST_LOST = 3;

/** @typedef {import("../../../contract/graph.js").GraphTrace} GraphTrace */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * @param {GraphTrace} graph
 * @param {{words: Words, goToLine: (place: import("../../../contract/protocol.js").Place) => void}} page
 */
export function warningsOf(graph, { words, goToLine }) {
  const remarks = [];
  const { left_out: leftOut, left_out_reasons: reasons, total, samples, fault } = graph;
  if (leftOut > 0) {
    const shown = total - leftOut;
    const sample = samples?.shown ?? null;
    remarks.push(
      element(
        "p",
        {},
        words.leftOut({
          shown,
          total,
          sample,
          samples: reasons.samples,
          distance: reasons.distance,
        }),
      ),
    );
  }
  if (fault !== "")
    remarks.push(element("p", { className: "fault" }, words.fault(oneLine(fault, LONGEST_FAULT))));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const nameOf = (/** @type {string} */ id) => {
    const node = byId.get(id);
    return node ? nodeName(node) : id;
  };
  const [other] = graph.other_values;
  if (other)
    remarks.push(
      element("p", {}, words.otherValues(nameOf(other.node), graph.other_values.length)),
    );
  for (const { node, op } of graph.lost_operands.slice(0, MOST_LOST))
    remarks.push(element("p", {}, words.lostOperands(nameOf(node), oneLine(op))));
  const first = firstNotFinite(graph);
  if (first) {
    const remark = element("p", { className: "fault" }, words.firstNotFinite(nodeName(first)));
    const place = first.origin;
    if (place && isFileName(place.file)) {
      const text = words.line(place.line);
      const link = element("button", { type: "button", className: "line-link" }, text);
      link.addEventListener("click", () => goToLine(place));
      remark.append(" ", link);
    }
    remarks.push(remark);
  }
  return remarks;
}

/** Return the first value, in the order of computing, or else the first gradient, that is not finite. @param {GraphTrace} graph */
function firstNotFinite({ nodes, backward, output }) {
  const value = nodes.find(({ data }) => !Number.isFinite(Number(data)));
  if (value) return value;
  const isLost = (/** @type {import("../../../contract/graph.js").GraphNode | undefined} */ node) =>
    node !== undefined && node.grad !== null && !Number.isFinite(Number(node.grad));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const order = [output, ...backward.map(({ node }) => node)];
  const early = order.map((id) => byId.get(id)).find(isLost);
  return early ?? nodes.find(isLost);
}
