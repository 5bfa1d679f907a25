/**
 * The state in words: one sentence from all that is known.
 */

/** @typedef {import("./runtime.js").End} End */

/** Ends that their results tell as well. */
const USUAL = ["finished", "error", "unfinished"];

/**
 * @typedef {object} Known
 * @property {import("./runtime.js").State} state
 * @property {boolean} isAsleep  no one has asked for Python yet
 * @property {boolean} isWaiting  a run was asked for before Python was there
 * @property {boolean} isDownloading
 * @property {{got: number, total: number}} progress  of Python's download, in bytes
 * @property {string} packages  what Pyodide says of the packages being loaded, or nothing
 * @property {End | undefined} end  how the last run ended, until the next begins
 */

/**
 * @param {Known} known
 * @param {import("../words/words.js").Words["status"]} words
 * @returns {string}
 */
export function statusText(known, words) {
  const { state, isAsleep, isWaiting, isDownloading, progress, packages, end } = known;
  if (isAsleep) return words.asleep;
  if (state === "running") return packages || words.running;
  if (state === "failed") return words.failed;
  if (isDownloading) return words.downloading(progress.got, progress.total);
  if (isWaiting) return words.waiting;
  if (end) return endText(end, words);
  return state === "ready" ? words.ready : words.starting;
}

/**
 * As what the sentence is said to who does not see it; undefined: not at all. A download counts, and
 * to start is nothing that was asked for.
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
