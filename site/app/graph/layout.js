/**
 * The page's side of the layout worker: DOT in, a picture or its places out.
 */

import built from "built-files";
import { createTaskWorker } from "../ui/task-worker.js";

/** @param {{timeout: string, cancelled: string}} words */
export function createLayout(words) {
  const worker = createTaskWorker(built.layoutWorker, words);
  const request = (
    /** @type {string} */ dot,
    /** @type {import("../../contract/tasks.js").LayoutFormat} */ format,
  ) => worker.ask({ dot, format });

  return {
    /**
     * @param {string} dot
     * @returns {Promise<string>} the picture as SVG
     * @throws {Error} when Graphviz refuses the DOT, or takes too long
     */
    render: (dot) => request(dot, "svg"),

    /**
     * @param {string} dot
     * @returns {Promise<unknown>} where everything is, as Graphviz's JSON
     * @throws {Error} as above
     */
    place: async (dot) => JSON.parse(await request(dot, "json0")),

    /** Call off all that is asked for and not drawn yet. */
    cancel: worker.cancel,
  };
}
