/**
 * Runs programs: every run in an interpreter that no one has used, one run at a time.
 *
 * Owns the interpreters: a spare that boots while nothing runs, and the one of the last run.
 * At most these two exist. Knows nothing of the page; what happens is told by callbacks.
 */

import { createInterpreter } from "./interpreter.js";

/** @typedef {import("../shared/protocol.js").Files} Files */
/** @typedef {import("../shared/protocol.js").RunMessage} RunMessage */
/** @typedef {import("../shared/protocol.js").PythonParts} PythonParts */
/** @typedef {import("./interpreter.js").Interpreter} Interpreter */

/** @typedef {"booting" | "ready" | "running" | "failed"} State */

/**
 * How a run ended, seen from the page.
 * @typedef {object} End
 * @property {"finished" | "error" | "exited" | "died" | "stopped"} outcome
 * @property {string} message
 * @property {number} seconds
 */

/**
 * @typedef {object} Callbacks
 * @property {() => void} onState  the state, or whether a run waits, has changed
 * @property {(got: number, total: number) => void} onProgress  in bytes
 * @property {(message: RunMessage) => void} onMessage  of the current run
 * @property {(end: End) => void} onEnd  once for each run
 * @property {(reason: string) => void} onFailed  Python could not start
 */

/**
 * @param {object} options
 * @param {(onProgress: Callbacks["onProgress"]) => Promise<{workerUrl: string, parts: PythonParts}>} options.fetchParts
 * @param {Callbacks} options.callbacks
 */
export function createRuntime({ fetchParts, callbacks }) {
  /** @type {ReturnType<typeof fetchParts> | undefined} */
  let parts;
  /** @type {Interpreter | undefined} */
  let spare;
  /** @type {Interpreter | undefined} of the last run, kept until the next one */
  let used;
  /** @type {{number: number, files: Files, started: number | undefined} | undefined} */
  let current;
  let runs = 0;
  let hasFailed = false;
  let isStarting = false;

  const state = () => {
    if (current?.started !== undefined) return "running";
    if (hasFailed) return "failed";
    return spare?.isReady() ? "ready" : "booting";
  };

  /** Have a spare: boot one unless there is one, and begin the waiting run when it is ready. */
  async function prepare() {
    if (isStarting) return;
    isStarting = true;
    hasFailed = false;
    callbacks.onState();
    try {
      parts ??= fetchParts(callbacks.onProgress);
      const { workerUrl, parts: posted } = await parts;
      if (!spare || spare.isDead()) spare = createInterpreter(workerUrl, posted);
      await spare.ready;
    } catch (error) {
      fail(error);
      return;
    } finally {
      isStarting = false;
    }
    if (current) begin();
    callbacks.onState();
  }

  /** @param {unknown} error */
  function fail(error) {
    parts = undefined;
    spare?.terminate();
    spare = undefined;
    hasFailed = true;
    callbacks.onFailed(error instanceof Error ? error.message : String(error));
    if (current) end("died", "");
    callbacks.onState();
  }

  /** Begin the waiting run in the spare. */
  function begin() {
    if (!current || current.started !== undefined || !spare?.isReady()) return;
    used?.terminate();
    used = spare;
    spare = undefined;
    current.started = performance.now();
    const { number, files } = current;
    used.run(number, files, {
      onMessage(message) {
        if (message.type === "ended") end(message.outcome, message.message);
        else callbacks.onMessage(message);
      },
      onDeath: (reason) => end("died", reason),
    });
    callbacks.onState();
  }

  /**
   * @param {End["outcome"]} outcome
   * @param {string} message
   */
  function end(outcome, message) {
    const started = current?.started;
    current = undefined;
    // A run that only waited has no interpreter of its own yet.
    if (started !== undefined && (outcome === "stopped" || outcome === "died")) {
      used?.terminate();
      used = undefined;
    }
    const seconds = started === undefined ? 0 : (performance.now() - started) / 1000;
    callbacks.onEnd({ outcome, message, seconds });
    callbacks.onState();
    if (!hasFailed) prepare();
  }

  return {
    state,
    isWaiting: () => current !== undefined && current.started === undefined,
    isBusy: () => current !== undefined,

    /** Load Python, so that the first run needn't wait. */
    boot: () => void prepare(),

    /**
     * Run a program; a run that is still going on, or waiting, is stopped first.
     * @param {Files} files
     */
    run(files) {
      if (current) end("stopped", "");
      runs += 1;
      current = { number: runs, files, started: undefined };
      if (spare?.isReady()) begin();
      else void prepare();
      callbacks.onState();
    },

    stop() {
      if (current) end("stopped", "");
    },
  };
}
