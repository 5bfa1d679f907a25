/**
 * What a worker has sent and the page has not dealt with yet: in order, by turns, and bounded. A
 * program that sends more than the page can take is told of as such, and ended.
 */

import { weightOf } from "../../contract/messages.js";
import { takeTurn } from "../ui/turns.js";

/** Characters that may wait. */
const MOST_CHARACTERS = 100_000_000;
const MESSAGES_AT_ONCE = 4_000;
const MESSAGES_PER_SECOND = 2_000;

/**
 * The runner bounds what a run sends. A program that posts past the runner is ended before its
 * messages pile up and the page can't be reached any more: this says whether one more may come.
 */
function createBudget() {
  let left = MESSAGES_AT_ONCE;
  let lastRefill = performance.now();
  return () => {
    const now = performance.now();
    const refill = ((now - lastRefill) / 1000) * MESSAGES_PER_SECOND;
    lastRefill = now;
    left = Math.min(MESSAGES_AT_ONCE, left + refill) - 1;
    return left >= 0;
  };
}

/**
 * @template Message
 * @param {(come: {message: Message, time: number}) => void} hear  `time`: when it came
 */
export function createIntake(hear) {
  let characters = 0;
  /** Rises when what waits is dropped. */
  let generation = 0;
  const isWithinBudget = createBudget();

  return {
    /** @param {Message} message @returns {string} why it is refused; nothing if it is not */
    put(message) {
      const weight = weightOf(message);
      if (!isWithinBudget()) return "it sent too many messages";
      if (characters + weight > MOST_CHARACTERS) return "it sent more than the page can show";
      const come = { message, time: performance.now() };
      const of = generation;
      characters += weight;
      takeTurn(() => {
        if (of !== generation) return;
        characters -= weight;
        hear(come);
      });
      return "";
    },

    drop() {
      generation += 1;
      characters = 0;
    },
  };
}
