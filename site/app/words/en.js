/**
 * The page's words in English: those that the first load needs. Cards and lessons come later, and
 * bring their own: `en-cards.js`, `en-course.js`, `en-engine.js`, `en-later.js`.
 *
 * No other module has a sentence for the visitor. Another language has one file with all keys, for
 * example `de.js`; there, the words of those files stand under `cards`, `course` and `later`.
 */

import { writingIn } from "./writing.js";

const { count, duration, list, megabytes, moment, some } = writingIn("en");

export const words = {
  title: "micrograd playground",
  credit: "After Karpathy's micrograd",
  creditUrl: "https://github.com/karpathy/micrograd",
  openWhole: "Open in the playground",
  docs: "Docs",

  run: "Run",
  runTitle: "Run the program (Ctrl+Enter)",
  stop: "Stop",
  stopTitle: "End the program, whatever it is doing",
  share: "Share",
  shareTitle: "Copy a link that carries this program",
  examples: "Examples",
  menu: "Examples and more",
  menuShort: "Menu",
  yourDrafts: "Your drafts",
  lessons: "Lessons",
  startLessons: "Start the lessons",
  goOn: (/** @type {number} */ number) => `Continue: lesson ${number}`,
  welcome:
    "See how a neural network learns: write Python here, run it, and follow each gradient back through your own code. For beginners; there is nothing to install.",
  allLessons: "Lessons…",
  allDrafts: "All drafts…",
  currentDraft: "Current draft",
  emptyDraft: "(empty)",
  draftOf: (/** @type {string} */ name, /** @type {Date} */ time) => `${name} · ${moment(time)}`,
  language: "Language",
  theme: "Theme",
  themes: { system: "Auto", light: "Light", dark: "Dark" },

  editor: (/** @type {string} */ file) =>
    file === "main.py" ? "Code editor" : `Code editor: ${file}`,
  editorHint: "Tab indents; press Escape and then Tab to leave the editor",
  /** The editor's own words, mostly of its search. */
  phrases: {
    Find: "Find",
    Replace: "Replace",
    next: "next",
    previous: "previous",
    all: "all",
    "match case": "match case",
    "by word": "by word",
    regexp: "regexp",
    replace: "replace",
    "replace all": "replace all",
    close: "close",
    "current match": "current match",
    "on line": "on line",
    "replaced $ matches": "replaced $ matches",
    "replaced match on line $": "replaced match on line $",
    "Go to line": "Go to line",
    go: "go",
    Completions: "Completions",
    Diagnostics: "Diagnostics",
    "No diagnostics": "No diagnostics",
    "Control character": "Control character",
    "Selection deleted": "Selection deleted",
  },
  results: {
    title: "Results",
    nothing: "The program printed and displayed nothing.",
    other: "These results belong to the program that was here before.",
    clear: "Clear",
    copy: "Copy",
    copied: "Copied",
    notCopied: "The browser refused it",
    more: (/** @type {number} */ left) =>
      some(left, {
        one: "Show more (# character is left)",
        other: "Show more (# characters are left)",
      }),
    notShown: (/** @type {number} */ more) =>
      some(more, {
        one: "# more result is not shown.",
        other: "# more results are not shown.",
      }),
    slow: "This picture may take the browser long to draw; meanwhile the page may not respond.",
    draw: "Draw it",
    unreadable: "This picture can't be read.",
  },
  divider: "Width of the code",
  resultsEmpty: "Press Run: what the program prints and draws appears here.",

  status: {
    downloading: (/** @type {number} */ got, /** @type {number} */ all) =>
      `Loading Python: ${megabytes(got)} of ${megabytes(all)} MB`,
    runsAfter: (/** @type {number} */ got, /** @type {number} */ all) =>
      `Runs once Python is here: ${megabytes(got)} of ${megabytes(all)} MB`,
    asleep: "Python is downloaded when you first use it",
    starting: "Starting Python…",
    waiting: "Python is loading; then the program runs",
    ready: "Ready",
    packages: (/** @type {string} */ names, /** @type {number} */ bytes) =>
      `Loading ${names}${bytes < 1e5 ? "" : `: ${megabytes(bytes)} MB`}`,
    running: "Running…",
    finished: (/** @type {number} */ seconds) => `Finished in ${duration(seconds)}`,
    error: (/** @type {number} */ seconds) => `Ended by an error after ${duration(seconds)}`,
    exited: (/** @type {string} */ code) => `The program ended itself (exit code ${code})`,
    stopped: "Stopped",
    died: "Python's interpreter broke",
    failed: "Python could not start",
  },
  progress: "Python's download",
  failed: (/** @type {string} */ reason) =>
    `Python could not start: ${reason}. Press Run to try again; your program is safe.`,
  noWebAssembly:
    "Python can't start here: this browser has no WebAssembly, in which it runs. A protected mode may have switched it off. Open the page without that mode, or in another browser.",
  died: (/** @type {string} */ reason) =>
    `Python's interpreter broke (${reason}) and was replaced. Your program is unchanged.`,
  loop: "A part of the program went on after its end without a pause, so it was stopped.",
  diedSilently: "it gave no reason",

  skipped: (/** @type {string} */ command) =>
    `${command} is a notebook command that this page does not have. It was left out.`,
  notebookCommand: (/** @type {string} */ name) =>
    `${name} is a notebook command whose result the page does not have: remove it. To use a package, import it, or write %pip install and its name.`,
  missing: (/** @type {string} */ packages) =>
    `${packages} could not be loaded: the network did not answer, or sent a wrong file. Run the program again to try again; what comes with Python and the page needs no network.`,

  text: "Output",
  shownText: (/** @type {number} */ limit) =>
    `Only the first ${count(limit)} characters are shown.`,
  downloadText: "Download all text",
  input: {
    title: "Input",
    send: "Send",
    hint: "Enter sends the line; Ctrl+D in the empty field ends the input",
  },
  keys: {
    button: "Keys",
    inMenu: "Keys and screen reader",
  },
  files: {
    title: "Files",
    begin: "New file…",
    sources: "The package's source…",
    open: "Open a file…",
    saveProgram: "Save as .py",
    saveNotebook: "Save as a notebook",
    close: "Close",
    rename: "Rename",
    remove: "Delete",
    fork: "Edit a copy",
    reading: (/** @type {string} */ name) => `${name} (read only)`,
  },
  console: {
    title: "Console",
    hint: "Enter evaluates, Shift+Enter makes a new line, Tab completes; Escape and then Tab leaves",
    withVariables: "Python, after the run",
    withOthers: "Python, after the earlier run",
    fresh: "Python",
    echo: "Typed",
    choices: (/** @type {string[]} */ names) => names.join("  "),
    stopped:
      "Stopped: the variables are gone with the interpreter. Your next input starts in a new one.",
  },
  errorTitle: "Error",
  line: (/** @type {number} */ line) => `Go to line ${line}`,
  lineOf: (/** @type {string} */ file, /** @type {number} */ line) =>
    `Go to line ${line} of ${file}`,
  value: "Value",
  truncated: {
    text: (/** @type {number} */ limit) =>
      `The program printed more than ${count(limit)} characters: the rest is dropped.`,
    writes: (/** @type {number} */ limit) =>
      `Only the first ${count(limit)} writes to the file descriptors are shown.`,
    displays: (/** @type {number} */ limit) =>
      limit === 0
        ? "What the program displays is too large to be shown."
        : `Only the first ${count(limit)} displayed objects are shown.`,
    trainings: (/** @type {number} */ limit) =>
      `Only the first ${count(limit)} trainings are shown; the others go on all the same.`,
  },
  image: "Displayed image",
  html: "Displayed page",

  panes: {
    title: "Shown",
    code: "Code",
    results: "Results",
    arrived: "(new)",
  },
  notice: {
    dismiss: "Dismiss",
    fromLink: "This program came from a link. Read it, then press Run.",
    fromExample: (/** @type {string} */ title) => `It was the example “${title}” at first.`,
    fromMoment: "Run shows the step of its graph at which it was shared.",
    noMoment: "The graph does not have the step that the link names.",
    toDraft: "Back to my draft",
    draftsRefused:
      "This browser does not store what you write now: it is lost when you close the page. Share makes a link that keeps it.",
    noExample: "There is no example of that name.",
    outOfDate:
      "This page is out of date: a newer version is on the site. Reload the page to go on.",
    notFetched: "That could not be fetched. Try it again.",
    refused: "That could not be loaded. Try it again, or reload the page.",
    reload: "Reload",
    dropped: (/** @type {string[]} */ names) =>
      `The browser's storage is full, so your oldest drafts were deleted: ${list(names.map((name) => `“${name}”`))}.`,
    overwritten: "The lesson held other work. It is now among your drafts.",
    noLesson: "There is no lesson of that name, or it could not be fetched.",
    leftLesson: "You have left the lesson.",
    backToLesson: "Back to the lesson",
  },
  offline: {
    newVersion: "There is a new version of this page.",
    load: "Load it",
  },
  link: {
    broken: "The link is broken or was cut: its program can't be read.",
    version: "The link was made by a newer version of this page.",
    tooLarge: "The link's program is too large.",
    noUnpacking: "This browser can neither read nor make links that carry a program.",
    lesson: (
      /** @type {{name: string, kind: "text" | "list" | "answers", most: number, length: number}} */ rule,
    ) =>
      `This link's lesson can't be shown, so here is its program alone: “${rule.name}” has to be ${
        {
          text: `a text of at most ${count(rule.length)} characters`,
          list: `a list of at most ${count(rule.most)} texts, each of at most ${count(rule.length)} characters`,
          answers: `an object of at most ${count(rule.most)} texts, each of at most ${count(rule.length)} characters`,
        }[rule.kind]
      }.`,
  },
};
