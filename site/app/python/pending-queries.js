/**
 * Questions to a finished run's interpreter: each gets an answer, or a `NoAnswer` with the reason.
 */

import { NoAnswer } from "../../contract/no-answer.js";
import { parsed } from "../../contract/schema.js";

/** The size of the largest answer, a graph. */
const SIZE = { characters: 4_000_000, items: 120_000 };
/** Checking the largest graph takes three seconds, and many times as long on a slow or busy machine. */
const DEADLINE_MS = 60_000;

/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void, timer: ReturnType<typeof setTimeout>}} Question */

export class PendingQueries {
  /** @type {Map<number, Question>} */
  #open = new Map();
  #questions = 0;
  #deadline;

  /** @param {{deadline?: number}} [options]  in milliseconds */
  constructor({ deadline = DEADLINE_MS } = {}) {
    this.#deadline = deadline;
  }

  /** Whether a question is waiting for its answer. */
  get isOpen() {
    return this.#open.size > 0;
  }

  /**
   * @param {(id: number) => void} post  sends the question
   * @param {number} [deadline]  in milliseconds
   * @returns {Promise<any>} Python's answer
   */
  ask(post, deadline = this.#deadline) {
    this.#questions += 1;
    const id = this.#questions;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(id)?.reject(new NoAnswer("late")),
        deadline,
      );
      this.#open.set(id, { resolve, reject, timer });
      post(id);
    });
  }

  /** @param {{id: number, data: string}} message  dropped if nobody waits for it */
  hear({ id, data }) {
    const question = this.#settle(id);
    if (!question) return;
    const answer = parsed(data, SIZE);
    if (answer === undefined) question.reject(new NoAnswer("unreadable"));
    else question.resolve(answer);
  }

  /** Reject all questions, because the interpreter is gone. */
  drop() {
    for (const id of [...this.#open.keys()]) this.#settle(id)?.reject(new NoAnswer("gone"));
  }

  /** @param {number} id */
  #settle(id) {
    const question = this.#open.get(id);
    this.#open.delete(id);
    clearTimeout(question?.timer);
    return question;
  }
}
