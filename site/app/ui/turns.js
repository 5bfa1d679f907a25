/**
 * Does work in turns: a few milliseconds in each frame, so that the page responds in between.
 *
 * All messages of a program, and all drawings for it, wait in this queue.
 */

/** The time for work in each frame; the rest is for the browser's layout and painting. */
const BUDGET_MS = 8;
const FRAME_MS = 16;
/** The delay in place of a frame, because a hidden page gets no frames. */
const LATE_MS = 100;
const UNSEEN_BUDGET_MS = 1_000;

/** @type {(() => void)[]} */
let queue = [];
let began = 0;
let spent = 0;
let isWorking = false;
let isWaiting = false;

/** Do work in its turn, which may be now. @param {() => void} work */
export function takeTurn(work) {
  queue.push(work);
  go();
}

/**
 * Do work in its turn, and return its result.
 * @template T
 * @param {() => T} work
 * @returns {Promise<T>}
 */
export function inTurn(work) {
  const { promise, resolve, reject } = Promise.withResolvers();
  takeTurn(() => {
    try {
      resolve(work());
    } catch (error) {
      reject(error);
    }
  });
  return promise;
}

/** Do work in a later frame; the caller must avoid requesting it twice. @param {() => void} work */
export function nextTurn(work) {
  afterFrame(() => takeTurn(work));
}

function go() {
  if (isWorking || isWaiting) return;
  isWorking = true;
  const budget = document.hidden ? UNSEEN_BUDGET_MS : BUDGET_MS;
  if (performance.now() - began > FRAME_MS) renew();
  try {
    let at = 0;
    for (; at < queue.length && spent < budget; at += 1) {
      const start = performance.now();
      perform(/** @type {() => void} */ (queue[at]));
      spent += performance.now() - start;
    }
    queue = queue.slice(at);
  } finally {
    isWorking = false;
  }
  if (queue.length === 0) return;
  isWaiting = true;
  afterFrame(() => {
    isWaiting = false;
    renew();
    go();
  });
}

/** Do work; report an error, and let other work go on. @param {() => void} work */
function perform(work) {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}

function renew() {
  began = performance.now();
  spent = 0;
}

/** @param {() => void} next */
function afterFrame(next) {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    next();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LATE_MS);
}
