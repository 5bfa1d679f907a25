/**
 * The page's side of the layout worker: DOT in, a picture or its places out; started when the first
 * graph comes.
 */

import built from "built-files";

/** @typedef {import("../worker/layout-worker.js").LayoutReply} LayoutReply */
/** @typedef {import("../worker/layout-worker.js").LayoutFormat} LayoutFormat */

const DEADLINE_MS = 10_000;

/** @param {{timeout: string, cancelled: string}} words */
export function createLayout({ timeout, cancelled }) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {Map<number, {resolve: (output: string) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let requests = 0;
  /** Graphs are laid out one after the other, so that each has the whole of its deadline. */
  let queue = Promise.resolve();
  /** Rises when what is queued is called off. */
  let generation = 0;

  /** @param {string} reason */
  function restart(reason) {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  function start() {
    const started = new Worker(built.layoutWorker, { type: "module" });
    started.addEventListener("message", (event) => {
      const reply = /** @type {LayoutReply} */ (event.data);
      const waiter = waiting.get(reply.id);
      waiting.delete(reply.id);
      if ("output" in reply) waiter?.resolve(reply.output);
      else waiter?.reject(new Error(reply.error));
    });
    started.addEventListener("error", (event) => restart(event.message ?? ""));
    return started;
  }

  /** @param {string} dot @param {LayoutFormat} format @returns {Promise<string>} */
  function request(dot, format) {
    worker ??= start();
    requests += 1;
    const id = requests;
    /** @type {PromiseWithResolvers<string>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    waiting.set(id, { resolve, reject });
    const deadline = setTimeout(() => restart(timeout), DEADLINE_MS);
    worker.postMessage({ id, dot, format });
    return promise.finally(() => clearTimeout(deadline));
  }

  /**
   * @param {string} dot
   * @param {LayoutFormat} format
   */
  function queued(dot, format) {
    const asked = generation;
    const result = queue.then(() => {
      if (asked !== generation) throw new Error(cancelled);
      return request(dot, format);
    });
    queue = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  return {
    /**
     * @param {string} dot
     * @returns {Promise<string>} the picture as SVG
     * @throws {Error} when Graphviz refuses the DOT, or takes too long
     */
    render: (dot) => queued(dot, "svg"),

    /**
     * @param {string} dot
     * @returns {Promise<unknown>} where everything is, as Graphviz's JSON
     * @throws {Error} as above
     */
    place: async (dot) => JSON.parse(await queued(dot, "json0")),

    /** Call off all that is asked for and not drawn yet. */
    cancel() {
      generation += 1;
      if (waiting.size > 0) restart(cancelled);
    },
  };
}
