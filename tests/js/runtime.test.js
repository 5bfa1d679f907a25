/** Runs without a browser: the worker is played, by the messages of the protocol. */

import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { Runtime } from "../../site/app/python/runtime.js";
import { NoAnswer } from "../../site/contract/no-answer.js";

// What a page has; nothing is drawn here.
Object.assign(globalThis, {
  document: { hidden: true },
  requestAnimationFrame: (/** @type {() => void} */ next) => setImmediate(next),
});

// The runtime goes on watching; that keeps no test waiting.
const { setTimeout: setTimer } = globalThis;
Object.assign(globalThis, {
  setTimeout: (/** @type {() => void} */ then, /** @type {number} */ ms) =>
    setTimer(then, ms).unref(),
});
const alive = setInterval(() => {}, 1_000);
after(() => clearInterval(alive));
afterEach(() => {
  for (const worker of workers) worker.terminate();
});

/** @typedef {(port: MessagePort, message: any) => void} Play */

/** @type {PlayedWorker[]} */
let workers = [];
/** What the workers do with what they get. @type {Play} */
let play = () => {};

class PlayedWorker extends EventTarget {
  isEnded = false;
  /** @type {MessagePort | undefined} */
  port;
  /** @type {any[]} */
  got = [];

  constructor() {
    super();
    workers.push(this);
  }

  /** @param {any} message */
  postMessage(message) {
    if (this.isEnded) return;
    this.got.push(message);
    if (message.type === "port") this.port = message.port;
    else if (this.port) play(this.port, message);
  }

  terminate() {
    this.isEnded = true;
    this.port?.close();
  }
}
Object.assign(globalThis, { Worker: PlayedWorker });

/** @param {any} message  what a booted interpreter does by itself */
const boots = (/** @type {MessagePort} */ port, message) => {
  if (message.type !== "boot") return;
  port.postMessage({ type: "ready", isRestored: true });
};

/** @param {Play} does @param {object} [parts] */
function start(does, parts = {}) {
  workers = [];
  play = (port, message) => {
    boots(port, message);
    does(port, message);
  };
  /** @type {any[]} */
  const told = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const tell = (/** @type {any} */ what) => {
    told.push(what);
    for (const look of waiting) look();
  };
  const runtime = new Runtime({
    fetchParts: () =>
      /** @type {any} */ ({
        workerUrl: Promise.resolve("data:,"),
        code: null,
        parts: Promise.resolve({ lock: "", restores: true }),
        module: Promise.resolve({}),
        snapshot: Promise.resolve(null),
        archives: async () => undefined,
        ...parts,
      }),
  });
  runtime.connect({
    onState: () => tell(runtime.state),
    onProgress() {},
    onMessage: (message) => tell(message),
    onEnd: async (end) => tell(end),
    onLoop: () => tell("loop"),
    onFailed: (reason) => tell({ failed: reason }),
  });
  return {
    runtime,
    told,
    /** @param {(told: any[]) => boolean} isTold @returns {Promise<void>} */
    until: (isTold) =>
      new Promise((resolve) => {
        const look = () => isTold(told) && resolve();
        waiting.push(look);
        look();
      }),
    ends: () => told.filter((each) => each?.outcome),
    texts: () => told.filter(({ type }) => type === "text").map(({ text }) => text),
  };
}

const program = { files: { "main.py": "print(1)" }, seed: 1 };
const isOver = (/** @type {any[]} */ told) => told.some((each) => each?.outcome);
const ended = (/** @type {number} */ run, outcome = "finished") => ({
  type: "ended",
  run,
  outcome,
  message: "",
  verdict: "",
});
const text = (/** @type {number} */ run, /** @type {string} */ said) => ({
  type: "text",
  run,
  stream: "stdout",
  text: said,
});

test("a run's messages come in order, then its end, and its interpreter answers", async () => {
  const page = start((port, message) => {
    if (message.type === "run") {
      for (const said of ["a", "b"]) port.postMessage(text(message.run, said));
      port.postMessage(ended(message.run));
    }
    if (message.type === "ask") {
      const { run, id } = message;
      port.postMessage({ type: "answer", run, id, data: `{"got":${message.data}}` });
    }
  });
  await page.runtime.boot();
  assert.equal(page.runtime.state, "ready");
  page.runtime.run(program);
  assert.equal(page.runtime.state, "running");
  await page.until(isOver);
  assert.deepEqual(page.texts(), ["a", "b"]);
  assert.equal(page.ends()[0].outcome, "finished");
  assert.deepEqual(await page.runtime.ask("graph.check", { id: 3 }), { got: { id: 3 } });
});

test("each run has an interpreter that no program has used", async () => {
  const page = start((port, { type, run }) => {
    if (type === "run") port.postMessage(ended(run));
  });
  for (let run = 1; run <= 3; run += 1) {
    page.runtime.run(program);
    await page.until((told) => told.filter((each) => each?.outcome).length === run);
  }
  for (const { got } of workers)
    assert.ok(got.filter(({ type }) => type === "run").length <= 1, "used twice");
});

test("a stopped run is heard of no more, and its worker is ended", async () => {
  /** @type {MessagePort | undefined} */
  let late;
  const page = start((port, { type }) => {
    if (type === "run") late = port;
  });
  await page.runtime.boot();
  page.runtime.run(program);
  const [used] = workers;
  page.runtime.stop();
  assert.equal(page.ends()[0].outcome, "stopped");
  assert.ok(used?.isEnded);
  late?.postMessage(text(1, "late"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(page.texts(), []);
});

test("nobody is told of a download before Python was asked for", async () => {
  const page = start(() => {});
  assert.ok(page.runtime.isAsleep);
  const booted = page.runtime.boot();
  assert.equal(page.runtime.isAsleep, false);
  await booted;
  assert.equal(page.runtime.isAsleep, false);
});

test("a run that was asked for before Python was there begins then", async () => {
  const { promise, resolve } = Promise.withResolvers();
  const page = start(
    (port, { type, run }) => {
      if (type === "run") port.postMessage(ended(run));
    },
    { parts: promise },
  );
  page.runtime.run(program);
  assert.ok(page.runtime.isWaiting);
  resolve({ lock: "", restores: true });
  await page.until(isOver);
  assert.equal(page.ends()[0].outcome, "finished");
});

test("where Python can't start the run is told of as unstarted, and the next one tries again", async () => {
  const page = start(() => {}, { parts: Promise.reject(new Error("a wrong byte")) });
  page.runtime.run(program);
  await page.until(isOver);
  assert.deepEqual([page.ends()[0].outcome, page.ends()[0].message], ["unstarted", "a wrong byte"]);
  assert.equal(page.runtime.state, "failed");
  assert.equal(page.told.filter((each) => each?.failed).length, 1);
  const before = workers.length;
  page.runtime.run(program);
  await page.until((told) => told.filter((each) => each?.failed).length === 2);
  assert.ok(workers.length > before);
});

for (const [what, message] of Object.entries({
  "a message that keeps to no rule": { type: "text", run: 1, stream: "stdout", text: 5 },
  "an unknown message": { type: "alert", run: 1 },
  "its own word that it failed": { type: "failed", message: "broken" },
}))
  test(`${what} ends the run`, async () => {
    const page = start((port, { type }) => {
      if (type === "run") port.postMessage(message);
    });
    page.runtime.run(program);
    await page.until(isOver);
    assert.equal(page.ends()[0].outcome, "died");
    assert.ok(workers[0]?.isEnded);
  });

test("what comes on the worker's own channel is a program's, and ends the run", async () => {
  const page = start(() => {});
  await page.runtime.boot();
  page.runtime.run(program);
  workers[0]?.dispatchEvent(new MessageEvent("message", { data: ended(1) }));
  await page.until(isOver);
  assert.equal(page.ends()[0].outcome, "died");
});

test("messages of another run's number are not heard", async () => {
  const page = start((port, { type, run }) => {
    if (type !== "run") return;
    port.postMessage(text(run + 1, "the next one's"));
    port.postMessage(text(run - 1, "the last one's"));
    port.postMessage(ended(run));
  });
  page.runtime.run(program);
  await page.until(isOver);
  assert.deepEqual(page.texts(), []);
});

test("the console is among the run's variables, and has no verdict", async () => {
  const page = start((port, { type, run }) => {
    if (type === "run" || type === "evaluate")
      port.postMessage({ ...ended(run), verdict: '{"passed":true}' });
  });
  page.runtime.run(program);
  await page.until(isOver);
  assert.ok(page.runtime.evaluate("1 + 1"));
  await page.until((told) => told.filter((each) => each?.outcome).length === 2);
  const [run, typed] = page.ends();
  assert.deepEqual([run.isConsole, run.verdict !== ""], [false, true]);
  assert.deepEqual([typed.isConsole, typed.verdict], [true, ""]);
  const [{ got }] = /** @type {[PlayedWorker]} */ (/** @type {unknown} */ (workers));
  assert.deepEqual(
    got.filter(({ type }) => type === "run" || type === "evaluate").map(({ type }) => type),
    ["run", "evaluate"],
  );
});

test("while a run goes on nothing is asked or evaluated", async () => {
  const page = start(() => {});
  await page.runtime.boot();
  page.runtime.run(program);
  assert.equal(page.runtime.evaluate("1"), false);
  await assert.rejects(
    page.runtime.ask("graph.check", {}),
    (error) => error instanceof NoAnswer && error.reason === "running",
  );
});

test("a spare that does not answer is replaced", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = start(() => {});
  await page.runtime.boot();
  const asked = page.runtime.askSpare("syntax", { source: "x" });
  t.mock.timers.tick(2_000);
  await assert.rejects(asked, (error) => error instanceof NoAnswer && error.reason === "late");
  assert.ok(workers[0]?.isEnded);
  assert.equal(workers.length, 2);
});

test("an interpreter that takes long over a question is no loop, and its answer is taken", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {() => void} */
  let answer = () => {};
  const page = start((port, { type, run, id, what }) => {
    if (type === "run") port.postMessage(ended(run));
    if (what === "graph.check")
      answer = () => port.postMessage({ type: "answer", run, id, data: '{"nodes": {}}' });
  });
  page.runtime.run(program);
  await page.until(isOver);
  const checked = page.runtime.ask("graph.check", {});
  // On a slow machine: meanwhile it is asked several times whether it still responds.
  for (let second = 0; second < 50; second += 1) {
    t.mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  answer();
  assert.deepEqual(await checked, { nodes: {} });
  assert.ok(!page.told.includes("loop"));
});

test("a worker gets what it can begin with before Python's module is compiled", async () => {
  /** @type {PromiseWithResolvers<object>} */
  const { promise, resolve } = Promise.withResolvers();
  const began = Promise.withResolvers();
  const page = start((_, { type }) => type === "boot" && began.resolve(null), { module: promise });
  page.runtime.run(program);
  await began.promise;
  assert.ok(!workers[0]?.got.some(({ type }) => type === "module"));
  resolve({});
  await promise;
  await new Promise((done) => setImmediate(done));
  assert.ok(workers[0]?.got.some(({ type }) => type === "module"));
});

test("where Python's module does not come the run is told of as unstarted", async () => {
  const failing = Promise.reject(new Error("a wrong byte"));
  // A real worker is not ready before it has the module.
  failing.catch(() => {});
  const page = start(() => {}, { parts: new Promise(() => {}), module: failing });
  page.runtime.run(program);
  await page.until(isOver);
  assert.deepEqual([page.ends()[0].outcome, page.ends()[0].message], ["unstarted", "a wrong byte"]);
});
