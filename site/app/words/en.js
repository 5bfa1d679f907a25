/**
 * All the page's words, in English. A part takes its words from here and from nowhere else.
 */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
const duration = (/** @type {number} */ seconds) =>
  seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
const count = (/** @type {number} */ n) => n.toLocaleString("en");

export const words = {
  title: "micrograd playground",
  credit: "After Karpathy's micrograd",
  creditUrl: "https://github.com/karpathy/micrograd",
  licences: "Licences",

  run: "Run",
  runTitle: "Run the program (Ctrl+Enter)",
  stop: "Stop",
  stopTitle: "End the program, whatever it is doing",
  share: "Share",
  shareTitle: "Copy a link that carries this program",
  examples: "Examples",
  yourDrafts: "Your drafts",
  currentDraft: "Current draft",
  emptyDraft: "(empty)",
  draftOf: (/** @type {string} */ name, /** @type {Date} */ time) =>
    `${name} · ${time.toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })}`,
  theme: "Theme",
  themes: { system: "Auto", light: "Light", dark: "Dark" },

  editor: "Code editor",
  editorHint: "Tab indents; press Escape and then Tab to leave the editor",
  results: "Results",
  resultsEmpty: "Press Run: what the program prints and draws appears here.",

  status: {
    downloading: (/** @type {number} */ got, /** @type {number} */ all) =>
      `Loading Python: ${megabytes(got)} of ${megabytes(all)} MB`,
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
  errorTitle: "Error",
  line: (/** @type {number} */ line) => `Go to line ${line}`,
  value: "Value",
  cut: {
    text: (/** @type {number} */ limit) =>
      `The program printed more than ${count(limit)} characters: what came after them is dropped.`,
    writes: (/** @type {number} */ limit) =>
      `Only the first ${count(limit)} writes to the file descriptors are shown.`,
    displays: (/** @type {number} */ limit) =>
      limit === 0
        ? "What the program displays is too large to be shown."
        : `Only the first ${count(limit)} displayed things are shown.`,
  },
  graph: "Computational graph",
  drawing: "Drawing…",
  drawFailed: (/** @type {string} */ reason) => `The graph could not be drawn: ${reason}`,
  drawTimeout: "the layout took too long",
  drawCancelled: "it was called off",
  drawTooLarge: "it is too large",
  image: "Displayed image",
  html: "Displayed page",
  copyDot: "Copy DOT",
  copied: "Copied",
  copyRefused: "Not copied",

  notice: {
    dismiss: "Dismiss",
    fromLink: "This program came from a link. Read it, then press Run.",
    toDraft: "Back to my draft",
    shared: "The link is copied, and stands in the address bar.",
    sharedByHand: "The link stands in the address bar; copy it from there.",
    tooLong: "The program is too long for a link.",
    draftsRefused: "This browser keeps no drafts: they are gone when the page is closed.",
    noExample: "There is no example of that name.",
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
