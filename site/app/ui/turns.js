/**
 * Work by turns: a few milliseconds of it in each frame, so that the page answers in between.
 *
 * All that comes from a program waits here, and so does all that is drawn of it.
 */

/** So much of a frame is for work; the rest is the browser's, which lays out and paints. */
const BUDGET_MS = 8;
const FRAME_MS = 16;
/** A page that is not seen gets no frames, and has no one to answer. */
const LATE_MS = 100;
const UNSEEN_BUDGET_MS = 1_000;

/** @type {(() => void)[]} */
let queue = [];
let began = 0;
let spent = 0;
let isWorking = false;
let isWaiting = false;

/** Do some work when it is its turn, which may be now. @param {() => void} work */
export function takeTurn(work) {
  queue.push(work);
  go();
}

/**
 * Do some work when it is its turn, and have what it gives.
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

/** Do some work in a later frame: what is asked for once more until then is for whoever asks to tell. @param {() => void} work */
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

/** What fails is told of, and keeps nothing else from its turn. @param {() => void} work */
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
