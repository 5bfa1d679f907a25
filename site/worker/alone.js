/**
 * Ends a program's timers and its messages to itself with its run, and lets it start no workers,
 * which would outlive it.
 *
 * This is set up before any program runs, and before Python starts, whose timers go through it.
 */

/** Globals that a program does not need, and whose work could not be ended. */
const REFUSED = [
  "Worker",
  "SharedWorker",
  "BroadcastChannel",
  "requestAnimationFrame",
  "scheduler",
];

/** Remove these globals from every object that defines them, so that no second way to them is left. */
function refuse() {
  for (const name of REFUSED)
    for (let holder = self; holder; holder = Object.getPrototypeOf(holder))
      Reflect.deleteProperty(holder, name);
}

export function createLeash() {
  refuse();
  const { clearTimeout: clear } = self;
  /** @type {Set<number>} */
  const timers = new Set();
  /** Timeouts and intervals share their numbers: this ends both kinds. */
  const end = clear.bind(self);
  const { add, delete: drop } = Set.prototype;
  const keep = add.bind(timers);
  const forget = drop.bind(timers);
  const each = Set.prototype.forEach.bind(timers);
  let isRunning = true;
  let held = 0;

  for (const name of /** @type {const} */ (["setTimeout", "setInterval"])) {
    /** @type {(...rest: any[]) => number} */
    const set = self[name].bind(self);
    const isOnce = name === "setTimeout";
    Reflect.set(self, name, (/** @type {any} */ work, /** @type {any[]} */ ...rest) => {
      if (!isRunning) return 0;
      const isCall = typeof work === "function";
      const timer = set(
        isCall && isOnce
          ? (/** @type {any[]} */ ...given) => {
              forget(timer);
              return work(...given);
            }
          : work,
        ...rest,
      );
      keep(timer);
      return timer;
    });
  }
  for (const name of /** @type {const} */ (["clearTimeout", "clearInterval"]))
    Reflect.set(self, name, (/** @type {number} */ timer) => {
      forget(timer);
      end(timer);
    });

  const { postMessage } = MessagePort.prototype;
  /** @this {MessagePort} @param {any[]} rest */
  MessagePort.prototype.postMessage = function post(...rest) {
    if (isRunning) Reflect.apply(postMessage, this, rest);
  };

  return {
    /** Called when a run begins, or an evaluation or a question after it. */
    loosen() {
      held += 1;
      isRunning = true;
    },

    /** Called when it is over. The last of them ends its timers and messages. */
    tighten() {
      held -= 1;
      if (held > 0) return;
      isRunning = false;
      each((timer) => end(timer));
      timers.clear();
    },
  };
}
