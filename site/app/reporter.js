/**
 * Shows what the runtime tells: the state in the bar and on `<body>`, a run's output as cards.
 *
 * The parts come from `main`; this file knows only what it asks of them.
 */

import { statusText } from "./status.js";

/** @typedef {import("./runtime.js").End} End */

/** A reason may be a program's own words: it is part of a sentence, and no more. */
const REASON_CHARACTERS = 300;

/**
 * @param {object} options
 * @param {typeof import("./words/en.js").words} options.words
 * @param {HTMLElement} options.body  carries `data-state` and `data-runs`
 * @param {ReturnType<typeof import("./toolbar.js").createToolbar>} options.toolbar
 * @param {ReturnType<typeof import("./output.js").createOutput>} options.output
 * @param {{text: () => string, markFailed: (line?: number) => void}} options.editor
 * @param {() => Pick<import("./runtime.js").Runtime, "state" | "isWaiting" | "isBusy" | "send">} options.runtime
 *   asked for when it is needed: the runtime is made with this reporter's callbacks
 */
export function createReporter({ words, body, toolbar, output, editor, runtime }) {
  const progress = { got: 0, total: 1 };
  let packages = "";
  /** @type {End | undefined} */
  let lastEnd;
  let runs = 0;
  /** What ran: another text's lines are not those that failed. */
  let source = "";

  function show() {
    const { state, isWaiting, isBusy } = runtime();
    const isDownloading = state === "booting" && progress.got < progress.total;
    const known = { state, isWaiting, isDownloading, progress, packages, end: lastEnd };
    body.dataset.state = state;
    toolbar.setProgress(isDownloading ? progress.got / progress.total : undefined);
    toolbar.setBusy(isBusy);
    toolbar.setStatus(statusText(known, words.status));
  }

  /** @param {End} end */
  async function ended(end) {
    lastEnd = end;
    output.ended();
    if (end.outcome === "died")
      output.note(words.died(end.message.slice(0, REASON_CHARACTERS) || words.diedSilently));
    await output.settled();
    runs += 1;
    body.dataset.runs = String(runs);
  }

  return {
    /** A run was asked for: the cards of the one before go. */
    began() {
      lastEnd = undefined;
      packages = "";
      output.clear();
      editor.markFailed();
      source = editor.text();
    },

    /** Whether what ran is still what the editor shows: its lines are the program's. */
    isShownProgram: () => source === editor.text(),

    /** @type {import("./runtime.js").Callbacks} */
    callbacks: {
      onState: show,
      onEnd: ended,
      onLoop: () => output.note(words.loop),
      onFailed: (reason) => output.note(words.failed(reason)),

      onProgress(got, total) {
        Object.assign(progress, { got, total });
        show();
      },

      onMessage(message) {
        switch (message.type) {
          case "loading":
            packages = message.packages;
            show();
            break;
          case "missing":
            output.note(words.missing(message.packages));
            break;
          case "text":
            packages = "";
            output.text(message.stream, message.text);
            break;
          case "display":
            output.display(message.bundle);
            break;
          case "update":
            output.update(message.bundle);
            break;
          case "input": {
            const { box, prompt } = message;
            // Whoever types into the editor meanwhile goes on typing there.
            const focuses = editor.text() === source;
            output.ask(prompt, { focuses, onAnswer: (line) => runtime().send(box, line) });
            break;
          }
          case "cut":
            output.note(words.cut[message.what](message.limit));
            break;
          case "error":
            output.error(message.traceback, message.file);
            if (message.line > 0 && editor.text() === source) editor.markFailed(message.line);
            break;
          case "advice":
            output.advice(words.advice[message.kind](message.name), message.file, message.line);
            break;
          default:
            throw new TypeError(`unexpected message: ${message.type}`);
        }
      },
    },
  };
}
