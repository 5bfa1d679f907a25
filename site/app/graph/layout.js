/**
 * Computes the positions in a picture: with Graphviz in the layout worker, else in plain columns.
 */

import built from "built-files";
import { createTaskWorker } from "../ui/task-worker.js";
import { effortOf, inColumns } from "./model/columns.js";
import { readGeometry } from "./model/geometry.js";

/** @typedef {import("./model/geometry.js").Geometry} Geometry */
/**
 * The boxes and arrows to lay out: as DOT for Graphviz, and as faces and links.
 * @typedef {{dot: string, faces: import("./model/faces.js").Face[], links: import("./model/folds.js").Link[]}} Drawing
 */

/** The limit of `effortOf`: for more, Graphviz needs over half a second, or its stack overflows. */
const EFFORT_LIMIT = 8_000;
/** The most drawings that programs may wait for: a program waits for one, unless it means harm. */
const MOST_WAITING = 10;

/** @param {{timeout: string, cancelled: string, crashed: string, missing: string}} words */
export function createLayout(words) {
  const worker = createTaskWorker(built.layoutWorker, words);
  const request = (
    /** @type {string} */ dot,
    /** @type {string} */ format,
    /** @type {string | undefined} */ engine = undefined,
  ) => worker.ask({ dot, format, engine });
  let waiting = 0;

  /** What Graphviz answered while a run was recorded, by the DOT. @type {Map<string, string>} */
  const known = new Map();

  return {
    /** @param {Record<string, string>} layouts */
    learn(layouts) {
      for (const [dot, answer] of Object.entries(layouts)) known.set(dot, answer);
    },

    /**
     * @param {string} dot
     * @returns {Promise<string>} the picture as SVG
     * @throws {Error} if Graphviz refuses the DOT, or takes too long
     */
    render: (dot) => request(dot, "svg"),

    /**
     * @param {Drawing} drawing
     * @returns {Promise<Geometry>} in plain columns if Graphviz can't do it
     * @throws {Error} if it is cancelled
     */
    async place({ dot, faces, links }) {
      const plain = (/** @type {Geometry["note"]} */ note) => ({
        ...inColumns(faces, links),
        note,
      });
      if (effortOf(faces, links) > EFFORT_LIMIT) return plain("drawnInColumns");
      try {
        return readGeometry(JSON.parse(known.get(dot) ?? (await request(dot, "json0"))));
      } catch (error) {
        const { message = "" } = /** @type {Partial<Error>} */ (error);
        if (message === words.cancelled) throw error;
        return plain(message === words.missing ? "drawnWithout" : "drawnInColumns");
      }
    },

    /**
     * Draw for a program, which waits for the answer.
     * @param {{dot: string, engine: string, form: string}} asked
     * @returns {Promise<string>} JSON for the program
     */
    async answer({ dot, engine, form }) {
      if (waiting >= MOST_WAITING) return JSON.stringify({ error: words.cancelled });
      waiting += 1;
      try {
        return JSON.stringify({ output: await request(dot, form, engine) });
      } catch (error) {
        return JSON.stringify({ error: /** @type {Error} */ (error).message });
      } finally {
        waiting -= 1;
      }
    },

    /** Cancel all requests that are not done. */
    cancel: worker.cancel,
  };
}
