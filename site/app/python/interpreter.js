/**
 * One interpreter: a worker with an opaque origin, from its boot to its end.
 */

import { createIntake } from "./intake.js";
import { checkMessage } from "../../contract/messages.js";

/** @typedef {import("../../contract/protocol.js").PythonParts} PythonParts */
/** @typedef {import("../../contract/messages.js").RunMessage} RunMessage */
/** @typedef {import("../../contract/protocol.js").ToWorker} ToWorker */
/** @typedef {ReturnType<typeof createInterpreter>} Interpreter */

/**
 * @typedef {object} Listener
 * @property {(message: RunMessage, time: number) => void} onMessage  `time`: when it arrived
 * @property {(bytes: number) => void} onBytes  so many bytes of a package have come
 * @property {(reason: string) => void} onDeath  called when the worker ended without a message
 */

/**
 * @param {string} workerUrl
 * @param {Omit<import("./parts.js").Fetched, "workerUrl">} fetched
 */
export function createInterpreter(workerUrl, fetched) {
  const worker = new Worker(workerUrl, { type: "module" });
  /** @type {Listener | undefined} */
  let listener;
  let run = 0;

  const post = (/** @type {ToWorker} */ message) => worker.postMessage(message);

  // The worker answers on a port that it gets before any program runs and that no program can
  // reach. Programs can reach the worker's own channel, so messages from there are ignored.
  const { port1: line, port2: port } = new MessageChannel();
  worker.addEventListener("message", () => die("the program used the channel of its worker"));

  /** @type {PromiseWithResolvers<{isRestored: boolean}>} */
  const boot = Promise.withResolvers();
  let isReady = false;
  let isDead = false;
  // Whoever awaits it handles a failure; for a spare it must not count as an unhandled rejection.
  boot.promise.then(
    () => {
      isReady = true;
    },
    () => {},
  );

  /** @param {string} reason */
  function die(reason) {
    const heard = listener;
    terminate(reason);
    heard?.onDeath(reason);
  }

  /** @param {string} reason */
  function terminate(reason) {
    isDead = true;
    listener = undefined;
    intake.drop();
    worker.terminate();
    line.close();
    boot.reject(new Error(reason));
  }

  // The message of its end waits in the same queue, so that earlier messages are handled first.
  const intake = createIntake(({ message, time }) => {
    if (message.type === "failed") die(message.message);
    else listener?.onMessage(message, time);
  });

  line.addEventListener("message", (event) => {
    if (isDead) return;
    let message;
    try {
      message = checkMessage(event.data);
    } catch (error) {
      die(/** @type {Error} */ (error).message);
      return;
    }
    if (message.type === "ready") {
      boot.resolve(message);
    } else if (message.type === "wanted") {
      const { name } = message;
      fetched
        .wheel(name, (bytes) => listener?.onBytes(bytes))
        .then((bytes) => isDead || post({ type: "wheel", name, bytes }));
    } else if (message.type === "failed" || message.run === run) {
      const refused = intake.put(message);
      if (refused !== "") die(refused);
    }
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    die(event.message ?? "");
  });
  line.addEventListener("messageerror", () => die("unreadable message"));
  line.start();

  feed(worker, port, fetched).catch((error) =>
    die(error instanceof Error ? error.message : String(error)),
  );

  return {
    ready: boot.promise,
    isReady: () => isReady && !isDead,
    isDead: () => isDead,

    /**
     * @param {number} number  the run's
     * @param {import("./runtime.js").Program | string} task  a program, or the console's input
     * @param {Listener} heard
     */
    run(number, task, heard) {
      run = number;
      listener = heard;
      const isTyped = typeof task === "string";
      post(isTyped ? { type: "evaluate", run, source: task } : { type: "run", run, ...task });
    },

    /** Listen before a run, for questions to a spare. @param {Listener} heard */
    listen(heard) {
      listener = heard;
    },

    /** Send a command to the running program. @param {string} channel @param {string} content */
    send: (channel, content) => post({ type: "command", run, channel, content }),

    /**
     * Ask the run's interpreter something; it answers when the run is over.
     * @param {number} id  the question's
     * @param {string} what
     * @param {string} data  JSON
     */
    ask: (id, what, data) => post({ type: "ask", run, id, what, data }),

    /** End it, whatever it is doing; no more messages come from it. */
    terminate: () => terminate("terminated"),
  };
}

/**
 * Post the parts to the worker, which starts before they are fetched: its code first.
 * @param {Worker} worker
 * @param {MessagePort} port  for its answers
 * @param {Parameters<typeof createInterpreter>[1]} fetched
 */
async function feed(worker, port, { code, parts, module, snapshot, archives }) {
  const post = (/** @type {ToWorker} */ message) => worker.postMessage(message);
  if (code) post({ type: "code", code: await code });
  worker.postMessage({ type: "port", port }, [port]);
  await Promise.all([
    parts.then((arrived) => post({ type: "boot", parts: arrived })),
    module.then((wasm) => post({ type: "module", wasm })),
    snapshot.then((memory) => post({ type: "snapshot", snapshot: memory })),
    archives().then((arrived) => post({ type: "archives", archives: arrived ?? null })),
  ]);
}
