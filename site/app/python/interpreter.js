/**
 * One interpreter: a worker without an origin, from its boot to its end.
 */

import { createIntake } from "./intake.js";
import { checkMessage } from "../../contract/messages.js";

/** @typedef {import("../../contract/protocol.js").PythonParts} PythonParts */
/** @typedef {import("../../contract/messages.js").RunMessage} RunMessage */
/** @typedef {import("../../contract/protocol.js").ToWorker} ToWorker */
/** @typedef {ReturnType<typeof createInterpreter>} Interpreter */

/**
 * @typedef {object} Listener
 * @property {(message: RunMessage, time: number) => void} onMessage  `time`: when it came
 * @property {(reason: string) => void} onDeath  the worker ended without a word of its own
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

  // The worker answers on a line that it gets before any program runs and keeps out of their reach.
  // Its own channel is in their reach: what comes there is none of ours.
  const { port1: line, port2: port } = new MessageChannel();
  worker.addEventListener("message", () => die("the program used the channel of its worker"));

  /** @type {PromiseWithResolvers<{isRestored: boolean}>} */
  const boot = Promise.withResolvers();
  let isReady = false;
  let isDead = false;
  // Whoever waits hears of a failure; a spare for which no one waits must not raise a warning.
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

  // Also what tells of its end waits for its turn: what came before is heard before.
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
     * @param {import("./runtime.js").Program | string} task  or the console's text
     * @param {Listener} heard
     */
    run(number, task, heard) {
      run = number;
      listener = heard;
      const isTyped = typeof task === "string";
      post(isTyped ? { type: "evaluate", run, source: task } : { type: "run", run, ...task });
    },

    /** Be heard before a run, for what is asked of a spare. @param {Listener} heard */
    listen(heard) {
      listener = heard;
    },

    /** To the program that runs. @param {string} channel @param {string} content */
    send: (channel, content) => post({ type: "command", run, channel, content }),

    /**
     * Ask the run's interpreter something; it answers when the run is over.
     * @param {number} id  the question's
     * @param {string} what
     * @param {string} data  JSON
     */
    ask: (id, what, data) => post({ type: "ask", run, id, what, data }),

    /** End it, whatever it is doing; nothing more is heard of it. */
    terminate: () => terminate("terminated"),
  };
}

/**
 * The worker starts while its parts are still on their way. Its code comes before the others.
 * @param {Worker} worker
 * @param {MessagePort} port  where it answers
 * @param {Parameters<typeof createInterpreter>[1]} fetched
 */
async function feed(worker, port, { code, parts, library }) {
  const post = (/** @type {ToWorker} */ message) => worker.postMessage(message);
  if (code) post({ type: "code", code: await code });
  worker.postMessage({ type: "port", port }, [port]);
  await Promise.all([
    parts.then((arrived) => post({ type: "boot", parts: arrived })),
    library.then((archive) => post({ type: "library", archive })),
  ]);
}
