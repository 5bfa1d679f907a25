/**
 * Runs programs, one at a time, each in a new interpreter.
 *
 * It owns at most two interpreters: that of the last run, and a spare for the next run. The spare
 * boots when a run ends, or after a while during a run, so that Stop needn't wait for it. This
 * module does not use the page; it reports events by callbacks.
 */

import { NoAnswer } from "../../contract/no-answer.js";
import { PendingQueries } from "./pending-queries.js";
import { createInterpreter } from "./interpreter.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {import("../../contract/messages.js").RunMessage} RunMessage */
/** @typedef {import("./interpreter.js").Interpreter} Interpreter */

/** @typedef {"booting" | "ready" | "running" | "failed"} State */

/**
 * The end of a run. `unstarted`: Python could not start.
 * @typedef {object} End
 * @property {import("../../contract/protocol.js").Outcome | "stopped" | "unstarted"} outcome
 * @property {string} message
 * @property {number} seconds
 * @property {boolean} hasBegun  it had an interpreter; else it was stopped while it waited, or `unstarted`
 * @property {boolean} isConsole  it was an input at the console
 * @property {boolean} isCell  it was one cell of a program
 * @property {string} verdict  the verdict of the run's lesson, as JSON; "" without a lesson
 */

/**
 * @typedef {object} Callbacks
 * @property {() => void} onState  called when the state, or whether a run waits, has changed
 * @property {(got: number, total: number) => void} onProgress  in bytes
 * @property {(message: RunMessage) => void} onMessage  of the current run
 * @property {(bytes: number) => void} onBytes  so many bytes of the run's packages have come
 * @property {(end: End) => Promise<void>} onEnd  called once for each run; resolves when its cards
 *   are drawn
 * @property {() => void} onLoop  called when code of a program went on after its run, without a
 *   pause, and was ended
 * @property {(reason: string) => void} onFailed  Python could not start
 */

/** @typedef {(onProgress: Callbacks["onProgress"]) => Promise<import("./parts.js").Fetched>} FetchParts */

// A short run has the machine for itself. During a longer run, which may have to be stopped, the
// spare boots.
const SPARE_DELAY_MS = 500;
/** After a run, the interval at which its interpreter is asked whether it still responds. */
const WATCH_MS = 5_000;
/** The time in which it has to answer that, unless it answers another question. */
const ALIVE_MS = 10_000;
/** The longest time to wait for a run's drawings before the spare boots. */
const DRAWING_MS = 1_000;

/** @type {Callbacks} */
const NOBODY = {
  onState() {},
  onProgress() {},
  onMessage() {},
  onBytes() {},
  async onEnd() {},
  onLoop() {},
  onFailed() {},
};

/** @typedef {{channel: string, content: string}} Command  for the running program */
/** More time than the parsing of any program takes. */
const SPARE_DEADLINE_MS = 2_000;
/** After this number of lost spares, a text is not asked about again. */
const LOST_SPARES = 3;

/** @typedef {{files: Files, seed: number, lesson?: string, data?: Record<string, Uint8Array>, cell?: number}} Program  `cell`: a line of the only cell that runs */
/** @typedef {{number: number, task: Program | string, commands: Command[], started: number | undefined}} CurrentRun  `task`: a program, or source of the console */

export class Runtime {
  #fetchParts;
  /** @type {Callbacks} */
  #callbacks = NOBODY;
  /** @type {import("./parts.js").Fetched | undefined} */
  #parts;
  /** @type {Interpreter | undefined} */
  #spare;
  /** @type {Interpreter | undefined} of the last run, kept until the next one */
  #used;
  /** @type {CurrentRun | undefined} */
  #current;
  #answers = new PendingQueries();
  #spareAnswers = new PendingQueries({ deadline: SPARE_DEADLINE_MS });
  #runs = 0;
  #lostSpares = 0;
  #watches = 0;
  #isAskedFor = false;
  #isPreparing = false;
  #hasFailed = false;
  #reason = "";
  #got = { bytes: 0, total: 0 };
  /** @type {PromiseWithResolvers<void>} */
  #firstBoot = Promise.withResolvers();

  /** @param {{fetchParts: FetchParts}} options */
  constructor({ fetchParts }) {
    this.#fetchParts = fetchParts;
  }

  /**
   * Set the callbacks, and call them for earlier events: the runtime starts before the page is
   * there.
   * @param {Callbacks} callbacks
   */
  connect(callbacks) {
    this.#callbacks = callbacks;
    this.#progress(this.#got.bytes, this.#got.total);
    if (this.#hasFailed) callbacks.onFailed(this.#reason);
    callbacks.onState();
  }

  /** Settles when Python is ready, or has failed, for the first time. */
  get booted() {
    return this.#firstBoot.promise;
  }

  /** @returns {State} */
  get state() {
    if (this.#current?.started !== undefined) return "running";
    if (this.#hasFailed) return "failed";
    return this.#spare?.isReady() ? "ready" : "booting";
  }

  /** Whether Python has not been requested yet. */
  get isAsleep() {
    return !this.#isAskedFor;
  }

  /** Whether a run waits for an interpreter. */
  get isWaiting() {
    return this.#current !== undefined && this.#current.started === undefined;
  }

  /** Whether a run is running or waiting. */
  get isBusy() {
    return this.#current !== undefined;
  }

  /** Whether the last run's interpreter still exists. */
  get hasVariables() {
    return this.#used !== undefined && !this.#used.isDead();
  }

  /** Load Python before the first run; resolves when it is ready or has failed. */
  boot() {
    return this.#prepare();
  }

  /**
   * Run a program; a current or waiting run is stopped first.
   * @param {Program} program
   * @param {Command[]} [commands]  for the program, available from its start
   */
  run(program, commands = []) {
    this.stop();
    this.#start(program, commands);
  }

  /**
   * Evaluate the console's input, or run a cell, with the last run's variables, or, if there is no
   * interpreter of a run, in a new one.
   * @param {string | Program} task
   * @param {Command[]} [commands]  for the cell
   * @returns {boolean} false during a run
   */
  evaluate(task, commands = []) {
    if (this.#current) return false;
    const used = this.#used;
    if (used && this.hasVariables) {
      const current = { number: this.#runs, task, commands, started: undefined };
      this.#current = current;
      this.#give(current, used);
      this.#callbacks.onState();
    } else {
      this.#start(task, commands);
    }
    return true;
  }

  /** @param {Program | string} task @param {Command[]} commands */
  #start(task, commands) {
    this.#runs += 1;
    this.#current = { number: this.#runs, task, commands, started: undefined };
    if (this.#spare?.isReady()) this.#begin(this.#current, this.#spare);
    else void this.#prepare();
    this.#callbacks.onState();
  }

  /**
   * Post a command to the running program.
   * @param {string} channel
   * @param {string} content
   */
  send(channel, content) {
    if (this.state === "running") this.#used?.send(channel, content);
  }

  /** Forget the last run's variables. */
  forget() {
    this.stop();
    this.#used?.terminate();
  }

  /** End the run, whatever it is doing. */
  stop() {
    if (this.#current) this.#end("stopped", "");
  }

  /**
   * Ask the finished run's interpreter a question, which `playground_host.queries` answers.
   * @param {string} what
   * @param {object} data
   * @param {number} [deadline]  in milliseconds
   * @returns {Promise<any>} the answer, or `{error: sentence}`
   * @throws {NoAnswer} during a run, or if the interpreter is gone, or takes too long
   */
  async ask(what, data, deadline) {
    const used = this.#used;
    if (this.#current) throw new NoAnswer("running");
    if (!used || used.isDead()) throw new NoAnswer("gone");
    return this.#answers.ask((id) => used.ask(id, what, JSON.stringify(data)), deadline);
  }

  /**
   * Ask the spare a question that does not change it. A spare that takes too long is replaced,
   * because the next run needs it.
   * @param {string} what
   * @param {object} data
   * @returns {Promise<any>} the answer, or `{error: sentence}`
   * @throws {NoAnswer} if there is no spare, or it takes too long, or begins a run
   */
  async askSpare(what, data) {
    const spare = this.#spare;
    if (!spare?.isReady() || this.#lostSpares >= LOST_SPARES) throw new NoAnswer("gone");
    spare.listen({
      onMessage: (message) => message.type === "answer" && this.#spareAnswers.hear(message),
      onBytes() {},
      onDeath: () => this.#replace(spare),
    });
    try {
      return await this.#spareAnswers.ask((id) => spare.ask(id, what, JSON.stringify(data)));
    } catch (error) {
      if (error instanceof NoAnswer && error.reason === "late") this.#replace(spare);
      throw error;
    }
  }

  /** Replace a spare that can't be used any more. @param {Interpreter} spare */
  #replace(spare) {
    if (this.#spare !== spare) return;
    this.#lostSpares += 1;
    spare.terminate();
    this.#spare = undefined;
    void this.#prepare();
  }

  /** Boot a spare unless there is one, and begin the waiting run when it is ready. */
  async #prepare() {
    if (this.#isPreparing) return;
    this.#isAskedFor = true;
    this.#isPreparing = true;
    this.#hasFailed = false;
    this.#callbacks.onState();
    try {
      this.#parts ??= await this.#fetchParts((got, total) => this.#progress(got, total));
      const { workerUrl, ...others } = this.#parts;
      if (!this.#spare || this.#spare.isDead())
        this.#spare = createInterpreter(await workerUrl, others);
      const [arrived, { isRestored }] = await Promise.all([others.parts, this.#spare.ready]);
      // A snapshot that could not be restored is not tried again.
      if (!isRestored) arrived.restores = false;
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      return;
    } finally {
      this.#isPreparing = false;
      this.#firstBoot.resolve();
    }
    if (this.#current && this.isWaiting) this.#begin(this.#current, this.#spare);
    this.#callbacks.onState();
  }

  /**
   * End a loop that a program left behind, for example in a timer: it would keep a core busy until
   * the next run. An interpreter that answers is kept.
   * @param {Interpreter} used
   */
  async #watchOver(used) {
    this.#watches += 1;
    const watch = this.#watches;
    const isLast = () =>
      this.#watches === watch && this.#used === used && !this.#current && !used.isDead();
    // Twice: after the machine has slept, one answer may seem late.
    for (let late = 0; late < 2; ) {
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
      if (!isLast()) return;
      try {
        await this.ask("alive", {}, ALIVE_MS);
        late = 0;
      } catch (error) {
        const isLate = error instanceof NoAnswer && error.reason === "late";
        if (isLate && !this.#answers.isOpen) late += 1;
      }
    }
    if (!isLast()) return;
    used.terminate();
    this.#used = undefined;
    this.#callbacks.onLoop();
  }

  /** @param {Promise<void>} drawn */
  async #prepareAfter(drawn) {
    await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, DRAWING_MS))]);
    await this.#prepare();
  }

  /** @param {number} bytes @param {number} total */
  #progress(bytes, total) {
    this.#got = { bytes, total };
    this.#callbacks.onProgress(bytes, total);
  }

  /** @param {string} reason */
  #fail(reason) {
    this.#parts = undefined;
    this.#spare?.terminate();
    this.#spare = undefined;
    // During a run no spare is needed yet; the run's end boots one again.
    if (this.state === "running") return;
    this.#hasFailed = true;
    this.#reason = reason;
    this.#callbacks.onFailed(reason);
    if (this.#current) this.#end("unstarted", reason);
    this.#callbacks.onState();
  }

  /**
   * Begin the waiting run in the spare.
   * @param {CurrentRun} current
   * @param {Interpreter} spare
   */
  #begin(current, spare) {
    this.#answers.drop();
    this.#used?.terminate();
    this.#used = spare;
    this.#spare = undefined;
    setTimeout(() => this.#prepare(), SPARE_DELAY_MS);
    this.#give(current, spare);
  }

  /**
   * Give an interpreter a task, and listen to it.
   * @param {CurrentRun} current
   * @param {Interpreter} interpreter
   */
  #give(current, interpreter) {
    current.started = performance.now();
    interpreter.run(current.number, current.task, {
      onMessage: (message, time) => {
        if (message.type === "answer") {
          this.#answers.hear(message);
        } else if (message.type !== "ended") {
          // Also after the run's end, but not during the next run.
          if (this.#runs === current.number) this.#callbacks.onMessage(message);
        } else if (this.#current === current) {
          this.#end(message.outcome, message.message, { verdict: message.verdict, time });
        }
      },
      onBytes: (bytes) => this.#callbacks.onBytes(bytes),
      onDeath: (reason) => {
        this.#answers.drop();
        if (this.#current === current) this.#end("died", reason);
      },
    });
    for (const { channel, content } of current.commands) interpreter.send(channel, content);
  }

  /**
   * @param {End["outcome"]} outcome
   * @param {string} message
   * @param {{verdict?: string, time?: number}} [heard]  `time`: when the message arrived
   */
  #end(outcome, message, { verdict = "", time = performance.now() } = {}) {
    const started = this.#current?.started;
    const task = this.#current?.task;
    const isConsole = typeof task === "string";
    const isCell = !isConsole && task?.cell !== undefined;
    this.#current = undefined;
    // A run that was still waiting had no interpreter.
    if (started !== undefined && (outcome === "stopped" || outcome === "died")) {
      this.#used?.terminate();
      this.#used = undefined;
    }
    if (this.#used) void this.#watchOver(this.#used);
    const hasBegun = started !== undefined;
    const seconds = hasBegun ? (time - started) / 1000 : 0;
    const ofRun = isConsole || isCell ? "" : verdict;
    const told = { seconds, hasBegun, isConsole, isCell, verdict: ofRun };
    const drawn = this.#callbacks.onEnd({ outcome, message, ...told });
    this.#callbacks.onState();
    if (!this.#hasFailed) void this.#prepareAfter(drawn);
  }
}
