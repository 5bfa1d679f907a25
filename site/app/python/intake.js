/**
 * The queue of a worker's messages, handled in order and in turns, with a limit. A program that
 * sends more than the page can handle is ended, and the page says why.
 */

import { weightOf } from "../../contract/messages.js";
import { takeTurn } from "../ui/turns.js";

/** The most characters in the queue. */
const MOST_CHARACTERS = 100_000_000;
const MESSAGES_AT_ONCE = 4_000;
const MESSAGES_PER_SECOND = 2_000;

/**
 * The runner limits a run's messages. If a program posts messages without the runner, it is ended
 * before they block the page: this tells whether another message is allowed.
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
 * @param {(come: {message: Message, time: number}) => void} hear  `time`: when it arrived
 */
export function createIntake(hear) {
  let characters = 0;
  /** Increases when the queue is dropped. */
  let generation = 0;
  const isWithinBudget = createBudget();

  return {
    /** @param {Message} message @returns {string} the reason why it is refused, or "" */
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
