/**
 * A worker for one kind of task. It starts with the first task, and is ended if a task takes too
 * long or crashes it. It answers each `{id, ...task}` with `{id, output}`, `{id, error}`, or `{id,
 * isCrash}`. If its code can't be fetched, it is started once more, and again for the next task.
 */

const DEADLINE_MS = 10_000;

/**
 * @param {string} url  of the worker's module
 * @param {{timeout: string, cancelled: string, missing: string, crashed?: string}} words  `missing`: its code did not come
 */
export function createTaskWorker(url, { timeout, cancelled, missing, crashed = timeout }) {
  /** @type {Worker | undefined} */
  let worker;
  /** Whether the worker has sent a message: then its code is there. */
  let isHeard = false;
  /** @type {Map<number, {resolve: (output: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let requests = 0;
  /** Tasks run one after the other, so that each has its full time. */
  let queue = Promise.resolve();
  /** Increases when the queue is cancelled. */
  let generation = 0;

  /** @param {string} reason */
  function restart(reason) {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  /** @param {() => void} onMissing */
  function start(onMissing) {
    const started = new Worker(url, { type: "module" });
    isHeard = false;
    started.addEventListener("message", ({ data }) => {
      if (started !== worker) return;
      isHeard = true;
      // Its memory may be damaged: the next task gets a new worker.
      if (data.isCrash) return restart(crashed);
      const waiter = waiting.get(data.id);
      waiting.delete(data.id);
      if ("output" in data) waiter?.resolve(data.output);
      else waiter?.reject(new Error(data.error));
    });
    started.addEventListener("error", (event) => {
      event.preventDefault();
      if (started !== worker) return;
      if (isHeard) restart(event.message ?? "");
      else onMissing();
    });
    return started;
  }

  /** @param {object} task  with its number */
  function post(task) {
    const giveUp = () => restart(missing);
    const again = () => {
      worker = start(giveUp);
      worker.postMessage(task);
    };
    worker ??= start(again);
    worker.postMessage(task);
  }

  /** @param {object} task @returns {Promise<any>} */
  function request(task) {
    requests += 1;
    const id = requests;
    /** @type {PromiseWithResolvers<any>} */
    const { promise, resolve, reject } = Promise.withResolvers();
    waiting.set(id, { resolve, reject });
    const deadline = setTimeout(() => restart(timeout), DEADLINE_MS);
    post({ id, ...task });
    return promise.finally(() => clearTimeout(deadline));
  }

  return {
    /**
     * @param {object} task
     * @returns {Promise<any>}
     * @throws {Error} if it fails, takes too long, or is cancelled
     */
    ask(task) {
      const asked = generation;
      const result = queue.then(() => {
        if (asked !== generation) throw new Error(cancelled);
        return request(task);
      });
      queue = result.then(
        () => {},
        () => {},
      );
      return result;
    },

    /** Cancel all tasks that are not done. */
    cancel() {
      generation += 1;
      if (waiting.size > 0) restart(cancelled);
    },
  };
}
