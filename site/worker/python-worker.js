/**
 * An interpreter's worker: handles the page's messages, and answers with those of the protocol.
 *
 * `worker-loader.js` imports it, or it is itself one `data:` URL. Either way the worker has an
 * opaque origin: no program here can reach the site's storage. `python.js` starts and runs Python.
 */

import { createLeash } from "./alone.js";
import { createCommands } from "./commands.js";
import { createMeter } from "./meter.js";
import { createPort } from "./port.js";
import { bootPython } from "./python.js";
import { createWheels } from "./wheels.js";

/** @typedef {import("../contract/protocol.js").ToWorker} ToWorker */

const MESSAGE_LIMIT = 1_000;

/** @type {Promise<import("./python.js").Python> | undefined} */
let python;
/** @type {PromiseWithResolvers<WebAssembly.Module>} */
const wasm = Promise.withResolvers();
/** @type {PromiseWithResolvers<import("../contract/protocol.js").Snapshot>} */
const snapshot = Promise.withResolvers();
/** @type {PromiseWithResolvers<import("../contract/protocol.js").Archives>} */
const archives = Promise.withResolvers();

const port = createPort((letters) => meter.forget(letters));
const { post } = port;
const leash = createLeash();
const meter = createMeter(() => port.fail("the program took too much memory from JavaScript"));
const commands = createCommands();
const wheels = createWheels(post);
let questions = 0;
/** Return a channel of its own. @param {string} kind */
function newChannel(kind) {
  questions += 1;
  return `${kind} ${questions}`;
}

/** @param {unknown} error */
const inWords = (error) =>
  (error instanceof Error ? error.message : String(error)).slice(0, MESSAGE_LIMIT);

/** @param {import("../contract/protocol.js").PythonParts} parts */
async function boot(parts) {
  const all = { ...parts, wasm: wasm.promise, snapshot: snapshot.promise };
  python = bootPython(all, archives.promise, wheels.fetch, meter);
  try {
    const { isRestored } = await python;
    post({ type: "ready", isRestored });
  } catch (error) {
    post({ type: "failed", message: inWords(error) });
  }
}

/**
 * Run a program, or the console's input.
 * @param {number} run
 * @param {import("./python.js").Task} task
 */
async function runTask(run, task) {
  if (!python) throw new Error("a run was asked for before the boot");
  const host = await python;
  leash.loosen();
  try {
    const tell = (/** @type {string} */ packages) => post({ type: "loading", run, packages });
    const missing = await host.loadImports(task, tell);
    tell("");
    if (missing.length > 0) post({ type: "missing", run, packages: missing.join(", ") });
    const { outcome, message, verdict } = await host.run(task, {
      send: (kind, fields) => port.sendOn(run, kind, fields),
      ask(prompt) {
        const channel = newChannel("input");
        post({ type: "input", run, channel, prompt });
        return commands.take(channel);
      },
      layout(dot, engine, form) {
        const channel = newChannel("layout");
        post({ type: "layout", run, channel, dot, engine, form });
        return commands.take(channel);
      },
      commands: async (channel, ms) => JSON.stringify(await commands.takeAll(channel, ms)),
    });
    leash.tighten();
    post({ type: "ended", run, outcome, message, verdict });
  } catch (error) {
    // The runner has reported Python's exceptions: an error here means that the interpreter broke.
    leash.tighten();
    post({ type: "ended", run, outcome: "died", message: inWords(error), verdict: "" });
  }
}

/** @param {import("../contract/protocol.js").Ask} question */
async function answer({ run, id, what, data }) {
  if (!python) throw new Error("a question came before the boot");
  const host = await python;
  // Pyodide goes on by a timer after a call on a stack of its own.
  leash.loosen();
  try {
    const answered = await host.ask(what, data);
    leash.tighten();
    post({ type: "answer", run, id, data: answered });
  } catch (error) {
    // Python's exceptions are answers: an error here means that the interpreter broke.
    leash.tighten();
    post({ type: "answer", run, id, data: JSON.stringify({ error: inWords(error) }) });
    post({ type: "failed", message: inWords(error) });
  }
}

/**
 * Replace the worker's own `postMessage` or `close`: a program that calls it counts as one that
 * broke its interpreter. Otherwise `close` would end the worker without any message.
 * @param {"postMessage" | "close"} name
 * @param {string} message
 */
function lock(name, message) {
  const value = () => port.fail(message);
  for (let holder = self; holder; holder = Object.getPrototypeOf(holder)) {
    // A program may replace it, but not delete it to reach the browser's own function.
    if (Object.hasOwn(holder, name) || holder === self) {
      Object.defineProperty(holder, name, { value, writable: true, configurable: false });
    }
  }
}
lock("postMessage", "the program used the channel of its worker");
lock("close", "the program closed its worker");

/** @param {ToWorker} message */
function take(message) {
  switch (message.type) {
    case "port":
      port.open(message.port);
      break;
    case "boot":
      boot(message.parts);
      break;
    case "module":
      wasm.resolve(message.wasm);
      break;
    case "snapshot":
      snapshot.resolve(message.snapshot);
      break;
    case "archives":
      if (message.archives) archives.resolve(message.archives);
      else archives.reject(new Error("Python's files could not be fetched"));
      break;
    case "wheel":
      wheels.put(message.name, message.bytes);
      break;
    case "run":
      runTask(message.run, message);
      break;
    case "evaluate":
      runTask(message.run, message);
      break;
    case "command":
      commands.put(message.channel, message.content);
      break;
    case "ask":
      answer(message);
      break;
    default:
      throw new TypeError(`unexpected message: ${message}`);
  }
}

const { early = [] } = /** @type {{early?: ToWorker[]}} */ (/** @type {unknown} */ (self));
Reflect.deleteProperty(self, "early");
for (const message of early) take(message);
self.addEventListener("message", (/** @type {MessageEvent} */ { data, isTrusted }) => {
  // A program can dispatch its own events here; only real messages of the page are trusted.
  if (isTrusted) take(data);
});
