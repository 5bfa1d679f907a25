/**
 * Record the runs of the examples; run by build/recordings.py, under Node:
 *
 *     node record-examples.js JSON
 *
 * JSON names the files of Python's parts, the programs, and where the recordings go. Each program
 * runs in the worker's own code, from the snapshot, as in a browser. The clock stands still, so that
 * a recording depends on no machine's speed: a training then sends its whole history in one update.
 */

import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { zstdDecompressSync } from "node:zlib";
import { instance } from "@viz-js/viz";
import { layoutDot } from "../app/graph/model/dot.js";
import { faceOf } from "../app/graph/model/faces.js";
import { Folds } from "../app/graph/model/folds.js";
import { Walk } from "../app/graph/model/steps.js";
import { words as german } from "../app/words/de.js";
import { words as english } from "../app/words/en-cards.js";
import { words as spanish } from "../app/words/es.js";
import { readBundle, textOf } from "../contract/kinds.js";
import { readRecording } from "../contract/recording.js";
import { limitsOf } from "../worker/layout-limits.js";

/** @typedef {{worker: string, wasm: string, snapshot: string, stdlib: string, lock: string, wheels: Record<string, string>}} Parts  paths */

const SEED = 1;
/** Of the rounds whose parameters a run keeps for the page, a recording has so many. */
const MOST_SNAPSHOTS = 50;

/** More time than any example takes. */
const DEADLINE_MS = 120_000;

const LANGUAGES = [english, german.cards, spanish.cards];

if (isMainThread) await recordAll(JSON.parse(process.argv[2] ?? ""));
else await runHere(workerData);

/** @param {{parts: Parts, programs: Record<string, {source: string, out: string}>}} asked */
async function recordAll({ parts, programs }) {
  // A training's card says whether it can be steered: it can, where the browser can suspend
  // WebAssembly. Contexts that are made from now on can.
  if (!("Suspending" in WebAssembly)) setFlagsFromString("--experimental-wasm-jspi");
  const viz = await instance();
  for (const [id, { source, out }] of Object.entries(programs)) {
    const messages = (await messagesOf(parts, source, out)).map(thinned);
    const recording = { source, seed: SEED, messages, layouts: layoutsOf(messages, viz) };
    const end = readRecording(recording, source)?.messages.at(-1);
    if (end?.type !== "ended" || end.outcome !== "finished")
      throw new Error(`${id}: ${JSON.stringify(end ?? messages).slice(0, 2_000)}`);
    await writeFile(out, JSON.stringify(recording));
  }
}

/**
 * Run a program in an interpreter of its own.
 * @param {Parts} parts
 * @param {string} source
 * @param {string} out  a file for its messages
 * @returns {Promise<any[]>} these
 */
async function messagesOf(parts, source, out) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { parts, source, out } });
  await once(worker, "exit");
  return JSON.parse(await readFile(out, "utf8"));
}

/**
 * In a thread of its own: look like a browser's worker, and load the interpreter's code, which finds
 * the page's messages there.
 * @param {{parts: Parts, source: string, out: string}} task
 */
async function runHere({ parts, source, out }) {
  const here = /** @type {any} */ (globalThis);
  const bytes = async (/** @type {string} */ path) => new Uint8Array(await readFile(path)).buffer;
  const unpacked = async (/** @type {string} */ path) => zstdDecompressSync(await readFile(path));
  const wheels = Object.entries(parts.wheels).map(async ([name, path]) => [
    name,
    await bytes(path),
  ]);
  const wasm = await WebAssembly.compile(await unpacked(parts.wasm));
  const snapshot = new Blob([await unpacked(parts.snapshot)]);
  const posted = {
    lock: await readFile(parts.lock, "utf8"),
    restores: true,
  };
  const archives = {
    stdlib: await bytes(parts.stdlib),
    wheels: Object.fromEntries(await Promise.all(wheels)),
  };
  const { port1, port2 } = new MessageChannel();
  /** @type {any[]} */
  const messages = [];
  const { exit } = process;
  setTimeout(() => exit(1), DEADLINE_MS);
  port1.on("message", (message) => {
    if (!["ready", "loading"].includes(message.type)) messages.push(message);
    if (!["ended", "failed"].includes(message.type)) return;
    writeFileSync(out, JSON.stringify(messages));
    exit();
  });
  const now = performance.now();
  performance.now = () => now;
  here.WorkerGlobalScope = class {};
  Object.setPrototypeOf(here.WorkerGlobalScope.prototype, Object.getPrototypeOf(here));
  Object.setPrototypeOf(here, here.WorkerGlobalScope.prototype);
  Object.assign(here, {
    self: here,
    process: undefined,
    location: new URL("http://pyodide.invalid/"),
    addEventListener() {},
    postMessage() {},
    close() {},
    early: [
      { type: "port", port: port2 },
      { type: "boot", parts: posted },
      { type: "module", wasm },
      { type: "snapshot", snapshot },
      { type: "archives", archives },
      { type: "run", run: 1, files: { "main.py": source }, seed: SEED },
    ],
  });
  await import(pathToFileURL(parts.worker).href);
}

/**
 * Leave out most of a training's parameters: a picture of every tenth round is enough to look at.
 * @param {any} message
 */
function thinned(message) {
  const json = message.type === "update" && textOf(message.bundle, "training");
  if (!json) return message;
  const told = JSON.parse(json);
  const [last, ...others] = told.snapshots;
  const every = Math.ceil(others.length / MOST_SNAPSHOTS);
  told.snapshots = [last, ...others.filter((_, i) => i % every === 0)];
  const [type = ""] = Object.keys(message.bundle);
  return { ...message, bundle: { [type]: JSON.stringify(told) } };
}

/**
 * Lay out each graph of a run, at each level of folding, in each language.
 * @param {any[]} messages
 * @param {Awaited<ReturnType<typeof instance>>} viz
 */
function layoutsOf(messages, viz) {
  /** @type {Record<string, string>} */
  const layouts = {};
  for (const { type, bundle } of messages) {
    const read = type === "display" ? readBundle(bundle) : null;
    if (read?.kind !== "graph") continue;
    for (const dot of dotsOf(read.data)) layouts[dot] ??= positions(dot, viz);
  }
  return layouts;
}

/** @param {import("../contract/graph.js").GraphTrace} graph */
function dotsOf(graph) {
  const folds = new Folds(graph);
  return folds.levels().flatMap((level) => {
    folds.set(level);
    const { boxes, links } = folds.view();
    const walk = new Walk(graph, folds.isOpen);
    return LANGUAGES.map((words) =>
      layoutDot(
        boxes.map((box) => faceOf(box, walk, words.walk)),
        links,
      ),
    );
  });
}

/** @param {string} dot @param {Awaited<ReturnType<typeof instance>>} viz */
function positions(dot, viz) {
  const drawn = viz.renderString(dot, { format: "json0", graphAttributes: limitsOf(dot) });
  const { bb, objects = [], edges = [] } = JSON.parse(drawn);
  return JSON.stringify({
    bb,
    objects: objects.map((/** @type {any} */ { name, pos }) => ({ name, pos })),
    edges: edges.map((/** @type {any} */ { id, pos }) => ({ id, pos })),
  });
}
