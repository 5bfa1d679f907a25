/**
 * Lays graphs out with Graphviz in WebAssembly, outside the page's thread.
 */

import { instance } from "@viz-js/viz";

/** @typedef {import("../contract/tasks.js").LayoutFormat} LayoutFormat */
/** @typedef {import("../contract/tasks.js").LayoutRequest} LayoutRequest */
/** @typedef {import("../contract/tasks.js").LayoutReply} LayoutReply */

const vizPromise = instance();

/**
 * With so many arrows, Graphviz takes fewer iterations: the number of boxes times this; by default
 * it has no limit. Smaller pictures don't change. Attributes in the DOT come first.
 */
const LARGE = [
  { arrows: 400, nslimit: 0.5 },
  { arrows: 150, nslimit: 1 },
];

/** @param {string} dot @returns {Record<string, number>} */
function limitsOf(dot) {
  const arrows = dot.split("->").length - 1;
  const large = LARGE.find((each) => arrows > each.arrows);
  return large ? { nslimit: large.nslimit } : {};
}

self.addEventListener("message", async (/** @type {MessageEvent} */ event) => {
  const { id, dot, format } = /** @type {LayoutRequest} */ (event.data);
  /** @type {LayoutReply} */
  let reply;
  try {
    const viz = await vizPromise;
    reply = { id, output: viz.renderString(dot, { format, graphAttributes: limitsOf(dot) }) };
  } catch (error) {
    const isCrash = error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
    if (isCrash) reply = { id, isCrash };
    else reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
});
