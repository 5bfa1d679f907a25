/**
 * The words of the lessons that are not a lesson's own.
 */

/** @typedef {Record<string, string>} Gaps */

export const words = {
  title: (/** @type {number} */ number, /** @type {number} */ count, /** @type {string} */ title) =>
    `Lesson ${number} of ${count}: ${title}`,
  back: "Back",
  next: "Next",
  path: "All lessons",
  close: "Leave the lessons",
  task: "Press Run: the program is checked.",
  hint: (/** @type {number} */ number, /** @type {number} */ count) => `Hint ${number} of ${count}`,
  again: "Begin again",
  solution: "A solution",
  takeSolution: "Put it into the editor",
  passed: "Right. That is the lesson.",
  notYet: "Not yet.",
  error:
    "The program ended with an error: mend it first. The last line of the error says what it is.",
  gap: "There are dots in the program still: they stand for what you are to write.",
  general: {
    missing: (/** @type {Gaps} */ { name }) => `There is no variable ${name} in the program.`,
    gap: (/** @type {Gaps} */ { name }) =>
      `${name} is still the dots: write something in their place.`,
    kind: (/** @type {Gaps} */ { name, wanted, found }) =>
      `${name} should be of the kind ${wanted}, and is of the kind ${found}.`,
    "not-finite": (/** @type {Gaps} */ { name, value }) =>
      `${name} is ${value}, and should be a finite number.`,
    raised: (/** @type {Gaps} */ { error }) =>
      `Trying your program out ended with an error: ${error}`,
  },
  pathTitle: "Lessons",
  passedOf: (/** @type {number} */ passed, /** @type {number} */ count) =>
    `${passed} of ${count} are passed.`,
  closePath: "Close",
  save: "Save my progress as a file",
  load: "Load such a file",
  notTaken: "That is no file of progress.",
};
