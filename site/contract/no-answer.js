/**
 * A query to Python that got no answer.
 */

/** The reason why there is no answer; the page has the words for it. */
export class NoAnswer extends Error {
  /** @param {"running" | "gone" | "late" | "unreadable"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}
