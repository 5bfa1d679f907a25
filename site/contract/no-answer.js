/**
 * A query to Python that got no answer.
 */

/** Why there is no answer: the words for it are the page's. */
export class NoAnswer extends Error {
  /** @param {"running" | "gone" | "late" | "unreadable"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}
