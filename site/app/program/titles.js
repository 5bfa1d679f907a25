/**
 * The title of a program.
 */

const CHARACTERS = 80;

/** The first line of a program, without the quotes of a docstring or the sign of a comment. @param {string} source */
export const titleOf = (source) =>
  (source.replace(/^["'#\s]+/, "").split(/\n|"""|'''/, 1)[0] ?? "").slice(0, CHARACTERS).trim();
