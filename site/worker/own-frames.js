/**
 * Leaves the host's frames out of the stacks that Python itself writes: when it breaks, and when a
 * program calls `faulthandler`. What is left are the frames of the program.
 */

const HEAD = /\(most recent call first\):\n$/;
const FRAME = '  File "';
/** Where the modules of the host and of the standard library are. */
const HOST = `${FRAME}/lib/`;
const LONGEST = 1_000;

/** @returns {(text: string) => string} to be called with each piece of a stream; returns what is left of it */
export function createOwnFrames() {
  /** The line that has begun in a stack; null: there is no stack. @type {string | null} */
  let line = null;

  /** @param {string} piece  of one line @returns {string} what is left of it, and of what was held */
  function take(piece) {
    if (line === null) {
      if (HEAD.test(piece)) line = "";
      return piece;
    }
    const begun = line + piece;
    const isFrame = begun.startsWith(FRAME) || FRAME.startsWith(begun);
    const isHeld = isFrame && !begun.endsWith("\n") && begun.length < LONGEST;
    line = isFrame ? "" : null;
    if (isHeld) line = begun;
    return isHeld || begun.startsWith(HOST) ? "" : begun;
  }

  return (text) =>
    text
      .split(/(?<=\n)/)
      .map(take)
      .join("");
}
