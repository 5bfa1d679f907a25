/**
 * Lays graphs out: Graphviz compiled to WebAssembly, away from the page's thread.
 */

import { instance } from "@viz-js/viz";

/** @typedef {{id: number, dot: string}} LayoutRequest */
/** @typedef {{id: number, svg: string} | {id: number, error: string}} LayoutReply */

const vizPromise = instance();

self.addEventListener("message", async (/** @type {MessageEvent} */ event) => {
  const { id, dot } = /** @type {LayoutRequest} */ (event.data);
  /** @type {LayoutReply} */
  let reply;
  try {
    const viz = await vizPromise;
    reply = { id, svg: viz.renderString(dot, { format: "svg" }) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
});
