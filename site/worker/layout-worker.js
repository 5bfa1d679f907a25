/**
 * Lays graphs out with Graphviz in WebAssembly, outside the page's thread.
 */

import { instance } from "@viz-js/viz";
import { limitsOf } from "./layout-limits.js";

/** @typedef {import("../contract/tasks.js").LayoutRequest} LayoutRequest */
/** @typedef {import("../contract/tasks.js").LayoutReply} LayoutReply */

const vizPromise = instance();

self.addEventListener("message", async (/** @type {MessageEvent} */ event) => {
  const { id, dot, format, engine = "dot" } = /** @type {LayoutRequest} */ (event.data);
  /** @type {LayoutReply} */
  let reply;
  try {
    const viz = await vizPromise;
    const options = { format, engine, graphAttributes: limitsOf(dot) };
    reply = { id, output: viz.renderString(dot, options) };
  } catch (error) {
    const isCrash = error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
    if (isCrash) reply = { id, isCrash };
    else reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
});
