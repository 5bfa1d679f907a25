/** The English words of the lessons, without the texts in each `lesson.md`. */

import { differences } from "./en-engine.js";
import { writingIn } from "./writing.js";

const { count: inDigits, some } = writingIn("en");

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
  end: {
    all: "You have passed all lessons. You have built an engine like PyTorch's, on single numbers, and trained a network on it. What you can do now:",
    open: (/** @type {number} */ left) =>
      some(left, {
        one: "This was the last lesson; # other is still open: the list shows which. What you can do now:",
        other:
          "This was the last lesson; # others are still open: the list shows which. What you can do now:",
      }),
    own: "Leave the lessons and write a program of your own: a network for your data, or your own engine in place of the package's.",
    examples: "Open an example of the menu, change it and find out why it then behaves as it does.",
    docs: "Read how the same works with tensors, in PyTorch",
    docsUrl: "docs/scaling-out.html",
    source: {
      text: "Read Karpathy's micrograd, and see his lectures on it",
      url: "https://github.com/karpathy/micrograd",
    },
  },
  steps: {
    title: "What next",
    sentence: "Change a number and run it again, or go on:",
    before: (/** @type {string} */ title) => `Before: ${title}`,
    next: (/** @type {string} */ title) => `Next: ${title}`,
    list: "All lessons and examples",
  },
  withReference: "Begin with the reference",
  ownEngine:
    "This is your own engine, as the lesson before left it. Press Run: the program is checked.",
  ownEngineNotYet:
    "This is your own engine, as the lesson before left it. It has not passed there yet: go on with it, or begin with the reference.",
  solution: "A solution",
  room: "Your answer",
  takeSolution: "Put it into the editor",
  passed: "Right. You have passed this lesson.",
  notYet: "Not yet.",
  error:
    "The program ended with an error: mend it first. The last line of the error says what it is.",
  unanswered: "The run ended before the check could answer. Nothing is said about your program.",
  gap: "The program still has dots: replace them by your code.",
  general: {
    missing: (/** @type {Gaps} */ { name }) => `There is no variable \`${name}\` in the program.`,
    gap: (/** @type {Gaps} */ { name }) => `\`${name}\` still has its dots (...): replace them.`,
    kind: (/** @type {Gaps} */ { name, wanted, found }) =>
      `\`${name}\` should be of the kind \`${wanted}\`, but is of the kind \`${found}\`.`,
    node: (/** @type {Gaps} */ { name, node }) =>
      `\`${name}\` is a node, but should be a number: \`${node}.data\` is its number, \`${node}.grad\` its gradient.`,
    "no-node": (/** @type {Gaps} */ { name, value }) =>
      `\`${name}\` is the number ${value}, but should be a node: compute it from the nodes themselves, without \`.data\` and without typed results.`,
    method: (/** @type {Gaps} */ { function: called, node }) =>
      `\`${called}\` of a node is a method: write \`${node}.${called}()\`. \`math.${called}(…)\` takes a plain number and gives one, with no way back.`,
    "backward-result": () =>
      "`backward()` returns nothing. It leaves each gradient in its node: call it on a line of its own, and then read `.grad` of the node that you want.",
    "is-none": (/** @type {Gaps} */ { name }) =>
      `\`${name}\` is \`None\`. A function that returns nothing gives \`None\`, such as \`print()\`.`,
    "no-call": (/** @type {Gaps} */ { number }) =>
      `${number} is a number, not a function: write it without brackets.`,
    text: (/** @type {Gaps} */ { name, value }) =>
      `\`${name}\` is the text ${value}: write a number without quotes.`,
    uncalled: (/** @type {Gaps} */ { name, call }) =>
      `\`${name}\` is the function itself, not its result: call it, \`${call}\`.`,
    several: (/** @type {Gaps} */ { name, count: number }) =>
      `\`${name}\` is a collection of length ${number}, but should be a single value.`,
    comma: (/** @type {Gaps} */ { name }) =>
      `\`${name}\` is a pair of two numbers, because Python puts a comma between two things. In a number, write a point: 2.5.`,
    typed: (/** @type {Gaps} */ { name, value, changes }) =>
      `\`${name}\` is ${value}. If the program began with \`${changes}\`, it should change, but it would still be ${value}: compute it from the program's variables.`,
    changed: (/** @type {Gaps} */ { changes }) =>
      `You have changed numbers: \`${changes}\`. That is fine to try, and the check has computed with yours.`,
    broken: (/** @type {Gaps} */ { error }) =>
      `The lesson's check could not go on, so it says nothing about your program. Either the check does not expect what your program does, or it has a mistake of its own: ${error}`,
    "not-finite": (/** @type {Gaps} */ { name, value }) =>
      `\`${name}\` is ${value}, and should be a finite number.`,
    operation: (/** @type {Gaps} */ { operation, kind, at, name, got, wanted }) =>
      `\`${operation}\` ${difference(kind)({ at, name, got, wanted })}`,
    raised: (/** @type {Gaps} */ { error }) =>
      `Trying your program out ended with an error: ${error}`,
    "engine-missing": (/** @type {Gaps} */ { name, file }) =>
      `\`${file}\` has no class \`${name}\` yet. Write it there: \`main.py\` only uses it.`,
    "engine-package": (/** @type {Gaps} */ { name, file }) =>
      `\`${name}\` in \`${file}\` lets the package \`micrograd\` do the work. Here you write the engine yourself.`,
    "engine-method": (/** @type {Gaps} */ { name, method, file }) =>
      `\`${name}\` has no method \`${method}\` yet. Write it in \`${file}\`, indented, inside the class.`,
    "engine-raised": (/** @type {Gaps} */ { what, error }) =>
      `\`${what}\` ends with an error: ${error}`,
    "call-on": (/** @type {Gaps} */ { function: called, node }) =>
      `\`${called}\` belongs to \`${node}\`: write \`${node}.${called}()\`.`,
    owner: (/** @type {Gaps} */ { name, like }) =>
      `\`${name}\` belongs to a node. Write the node and a dot before it: \`${like}\`.`,
    compared: (/** @type {Gaps} */ { name }) =>
      `\`${name} == …\` compares, and there is no \`${name}\` yet. One \`=\` alone gives it a value.`,
    import: (/** @type {Gaps} */ { name, line }) =>
      `\`${name}\` is not known in this file. Write at its top: \`${line}\``,
    math: (/** @type {Gaps} */ { function: called, call }) =>
      `\`${called}\` of a plain number is in \`math\`: write \`${call}\`, and \`import math\` at the top of the file.`,
    wrapped: (/** @type {Gaps} */ { made, inner }) =>
      `\`${made}(…)\` takes a number, but \`${inner}\` is a node already: remove \`${made}(…)\`.`,
    "number-in": (/** @type {Gaps} */ { name, node }) =>
      `\`${name}\` has to be a number, and \`${node}\` is a node: its number is \`${node}.data\`, its gradient \`${node}.grad\`.`,
    power: () => "In Python, `^` is not a power: write `**`, as in `x**2`.",
    lists: (/** @type {Gaps} */ { operator }) =>
      `A list can't be computed with as a whole (here with \`${operator}\`). Go through its elements with \`for\`, through two lists at once with \`zip\`.`,
    "in-place": (/** @type {Gaps} */ { call }) =>
      `\`${call}\` changes the list and returns nothing: write it on a line of its own.`,
    parameters: (/** @type {Gaps} */ { name }) =>
      `A loop can't go through \`${name}\` itself. It can go through \`${name}.parameters()\`.`,
    "of-number": (/** @type {Gaps} */ { number, name }) =>
      `${number} is a plain number and has no \`${name}\`: only a node has.`,
    attribute: (/** @type {Gaps} */ { name }) =>
      `A node has no \`${name}\`. Its number is \`.data\`, and its gradient is \`.grad\`.`,
    "of-list": (/** @type {Gaps} */ { list, name }) =>
      `\`${list}\` holds several things and has no \`${name}\`: go through it with \`for\`.`,
    "own-class": (/** @type {Gaps} */ { class: own, name }) =>
      `\`${own}\` is a class of this program, and has no \`${name}\`. Do it with what \`${own}\` has, or write \`${name}\` into it.`,
    "no-init": (/** @type {Gaps} */ { class: own }) =>
      `A \`${own}\` is not a complete node yet: its \`__init__\` has to call \`super().__init__(…)\` with the value.`,
    "no-self": (/** @type {Gaps} */ { function: called, wanted }) =>
      `A method gets its own object first. Write \`def ${called}(${wanted}):\``,
    "no-argument": (/** @type {Gaps} */ { function: called }) =>
      `\`${called}()\` takes nothing in its brackets: it begins at the node before the point.`,
    "inner-self": (/** @type {Gaps} */ { function: called }) =>
      `\`${called}\` is called without arguments, and sees \`self\` and \`other\` from outside. Write \`def ${called}():\``,
    endless: (/** @type {Gaps} */ { function: called }) =>
      `\`${called}\` called itself, directly or by way of an operator, until Python stopped it. Does it ever come to an end?`,
    tuple: (/** @type {Gaps} */ { like }) =>
      `\`_prev\` has to be a tuple, and a tuple of one element needs a comma: \`${like}\`.`,
    quotes: (/** @type {Gaps} */ { name }) =>
      `\`${name}\` is not a variable. A text is written in quotes: "\`${name}\`".`,
    point: (/** @type {Gaps} */ { number }) =>
      `Python writes a number with a point: \`${number}\`.`,
    outputs: () =>
      "The network has several outputs, and each target is one number: let its last layer have one neuron.",
    "not-called": (/** @type {Gaps} */ { call }) =>
      `\`${call}\` is written here without its brackets. A method does nothing then: write \`${call}\`.`,
    "compared-only": (/** @type {Gaps} */ { compared, like }) =>
      `\`${compared}\` compares two things and changes nothing. Write \`${like}\``,
    unkept: (/** @type {Gaps} */ { expression, like }) =>
      `\`${expression}\` is computed, and its result is kept nowhere. Keep it: \`${like}\``,
    "sign-first": (/** @type {Gaps} */ { written, meant, name }) =>
      `\`${name} ${written} …\` is not \`${name} ${meant} …\`. The sign of the operation comes first: write \`${meant}\`.`,
    "output-grad": (/** @type {Gaps} */ { name }) =>
      `\`${name}.grad\` belongs to \`${name}\` alone. The gradients of the parameters stay as they are: \`mlp.zero_grad()\` sets all of them to 0.`,
    "open-bracket": (/** @type {Gaps} */ { line, open, close }) =>
      `The bracket \`${open}\` in line ${line} is never closed: a \`${close}\` is missing.`,
    "extra-bracket": (/** @type {Gaps} */ { line, close }) =>
      `The bracket \`${close}\` in line ${line} closes nothing. It is one too many, or its opening bracket is missing.`,
    "other-bracket": (/** @type {Gaps} */ { line, found, open, close }) =>
      `The bracket \`${found}\` in line ${line} can't close a \`${open}\`: that takes a \`${close}\`.`,
    "no-colon": (/** @type {Gaps} */ { line }) =>
      `A colon is missing in line ${line}. One stands at the end of a line that begins with \`if\`, \`else\`, \`for\`, \`while\`, \`def\` or \`class\`.`,
    equals: (/** @type {Gaps} */ { line }) =>
      `Line ${line} has a single \`=\` where a comparison is needed: write \`==\`.`,
    "left-side": (/** @type {Gaps} */ { line, left, like }) =>
      `\`${left}\` can't get a value in line ${line}. The name is left of the \`=\`, its value is right: \`${like}\``,
    "open-quotes": (/** @type {Gaps} */ { line }) =>
      `The text in line ${line} has no end: it must end with the same quotes.`,
    character: (/** @type {Gaps} */ { line, found, meant }) =>
      `Python does not know the sign \`${found}\` in line ${line}. Write \`${meant}\` in its place.`,
    space: (/** @type {Gaps} */ { line }) =>
      `Line ${line} has a space of a special kind, as web pages use it. Write an ordinary one in its place.`,
    "indent-more": (/** @type {Gaps} */ { line }) =>
      `Line ${line} is indented further than the line before it, and no block begins there. Take the spaces at its beginning away.`,
    "indent-less": (/** @type {Gaps} */ { line }) =>
      `Line ${line} is not indented as far as any block before it. The lines of a block all begin in the same column.`,
    "indent-missing": (/** @type {Gaps} */ { line, above }) =>
      `Line ${above} begins a block, and line ${line} is not indented. Put four spaces at its beginning.`,
    tabs: (/** @type {Gaps} */ { line }) =>
      `Line ${line} is indented with tabs, and other lines with spaces. Use spaces in all of them.`,
    times: (/** @type {Gaps} */ { line, written, meant }) =>
      `Python doesn't read \`${written}\` in line ${line} as a product. Write the sign for it: \`${meant}\`.`,
    alone: (/** @type {Gaps} */ { text, like }) =>
      `\`${text}\` alone does nothing as a line. Perhaps it should be: \`${like}\``,
    "no-return": (/** @type {Gaps} */ { name, function: called }) =>
      `\`${name}\` is \`None\`, because \`${called}\` returns nothing. End it with a line of \`return\` and the result.`,
    "network-grad": (/** @type {Gaps} */ { name, set }) =>
      `\`${set}\` changes no parameter: a network has no gradient, each of its parameters has one. \`${name}.zero_grad()\` sets the gradients of all of them to 0.`,
    "loop-name": (/** @type {Gaps} */ { written, name, like }) =>
      `\`${written}\` gives the name \`${name}\` to something else, and the parameter stays as it is. Change \`${like}\`.`,
    "other-way": (/** @type {Gaps} */ { name, like }) =>
      `\`${name}\` has no value yet. The name that gets a value is left of the \`=\`: \`${like}\``,
    "begin-with": (/** @type {Gaps} */ { name, like }) =>
      `\`${name}\` does not exist yet, so it can't be changed. Give it a value before the loop: \`${like}\``,
    "local-name": (/** @type {Gaps} */ { name, function: called }) =>
      `\`${called}\` sets \`${name}\`, so it is a local variable there, and has no value yet when it is read. To change a list, don't set it anew: use \`.append(…)\`.`,
    zip: (/** @type {Gaps} */ { like }) => `Go through two lists at once with \`zip\`: \`${like}\``,
    history: (/** @type {Gaps} */ { name, call }) =>
      `\`${name}\` is the list of losses that \`${call}\` returns, not the network any more. Write the call on a line of its own.`,
    keyword: (/** @type {Gaps} */ { name, meant }) =>
      `A training has no argument \`${name}\`. Here it is called \`${meant}\`.`,
    "own-function": (/** @type {Gaps} */ { name, like }) =>
      `\`${name}\` is a function of this program, not a method. Write its argument in the brackets: \`${like}\`.`,
    "no-other": (/** @type {Gaps} */ { function: called }) =>
      `An operator's method gets both operands. Write \`def ${called}(self, other):\``,
    untrained: () =>
      "The network at the end has learned nothing: no gradient has ever reached it. Is `mlp.train(…)` called, and is the network made only once, before it?",
    "by-gradient": (/** @type {Gaps} */ { arrived }) =>
      `\`_backward\` hands nothing on, because it computes with a gradient that is still 0. The only gradient that it should read is the one that has arrived: \`${arrived}\`.`,
    "engine-none": (/** @type {Gaps} */ { what }) =>
      `\`${what}\` gives \`None\`: let the method give its result back with \`return\`.`,
  },
  pathTitle: "Lessons and examples",
  passedOf: (/** @type {number} */ passed, /** @type {number} */ count) =>
    `${passed} of ${count} are passed.`,
  closePath: "Close",
  save: "Save my progress as a file",
  load: "Load such a file",
  notTaken: "That is not a file of progress that this page can read.",
  learner: "Your name, for the file:",
  beginAnew: "Begin anew",
  begunAnew: "All progress is gone from this browser.",
  taken: "The file's progress is loaded.",
  leftOut: (/** @type {number} */ lessons, /** @type {number} */ most) =>
    `${lessons === 1 ? "One lesson was" : `${inDigits(lessons)} lessons were`} loaded without the program, which is too long. The limit is ${inDigits(most)} characters for a lesson; all lessons that this page does not have share that limit.`,
  noRoom:
    "This browser's storage has no room for the file's progress. It was not loaded, and nothing has changed.",
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
  setAside: "Your work that was there is now among your drafts.",
  tooLong: (/** @type {number} */ most) =>
    `A lesson keeps a program of at most ${inDigits(most)} characters. This one is longer. From here on it is among your drafts.`,
  unkept: "This lesson could not keep all that you wrote in it. That text is among your drafts.",
  openUnkept: "Open the draft",
  unreadable:
    "The record of your lessons in this browser could not be read. It is kept, and a new one begins.",
  ofNewer: () =>
    "A newer version of this page has kept something in this lesson. What you write here is therefore among your drafts.",
};

/** @param {string | undefined} kind */
const difference = (kind) =>
  differences[/** @type {keyof typeof differences} */ (kind)] ?? differences.missing;
