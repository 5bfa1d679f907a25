/**
 * Draws charts: Vega-Lite in, SVG out, outside the page's thread and without the network.
 *
 * The description is untrusted: its expressions are interpreted, never compiled, and nothing is
 * fetched for it. The page ends a drawing that takes too long.
 */

import { expressionFunction, parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

/** @typedef {import("../contract/tasks.js").ChartRequest} ChartRequest */
/** @typedef {import("../contract/tasks.js").Chart} Chart */

const ROWS = 1_000;
const COLUMNS = 12;
const CELL = 200;

/** The most rows of a sequence: more are of no use in a chart, and would fill the browser's memory. */
const SEQUENCE = 1_000_000;

/** The number of numbers and characters that the expressions of this chart may still make. */
let room = 0;

/** @param {number} count */
function take(count) {
  // NaN counts as nothing.
  if (count > 0) room -= count;
  if (room < 0) throw new Error("a sequence has too many numbers");
}

/**
 * Make an expression's function count its result before it computes it.
 * @param {string} name
 * @param {(...args: any[]) => number} count
 */
function bound(name, count) {
  const make = expressionFunction(name);
  expressionFunction(name, (/** @type {any[]} */ ...args) => {
    take(count(...args));
    return make(...args);
  });
}

const MILLISECONDS = { milliseconds: 1, seconds: 1_000, minutes: 60_000 };

bound("sequence", (start, stop, step = 1) => (stop === undefined ? start : (stop - start) / step));
for (const name of ["timeSequence", "utcSequence"])
  bound(name, (unit, start, stop, step = 1) => {
    const { [unit]: each = 3_600_000 } = /** @type {Record<string, number>} */ (MILLISECONDS);
    return (stop - start) / each / step;
  });
bound("pad", (_text, length) => length);

self.addEventListener("message", async (/** @type {MessageEvent} */ event) => {
  const { id, spec, config } = /** @type {ChartRequest} */ (event.data);
  try {
    self.postMessage({ id, output: await chartOf(spec, config) });
  } catch (error) {
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});

/** @param {any} spec @param {object} config @returns {Promise<Chart>} */
async function chartOf(spec, config) {
  refuseEndless(spec);
  room = SEQUENCE;
  /** @type {string[]} */
  const refused = [];
  const refuse = async (/** @type {string} */ url) => {
    refused.push(url);
    throw new Error("refused");
  };
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
  const isLite = !String(spec.$schema ?? "").includes("/vega/");
  const logger = /** @type {any} */ ({ level: () => logger, error: fail, warn: () => logger });
  Object.assign(logger, { info: () => logger, debug: () => logger });
  const vega = isLite ? compile(spec, { config, logger }).spec : spec;
  const view = new View(parse(vega, isLite ? undefined : config, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
    loader: /** @type {any} */ (loader),
    logger,
  });
  await view.runAsync();
  if (refused.length > 0) throw new Error("a chart may not fetch anything");
  const svg = await view.toSVG();
  const data = rowsOf(view, vega);
  view.finalize();
  return { svg, ...data };
}

/** @param {any} part  of a description */
function refuseEndless(part) {
  if (typeof part !== "object" || part === null) return;
  const { start = 0, stop = 0, step = 1 } = part.sequence ?? {};
  if (!((stop - start) / step <= SEQUENCE)) throw new Error("a sequence has too many numbers");
  for (const each of Object.values(part)) refuseEndless(each);
}

/** @param {...any} reasons */
function fail(...reasons) {
  throw reasons.find((reason) => reason instanceof Error) ?? new Error(reasons.join(" "));
}

/**
 * Return the numbers of the chart: of its first data set that has rows.
 * @param {View} view @param {any} spec
 */
function rowsOf(view, spec) {
  const sets = (spec.data ?? []).map((/** @type {any} */ { name }) => view.data(name) ?? []);
  const all = sets.find((/** @type {any[]} */ rows) => rows.length > 0) ?? [];
  const columns = Object.keys(all[0] ?? {}).slice(0, COLUMNS);
  const rows = all
    .slice(0, ROWS)
    .map((/** @type {any} */ row) => columns.map((name) => cellOf(row[name])));
  return { columns, rows, total: all.length };
}

/** @param {unknown} value */
const cellOf = (value) =>
  (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, CELL);
