/**
 * The title of a program.
 */

const CHARACTERS = 80;

/** Quotes of a docstring, signs of comments, and signs of cells. */
const SIGNS = /^["'#\s]+(?:%%(?=\s|$)[ \t]*(?:\[\w+\])?["'#\s]*)*/;

/** The first line of words, or of code. @param {string} source  a program's */
export const titleOf = (source) =>
  (source.replace(SIGNS, "").split(/\n|"""|'''/, 1)[0] ?? "").slice(0, CHARACTERS).trim();
