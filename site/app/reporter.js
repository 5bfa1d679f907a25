/**
 * Shows what the runtime tells: the state in the bar and on `<body>`, a run's output as cards.
 *
 * The parts come from `main`; this file knows only what it asks of them.
 */

import { isHint } from "../contract/messages.js";
import { statusKind, statusText } from "./python/status.js";

/** @typedef {import("./python/runtime.js").End} End */

/** A reason may be a program's own words: it is part of a sentence, and no more. */
const REASON_CHARACTERS = 300;
/** As much of a download as the words for it tell. */
const SEEN_BYTES = 100_000;

/**
 * @param {object} options
 * @param {import("./words/words.js").PageWords} options.words
 * @param {HTMLElement} options.body  carries `data-state` and `data-runs`
 * @param {ReturnType<typeof import("./shell/toolbar.js").createToolbar>} options.toolbar
 * @param {import("./results/output.js").Output} options.output
 * @param {Pick<ReturnType<typeof import("./console/console.js").createConsole>, "ended" | "setFresh">} options.prompt
 * @param {Pick<ReturnType<typeof import("./editor/editor.js").createEditor>, "files" | "markFailed">} options.editor
 * @param {() => Pick<import("./python/runtime.js").Runtime, "state" | "isAsleep" | "isWaiting" | "isBusy" | "hasVariables" | "send" | "evaluate">} options.runtime
 *   asked for when it is needed: the runtime is made with this reporter's callbacks
 * @param {() => boolean} options.isOnTask  a mistake is to be found: it is told on request only
 * @param {(verdict: string) => HTMLElement | null} options.onVerdict  of the lesson that the run was given; gives its card
 * @param {(outcome: End["outcome"]) => void} options.onSettled  all cards of a run are there
 */
export function createReporter(options) {
  const { words, body, toolbar, output, prompt, editor, runtime, onSettled } = options;
  const progress = { got: 0, total: 1 };
  let packages = "";
  /** Of the run that goes on. @type {import("../contract/messages.js").Message<"advice">[]} */
  let advice = [];
  /** @type {End | undefined} */
  let lastEnd;
  let runs = 0;
  /** @type {HTMLElement | undefined} the card of what was typed last at the console */
  let echo;
  const belonging = createBelonging(options, show);

  function show() {
    const { state, isAsleep, isWaiting, isBusy, hasVariables } = runtime();
    const isDownloading = state === "booting" && !isAsleep && progress.got < progress.total;
    const end = belonging.endOf(lastEnd);
    const known = { state, isAsleep, isWaiting, isDownloading, progress, packages, end };
    body.dataset.state = state;
    toolbar.setProgress(isDownloading ? progress.got / progress.total : undefined);
    toolbar.setBusy(isBusy);
    prompt.setFresh(hasVariables, belonging.isOfOther());
    toolbar.setStatus(statusText(known, words.status), statusKind(known));
  }

  /** @param {End} end  of what was typed at the console */
  async function consoleEnded({ outcome }) {
    if (outcome === "unfinished") output.takeBack(echo);
    if (outcome === "stopped") output.note(words.console.stopped);
    tell(advice, options);
    prompt.ended(outcome === "unfinished");
    await output.settled();
    output.scrollToEnd();
  }

  /** @param {End} end */
  async function ended(end) {
    if (end.outcome !== "unfinished") lastEnd = end;
    output.ended();
    if (end.outcome === "died")
      output.note(words.died(end.message.slice(0, REASON_CHARACTERS) || words.diedSilently));
    if (end.isConsole) return consoleEnded(end);
    output.card(end.verdict === "" ? null : options.onVerdict(end.verdict));
    // After the verdict: where a mistake is still to be found, it is told on request only.
    tell(advice, options);
    await output.settled();
    onSettled(end.outcome);
    runs += 1;
    body.dataset.runs = String(runs);
  }

  return {
    /** A run was asked for: the cards of the one before go. */
    began() {
      lastEnd = undefined;
      packages = "";
      advice = [];
      output.began();
      editor.markFailed();
      belonging.began();
    },

    /** @param {string} typed  at the console @returns {boolean} whether it is evaluated */
    evaluate(typed) {
      if (runtime().isBusy) return false;
      packages = "";
      echo = output.echo(typed);
      output.scrollToEnd();
      return runtime().evaluate(typed);
    },

    isOfEditor: belonging.isOfEditor,
    isShownProgram: belonging.isShownProgram,
    opened: belonging.opened,

    /** @type {import("./python/runtime.js").Callbacks} */
    callbacks: {
      onState: show,
      onEnd: ended,
      onLoop: () => output.note(words.loop),
      onFailed: (reason) => output.note(words.failed(reason)),

      onProgress(got, total) {
        // Bytes come in a thousand pieces; the page is laid out anew for what can be seen.
        const steps = Math.floor(got / SEEN_BYTES) - Math.floor(progress.got / SEEN_BYTES);
        if (steps === 0 && total === progress.total && got < total) return;
        Object.assign(progress, { got, total });
        show();
      },

      onMessage: createHearing({ words, output, editor, runtime }, belonging.isShownProgram, {
        loading(now) {
          if (now === packages) return;
          packages = now;
          show();
        },
        advice: (message) => advice.push(message),
      }),
    },
  };
}

/**
 * @param {import("../contract/messages.js").Message<"advice">[]} advice  which is taken out
 * @param {Pick<Parameters<typeof createReporter>[0], "words" | "output" | "isOnTask">} page
 */
function tell(advice, { words, output, isOnTask }) {
  for (const { kind, name, file, line } of advice.splice(0)) {
    const sentence = words.advice[kind](name.slice(0, REASON_CHARACTERS));
    output.advice(sentence, { file, line }, isOnTask() && !isHint(kind));
  }
}

/**
 * Whether the cards belong to what is in the editor.
 * @param {Pick<Parameters<typeof createReporter>[0], "output" | "editor" | "runtime">} page
 * @param {() => void} onOpened  they may have gone
 */
function createBelonging({ output, editor, runtime }, onOpened) {
  /** What ran: another text's lines are not those that failed. */
  let source = "";
  /** Whether the cards are another program's than what was opened since. */
  let isOther = false;
  let hasGone = false;
  /** Whether what ran is another program than what was opened since. */
  let isOfOther = false;

  const isShownProgram = () => source === JSON.stringify(editor.files());

  return {
    /** Whether what ran is still what the editor shows: its lines are the program's. */
    isShownProgram,

    /** Whether the cards are of what is in the editor, as it is or as it was before it was changed. */
    isOfEditor: () => !isOther,

    began() {
      source = JSON.stringify(editor.files());
      isOther = false;
      hasGone = false;
      isOfOther = false;
    },

    isOfOther: () => isOfOther,

    /** How the last run ended, if its cards have not gone for another program. @param {End | undefined} end */
    endOf: (end) => (hasGone ? undefined : end),

    /**
     * Another program is in the editor. The cards of the one before go; of one that still runs they
     * are said to be another's.
     */
    opened() {
      const isAnother = source !== "" && !isShownProgram();
      isOfOther = isAnother;
      isOther = isAnother && runtime().isBusy;
      output.markOther(isOther);
      if (isAnother && !isOther) {
        output.forget();
        hasGone = true;
      }
      onOpened();
    },
  };
}

/**
 * Shows what a run sends.
 * @param {Pick<Parameters<typeof createReporter>[0], "words" | "output" | "editor" | "runtime">} page
 * @param {() => boolean} isShownProgram
 * @param {object} on
 * @param {(packages: string) => void} on.loading  packages are fetched; nothing: not any more
 * @param {(message: import("../contract/messages.js").Message<"advice">) => void} on.advice  for the run's end
 */
function createHearing({ words, output, editor, runtime }, isShownProgram, on) {
  /** @param {import("../contract/messages.js").RunMessage} message */
  return function hear(message) {
    switch (message.type) {
      case "loading":
        on.loading(message.packages);
        break;
      case "missing":
        output.remark(words.missing(message.packages));
        break;
      case "text":
        output.text(message.stream, message.text);
        break;
      case "display":
        output.display(message.bundle);
        break;
      case "update":
        output.update(message.bundle);
        break;
      case "input": {
        const { channel, prompt } = message;
        // Whoever types into the editor meanwhile goes on typing there.
        const focuses = isShownProgram();
        output.ask(prompt, { focuses, onAnswer: (line) => runtime().send(channel, line) });
        break;
      }
      case "truncated":
        output.remark(words.truncated[message.what](message.limit));
        break;
      case "error":
        output.error(message.traceback);
        if (message.line > 0 && isShownProgram()) editor.markFailed(message);
        break;
      case "advice":
        on.advice(message);
        break;
      default:
        throw new TypeError(`unexpected message: ${message.type}`);
    }
  };
}
