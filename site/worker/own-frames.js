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

  return (text) => {
    let left = "";
    for (const piece of text.split(/(?<=\n)/)) {
      if (line === null) {
        left += piece;
        if (HEAD.test(piece)) line = "";
        continue;
      }
      line += piece;
      const isFrame = line.startsWith(FRAME) || FRAME.startsWith(line);
      if (isFrame && !line.endsWith("\n") && line.length < LONGEST) continue;
      if (!line.startsWith(HOST)) left += line;
      line = isFrame ? "" : null;
    }
    return left;
  };
}
