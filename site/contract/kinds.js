/**
 * The kinds of displayed objects that have cards of their own, with their MIME types, and with the
 * check of their data, which come from a visitor's program.
 *
 * `app/cards.js` has a drawer for each kind. All other formats are plain: an image, HTML, text.
 */

import { readComparison } from "./engine.js";
import { readGraph } from "./graph.js";
import { parsed } from "./schema.js";
import { readTable } from "./table.js";
import { readTraining, readUpdate } from "./training.js";
import { readWritten } from "./written.js";

/** @typedef {import("./protocol.js").MimeBundle} MimeBundle */

/** The longest Vega-Lite chart, in characters. */
const LONGEST_CHART = 5_000_000;

/** @param {string} json @returns {any} a Vega-Lite chart, which Vega checks; null if it is no record */
function readChart(json) {
  const spec = parsed(json, { characters: LONGEST_CHART });
  return typeof spec === "object" ? spec : null;
}

/**
 * Of a bundle with several kinds, the first one is shown. `read` returns null if the data are not of
 * the kind; `readUpdate` reads what a program sends later for a shown object.
 */
export const KINDS = {
  graph: { types: ["application/vnd.micrograd.graph+json"], read: readGraph },
  /** A graph in DOT that is not ours. */
  dot: { types: ["text/vnd.graphviz"], read: (/** @type {string} */ dot) => dot },
  training: { types: ["application/vnd.micrograd.training+json"], read: readTraining, readUpdate },
  /** Vega-Lite, as Altair makes it. */
  chart: {
    types: ["application/vnd.vegalite.v6+json", "application/vnd.vegalite.v5+json"],
    read: readChart,
  },
  /** A visitor's engine, compared with the package's. */
  engine: { types: ["application/vnd.micrograd.engine+json"], read: readComparison },
  table: { types: ["application/vnd.micrograd.table+json"], read: readTable },
  /** The files that a program wrote. */
  files: { types: ["application/vnd.micrograd.files+json"], read: readWritten },
};

/** @typedef {keyof typeof KINDS} Kind */
/** The checked data of a kind. @template {Kind} K @typedef {NonNullable<ReturnType<(typeof KINDS)[K]["read"]>>} Data */

/** Return a kind's data of a displayed object, unchecked. @param {MimeBundle} bundle @param {Kind} kind */
export const textOf = (bundle, kind) =>
  KINDS[kind].types.map((type) => bundle[type]).find((text) => text !== undefined);

/**
 * Return the kind of a displayed object, and its checked data.
 * @param {MimeBundle} bundle
 * @param {"read" | "readUpdate"} [how]
 * @returns {{kind: Kind, data: any} | null} null if it is plain
 */
export function readBundle(bundle, how = "read") {
  for (const kind of /** @type {Kind[]} */ (Object.keys(KINDS))) {
    /** @type {{read: (text: string) => unknown, readUpdate?: (text: string) => unknown}} */
    const { [how]: read } = KINDS[kind];
    const text = textOf(bundle, kind);
    const data = text === undefined ? null : (read?.(text) ?? null);
    if (data !== null) return { kind, data };
  }
  return null;
}
