/**
 * What a program starts ends with its run: its timers, its messages to itself; and it starts no
 * workers, which would outlive it.
 *
 * Done before any program runs, and before Python starts, which sets its timers by what stands here.
 */

/** What a program needs none of, and what nobody could end for it. */
const REFUSED = [
  "Worker",
  "SharedWorker",
  "BroadcastChannel",
  "requestAnimationFrame",
  "scheduler",
];

/** A worker's global has no second way to these: they are removed wherever they are defined. */
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
  /** The numbers of the timers are drawn from one pot: this one ends both kinds. */
  const end = clear.bind(self);
  const { add, delete: drop } = Set.prototype;
  const keep = add.bind(timers);
  const forget = drop.bind(timers);
  const each = Set.prototype.forEach.bind(timers);
  let isRunning = true;

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
    /** A run begins, or something that is evaluated after it. */
    loosen() {
      isRunning = true;
    },

    /** It is over: what it has left behind ends. */
    tighten() {
      isRunning = false;
      each((timer) => end(timer));
      timers.clear();
    },
  };
}
