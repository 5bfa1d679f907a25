/**
 * Where everything in a picture goes: by Graphviz in the layout worker, else in plain columns.
 */

import built from "built-files";
import { createTaskWorker } from "../ui/task-worker.js";
import { effortOf, inColumns } from "./model/columns.js";
import { readGeometry } from "./model/geometry.js";

/** @typedef {import("./model/geometry.js").Geometry} Geometry */
/**
 * What is laid out: the same boxes and arrows, as Graphviz is told of them and as they are.
 * @typedef {{dot: string, faces: import("./model/faces.js").Face[], links: import("./model/folds.js").Link[]}} Drawing
 */

/** Of `effortOf`: for what is more, Graphviz takes more than half a second, or its stack overflows. */
const EFFORT_LIMIT = 8_000;

/** @param {{timeout: string, cancelled: string, crashed: string}} words */
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
     * @param {Drawing} drawing
     * @returns {Promise<Geometry>} in plain columns where Graphviz can't
     * @throws {Error} when it is called off
     */
    async place({ dot, faces, links }) {
      if (effortOf(faces, links) <= EFFORT_LIMIT) {
        try {
          return readGeometry(JSON.parse(await request(dot, "json0")));
        } catch (error) {
          if (error instanceof Error && error.message === words.cancelled) throw error;
        }
      }
      return inColumns(faces, links);
    },

    /** Call off all that is asked for and not drawn yet. */
    cancel: worker.cancel,
  };
}
