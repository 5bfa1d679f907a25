/**
 * Why the pinned node's gradient is what it is: a row for each term of the sum. A share's row lights
 * its arrow and the line of the node that it came from, and leads on to that node. Below, on request,
 * the paths to the output, multiplied out.
 */

import { button, element } from "../../ui/element.js";
import { shortNumber } from "../../ui/numbers.js";
import { multiplied, sampleOf } from "../model/why.js";

/** @typedef {import("../model/steps.js").Walk} Walk */
/** @typedef {import("../model/steps.js").GraphEdge} GraphEdge */
/** @typedef {import("../model/why.js").Term} Term */
/** @typedef {import("../model/why.js").Path} Path */
/** @typedef {import("../model/why.js").Why} Why */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

const MOST_ROWS = 20;

/**
 * @param {Words} words
 * @param {object} on
 * @param {(edge: GraphEdge | null) => void} on.onShare  one is pointed at
 * @param {(id: string) => void} on.onSource  the visitor goes on to the node that a share came from
 */
export function createWhyList(words, on) {
  const list = element("ul", { className: "why-terms", tabIndex: -1, "aria-label": words.why });
  const products = element("ul", { className: "why-terms" });
  const paths = element(
    "details",
    { className: "why-paths" },
    element("summary", {}, words.paths),
    products,
  );
  const root = element("div", { className: "why", hidden: true }, list, paths);
  let shown = "";
  let isPointed = false;

  /** @param {GraphEdge | null} edge */
  function point(edge) {
    if (edge === null && !isPointed) return;
    isPointed = edge !== null;
    on.onShare(edge);
  }

  return {
    element: root,

    /** @param {Why | null} why */
    show(why) {
      root.hidden = why === null || why.terms.length === 0;
      const seen = root.hidden
        ? ""
        : JSON.stringify([why?.id, why?.passed, why?.isSettled, why?.terms]);
      if (seen === shown) return;
      shown = seen;
      point(null);
      // What is hidden is not there either: a gradient may be to be predicted.
      const told = root.hidden ? null : why;
      const ways = told?.paths ?? [];
      list.replaceChildren(...(told ? rowsOf(told) : []));
      // Of two nodes it is the share itself.
      paths.hidden = !ways.some(({ nodes }) => nodes.length > 2);
      products.replaceChildren(...(told ? ways.map((path) => pathRow(told.walk, path)) : []));
    },

    /** Let the keyboard go on here, after a share has led to its node. */
    focus: () => list.focus({ preventScroll: true }),
  };

  /** @param {Why} why */
  function rowsOf({ walk, terms, passed, isSettled }) {
    const rows = terms.slice(0, MOST_ROWS).map((term, number) => termRow(walk, term, number === 0));
    // At the end the box may have what the program holds instead.
    if (passed !== null) rows.unshift(element("li", {}, words.byPass(passed)));
    const others = terms.slice(MOST_ROWS);
    if (others.length > 0) {
      const together = others.reduce((sum, { value }) => sum + value, 0);
      rows.push(element("li", {}, words.whyMore(others.length, shortNumber(together))));
    }
    if (!isSettled) rows.push(element("li", {}, words.whyLater));
    return rows;
  }

  /** @param {Walk} walk @param {Term} term @param {boolean} isFirst */
  function termRow(walk, { kind, sum, derivative, edge }, isFirst) {
    const row = element(
      "li",
      {},
      element("code", { className: "sum" }, `${isFirst ? "=" : "+"} ${sum}`),
    );
    if (kind !== "share") row.append(" ", words.whyKinds[kind]);
    if (edge) lead(row, walk, edge);
    if (derivative !== "") row.append(element("code", { className: "local" }, derivative));
    return row;
  }

  /** Let a row lead to the node that its share came from. @param {HTMLElement} row @param {Walk} walk @param {GraphEdge} edge */
  function lead(row, walk, edge) {
    const name = nameOf(walk, edge.target);
    const go = button(words.whyFrom(name), () => on.onSource(edge.target), "line-link");
    go.title = words.whyGo(name);
    row.append(" ", go);
    const sample = sampleOf(walk, edge);
    if (sample !== null) row.append(" ", words.whySample(sample + 1));
    for (const event of ["pointerenter", "focusin"]) row.addEventListener(event, () => point(edge));
    for (const event of ["pointerleave", "focusout"])
      row.addEventListener(event, () => point(null));
  }

  /** @param {Walk} walk @param {Path} path */
  function pathRow(walk, path) {
    const names = path.nodes.map((id) => nameOf(walk, id));
    return element(
      "li",
      {},
      element("code", { className: "sum" }, multiplied(path)),
      element("code", { className: "local" }, names.join(" → ")),
    );
  }
}

/** @param {Walk} walk @param {string} id */
function nameOf(walk, id) {
  const node = walk.node(id);
  return node ? walk.nameOf(node) : id;
}
