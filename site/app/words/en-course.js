/** The words of the lessons, but for what is a lesson's own, in English. */

import { differs } from "./en.js";

/** @typedef {Record<string, string>} Gaps */

export const words = {
  title: (/** @type {number} */ number, /** @type {number} */ count, /** @type {string} */ title) =>
    `Lesson ${number} of ${count}: ${title}`,
  ownTitle: (/** @type {string} */ title) => `A lesson from a link: ${title}`,
  back: "Back",
  next: "Next",
  path: "All lessons",
  close: "Leave the lessons",
  task: "Press Run: the program is checked.",
  hint: (/** @type {number} */ number, /** @type {number} */ count) => `Hint ${number} of ${count}`,
  handOut: "Download hand-out",
  taskSheet: "Download task sheet",
  answerSheet: "Download task sheet with the answer",
  again: "Begin again",
  withReference: "Begin with the reference",
  ownEngine:
    "This is your own engine, as the lesson before left it. Press Run: the program is checked.",
  ownEngineNotYet:
    "This is your own engine, as the lesson before left it. It has not passed there yet: go on with it, or begin with the reference.",
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
    node: (/** @type {Gaps} */ { name, node }) =>
      `${name} is a node, and a number is wanted: the number of a node is its data. Write ${node}.data in place of ${node}.`,
    "no-node": (/** @type {Gaps} */ { name, value }) =>
      `${name} is the number ${value}, and a node is wanted: compute it from the nodes themselves, without .data and without typed results.`,
    method: (/** @type {Gaps} */ { function: called, node }) =>
      `${called} of a node is a method: write ${node}.${called}(). For a plain number there is math.${called}(…), after import math.`,
    "backward-result": () =>
      "backward() returns nothing. It leaves each gradient in its node: call it on a line of its own, and then read .grad of the node that you want.",
    "is-none": (/** @type {Gaps} */ { name }) =>
      `${name} is None. That is what a function gives which returns nothing, such as print().`,
    "no-call": (/** @type {Gaps} */ { number }) =>
      `${number} is a number and no function: write it without brackets.`,
    text: (/** @type {Gaps} */ { name, value }) =>
      `${name} is the text ${value}: write a number without quotes.`,
    uncalled: (/** @type {Gaps} */ { name, callee }) =>
      `${name} is a function, and not what it returns: call it, ${callee}(…).`,
    several: (/** @type {Gaps} */ { name, count: number }) =>
      `${name} is a collection (its length is ${number}): a single one is wanted.`,
    comma: (/** @type {Gaps} */ { name }) =>
      `${name} is a pair of two numbers, because Python puts a comma between two things. In a number, write a point: 2.5.`,
    typed: (/** @type {Gaps} */ { name, value, changes }) =>
      `${name} is ${value}. It would still be that if the program began with ${changes}, and should change then: compute it from the program's variables.`,
    changed: (/** @type {Gaps} */ { changes }) =>
      `You have changed numbers: ${changes}. That is fine to try, and the check has computed with yours.`,
    broken: (/** @type {Gaps} */ { error }) =>
      `The lesson's check could not go on, so nothing is said about your program. Either the check does not expect what your program does, or it has a mistake of its own: ${error}`,
    "not-finite": (/** @type {Gaps} */ { name, value }) =>
      `${name} is ${value}, and should be a finite number.`,
    operation: (/** @type {Gaps} */ { operation, kind, at, name, got, wanted }) =>
      `${operation} ${difference(kind)({ at, name, got, wanted })}`,
    raised: (/** @type {Gaps} */ { error }) =>
      `Trying your program out ended with an error: ${error}`,
    "engine-missing": (/** @type {Gaps} */ { name, file }) =>
      `${file} has no class ${name} yet. Write it there: main.py only uses it.`,
    "engine-package": (/** @type {Gaps} */ { name, file }) =>
      `${name} in ${file} lets the package micrograd do the work. Here you write the engine yourself.`,
    "engine-method": (/** @type {Gaps} */ { name, method, file }) =>
      `${name} has no method ${method} yet. Write it in ${file}, indented, inside the class.`,
    "engine-raised": (/** @type {Gaps} */ { what, error }) =>
      `${what} ends with an error: ${error}`,
  },
  pathTitle: "Lessons",
  passedOf: (/** @type {number} */ passed, /** @type {number} */ count) =>
    `${passed} of ${count} are passed.`,
  closePath: "Close",
  save: "Save my progress as a file",
  load: "Load such a file",
  notTaken: "That is no file of progress.",
  learner: "Your name, for the file:",
  beginAnew: "Begin anew",
  begunAnew: "All progress is gone from this browser.",
  taken: "The file's progress is taken.",
  undo: "Undo",
  twoProgresses: (
    /** @type {{here: number, there: number, mine: string, theirs: string}} */ {
      here,
      there,
      mine,
      theirs,
    },
  ) =>
    `Passed in this browser${mine && ` (${mine})`}: ${here}. Passed in the file${theirs && ` (${theirs})`}: ${there}.`,
  merge: "Add the file to it",
  replace: "Take the file instead",
  keepMine: "Leave it as it is",
};

/** @param {string | undefined} kind */
const difference = (kind) => differs[/** @type {keyof typeof differs} */ (kind)] ?? differs.missing;
