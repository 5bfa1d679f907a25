/**
 * Describes the state in one sentence.
 */

/** @typedef {import("./runtime.js").End} End */

/** Ends that the results show too. */
const USUAL = ["finished", "error", "unfinished"];

/**
 * @typedef {object} Known
 * @property {import("./runtime.js").State} state
 * @property {boolean} isAsleep  Python has not been requested yet
 * @property {boolean} isWaiting  a run waits for Python
 * @property {boolean} isDownloading
 * @property {{got: number, total: number}} progress  of Python's download, in bytes
 * @property {string} packages  the packages that are being loaded, or ""
 * @property {number} bytes  what has come of them
 * @property {End | undefined} end  the end of the last run, until the next run begins
 */

/**
 * @param {Known} known
 * @param {import("../words/words.js").Words["status"]} words
 * @returns {string}
 */
export function statusText(known, words) {
  const { state, isAsleep, isWaiting, isDownloading, progress, packages, bytes, end } = known;
  if (isAsleep) return words.asleep;
  if (state === "running") return packages ? words.packages(packages, bytes) : words.running;
  if (state === "failed") return words.failed;
  if (isDownloading)
    return words[isWaiting ? "runsAfter" : "downloading"](progress.got, progress.total);
  if (isWaiting) return words.waiting;
  if (end) return endText(end, words);
  return state === "ready" ? words.ready : words.starting;
}

/**
 * Return how a screen reader announces the sentence; undefined: not at all. A download's sentence
 * changes all the time, and nobody has asked for the start.
 * @param {Known} known
 * @returns {"state" | "result" | undefined}
 */
export function statusKind({ state, isAsleep, isWaiting, isDownloading, end }) {
  if (isAsleep || isDownloading || (state === "booting" && !isWaiting && !end)) return undefined;
  return end && !USUAL.includes(end.outcome) ? "result" : "state";
}

/** @param {End} end @param {import("../words/words.js").Words["status"]} words */
function endText({ outcome, seconds, message }, words) {
  switch (outcome) {
    case "finished":
    case "error":
      return words[outcome](seconds);
    case "exited":
      return words.exited(message);
    case "unfinished":
      return words.ready;
    case "unstarted":
      return words.failed;
    default:
      return words[outcome];
  }
}
