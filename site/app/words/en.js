/**
 * All the page's words, in English; those of the cards that come later are in `en-cards.js`. A part
 * takes its words from these and from nowhere else.
 */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
const duration = (/** @type {number} */ seconds) =>
  seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
const count = (/** @type {number} */ n) => n.toLocaleString("en");

export const words = {
  title: "micrograd playground",
  credit: "After Karpathy's micrograd",
  creditUrl: "https://github.com/karpathy/micrograd",
  openWhole: "Open in the playground",
  licences: "Licences",
  docs: "Docs",

  run: "Run",
  runTitle: "Run the program (Ctrl+Enter)",
  stop: "Stop",
  stopTitle: "End the program, whatever it is doing",
  share: "Share",
  shareTitle: "Copy a link that carries this program",
  examples: "Examples",
  yourDrafts: "Your drafts",
  lessons: "Lessons",
  allLessons: "Lessons…",
  allDrafts: "All drafts…",
  drafts: {
    title: "Your drafts",
    search: "Search the drafts",
    none: "No draft says that.",
    empty: "(empty)",
    current: "(in the editor)",
    time: (/** @type {Date} */ time) =>
      time.toLocaleString("en", { dateStyle: "medium", timeStyle: "short" }),
    rename: "Rename",
    newName: "New name",
    save: "Save",
    remove: "Delete",
    removed: (/** @type {string} */ name) => `“${name}” is deleted.`,
    restored: (/** @type {string} */ name) => `“${name}” is there again.`,
    undo: "Undo",
    close: "Close",
  },
  currentDraft: "Current draft",
  emptyDraft: "(empty)",
  draftOf: (/** @type {string} */ name, /** @type {Date} */ time) =>
    `${name} · ${time.toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })}`,
  theme: "Theme",
  themes: { system: "Auto", light: "Light", dark: "Dark" },

  editor: "Code editor",
  editorHint: "Tab indents; press Escape and then Tab to leave the editor",
  results: {
    title: "Results",
    clear: "Clear",
    copy: "Copy",
    copied: "Copied",
    notCopied: "The browser refused it",
  },
  resultsEmpty: "Press Run: what the program prints and draws appears here.",

  status: {
    downloading: (/** @type {number} */ got, /** @type {number} */ all) =>
      `Loading Python: ${megabytes(got)} of ${megabytes(all)} MB`,
    asleep: "Python is fetched when you turn to it",
    starting: "Starting Python…",
    waiting: "Python is on its way; the program runs as soon as it is there",
    ready: "Ready",
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
  died: (/** @type {string} */ reason) =>
    `Python's interpreter broke (${reason}) and was replaced. Your program is unchanged.`,
  loop: "Something of the program went on after its end, without a pause: it was ended.",
  diedSilently: "it gave no reason",

  missing: (/** @type {string} */ packages) =>
    `${packages} could not be loaded: the network did not answer, or not with the file it should be.`,

  advice: {
    "stale-gradients": (/** @type {string} */ name) =>
      `The gradients of the pass before were still there, in ${name || "a leaf"} for one: set them to 0 before each pass.`,
    "changed-data": (/** @type {string} */ name) =>
      `After ${name || "a node"} was computed, the data it was computed from changed: compute it anew before going backward.`,
    "dead-relu": (/** @type {string} */ name) =>
      `The relu ${name || "neuron"} gave 0 for every sample: no gradient passes it, and it can't learn.`,
    "no-path": (/** @type {string} */ name) =>
      `No path leads from ${name || "a parameter"} to the loss: it gets no gradient, though its network is trained.`,
    "not-finite": (/** @type {string} */ name) =>
      `The first value that is not a finite number arose in ${name || "a node"}.`,
  },
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
    title: "Keys",
    close: "Close",
    vim: "Vim's keys in the editor",
    refused: "They could not be fetched.",
    list: /** @type {[string, string][]} */ ([
      ["Ctrl+Enter Shift+Enter", "run the program"],
      ["Ctrl+S", "copy a link to the program"],
      ["Ctrl+Space", "complete what is typed"],
      ["F1", "explain the name at the cursor"],
      ["F8", "go to the next fault of syntax"],
      ["Ctrl+F", "search and replace"],
      ["Ctrl+/", "make lines comments, or comments lines"],
      ["Tab Shift+Tab", "indent, and back"],
      ["Escape Tab", "leave the editor"],
      ["← →", "one step of the graph back or on, on its slider"],
      ["Enter", "in the console: evaluate; Shift+Enter makes a line"],
      ["Shift+F1", "this list"],
    ]),
  },
  console: {
    title: "Console",
    hint: "Enter evaluates, Shift+Enter makes a new line, Tab completes; Escape and then Tab leaves",
    withVariables: "Python, after the run",
    fresh: "Python",
    echo: "Typed",
    choices: (/** @type {string[]} */ names) => names.join("  "),
    stopped:
      "Stopped, and the variables are gone with the interpreter: what is typed next starts in a new one.",
  },
  errorTitle: "Error",
  line: (/** @type {number} */ line) => `Go to line ${line}`,
  value: "Value",
  table: {
    title: "Table",
    nodes: (/** @type {string} */ number) => (number === "1" ? "1 node" : `${number} nodes`),
    columns: {
      index: "index",
      layer: "layer",
      neuron: "neuron",
      name: "name",
      op: "operation",
      data: "data",
      grad: "grad",
    },
    more: (/** @type {number} */ number) => `and ${count(number)} rows more`,
  },
  cut: {
    text: (/** @type {number} */ limit) =>
      `The program printed more than ${count(limit)} characters: what came after them is dropped.`,
    writes: (/** @type {number} */ limit) =>
      `Only the first ${count(limit)} writes to the file descriptors are shown.`,
    displays: (/** @type {number} */ limit) =>
      limit === 0
        ? "What the program displays is too large to be shown."
        : `Only the first ${count(limit)} displayed things are shown.`,
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
  keyRow: {
    title: "Keys for Python",
    indent: "Indent",
    outdent: "Outdent",
    undo: "Undo",
    redo: "Redo",
    names: /** @type {Record<string, string>} */ ({
      "(": "Opening parenthesis",
      ")": "Closing parenthesis",
      "[": "Opening bracket",
      "]": "Closing bracket",
      ":": "Colon",
      "=": "Equals sign",
      "*": "Asterisk",
      '"': "Quotation mark",
      "#": "Number sign",
      _: "Underscore",
    }),
  },
  notice: {
    dismiss: "Dismiss",
    fromLink: "This program came from a link. Read it, then press Run.",
    fromExample: (/** @type {string} */ title) => `It was the example “${title}” at first.`,
    fromMoment: "Run shows the step of its graph at which it was shared.",
    noMoment: "The graph has no such step as the link tells of.",
    toDraft: "Back to my draft",
    shared: "The link is copied, and stands in the address bar.",
    copyMarkdown: "Copy as Markdown",
    copyFrame: "Copy as iframe",
    newTab: "Open in a new tab",
    copied: "It is copied.",
    notCopied: "The browser refused to copy it.",
    sharedByHand: "The link stands in the address bar; copy it from there.",
    tooLong: "The program is too long for a link.",
    draftsRefused: "This browser keeps no drafts: they are gone when the page is closed.",
    noExample: "There is no example of that name.",
    noLesson: "There is no lesson of that name, or it could not be fetched.",
  },
  offline: {
    newVersion: "A new version of this page is there.",
    load: "Load it",
  },
  link: {
    broken: "The link is broken or was cut: its program can't be read.",
    version: "The link was made by a newer version of this page.",
    tooLarge: "The link's program is too large.",
  },
};
