/**
 * Shows the runtime's events: the state in the bar and on `<body>`, a run's output as cards.
 *
 * It gets the parts that it changes as arguments.
 */

import { isHint } from "../contract/messages.js";
import { statusKind, statusText } from "./python/status.js";

/** @typedef {import("./python/runtime.js").End} End */

/** The most characters of a reason, which may be a program's own text, in a sentence. */
const REASON_CHARACTERS = 300;
/** The smallest part of a download that its sentence shows: 0.1 MB. */
const SEEN_BYTES = 100_000;

/** @param {string} message @param {Partial<import("./words/words.js").Words>} words */
const reasonOf = (message, { cards, diedSilently = "" }) =>
  cards?.reasons[message] ?? (message.slice(0, REASON_CHARACTERS) || diedSilently);

/**
 * @param {object} options
 * @param {import("./words/words.js").PageWords} options.words
 * @param {HTMLElement} options.body  gets `data-state` and `data-runs`
 * @param {ReturnType<typeof import("./shell/toolbar.js").createToolbar>} options.toolbar
 * @param {import("./results/output.js").Output} options.output
 * @param {Pick<ReturnType<typeof import("./console/console.js").createConsole>, "ended" | "setFresh">} options.prompt
 * @param {Pick<ReturnType<typeof import("./editor/editor.js").createEditor>, "files" | "markFailed">} options.editor
 * @param {Pick<import("./python/runtime.js").Runtime, "state" | "isAsleep" | "isWaiting" | "isBusy" | "hasVariables" | "send" | "evaluate">} options.runtime
 * @param {(outcome: End["outcome"]) => void} options.onEnded  called at the end of each run, cell or
 *   input at the console
 * @param {() => boolean} options.isOnTask  whether the learner should find a mistake: then advice
 *   is folded
 * @param {(verdict: string) => HTMLElement | null} options.onVerdict  gets the verdict of the run's
 *   lesson; returns its card
 * @param {(message: import("../contract/messages.js").Message<"layout">) => void} options.onLayout  the
 *   program waits for Graphviz
 * @param {(end: End) => void} options.onSettled  called when all cards of a run are there
 */
export function createReporter(options) {
  const { words, body, toolbar, output, prompt, editor, runtime } = options;
  const progress = createProgress(() => show());
  const loading = createLoading(() => show());
  /** The advice of the current run. @type {import("../contract/messages.js").Message<"advice">[]} */
  let advice = [];
  /** @type {End | undefined} */
  let lastEnd;
  let runs = 0;
  /** @type {HTMLElement | undefined} the card of the last input at the console */
  let echo;
  const belonging = createBelonging(options, show);

  function show() {
    const { state, isAsleep, isWaiting, isBusy, hasVariables } = runtime;
    const { now } = progress;
    const isDownloading = state === "booting" && !isAsleep && now.got < now.total;
    const end = belonging.endOf(lastEnd);
    const known = { state, isAsleep, isWaiting, isDownloading, progress: now, end, ...loading.now };
    body.dataset.state = state;
    toolbar.setProgress(isDownloading ? now.got / now.total : undefined);
    toolbar.setBusy(isBusy);
    prompt.setFresh(hasVariables, belonging.isOther());
    toolbar.setStatus(statusText(known, words.status), statusKind(known));
  }

  /** @param {End} end */
  async function ended(end) {
    if (end.outcome !== "unfinished") lastEnd = end;
    output.ended();
    if (end.outcome === "died") output.note(words.died(reasonOf(end.message, words)));
    if (end.isConsole || end.isCell) {
      showAdvice(advice, options);
      await endPart(end, echo, options);
    } else await endRun(end, advice, options);
    if (!end.isConsole) {
      runs += 1;
      body.dataset.runs = String(runs);
    }
    options.onEnded(end.outcome);
  }

  return {
    /**
     * Called when a run is requested: remove the cards of the previous run, but not for a cell.
     * @param {import("./results/handover.js").Handover} [handover]  of a recorded run, whose cards stay until the run's own come
     * @param {boolean} [isCell]  only one cell is to run
     */
    began(handover, isCell) {
      lastEnd = undefined;
      loading.now.packages = "";
      advice = [];
      if (isCell) output.beganPart();
      else output.began(handover);
      editor.markFailed();
      belonging.began();
    },

    /** @param {string} typed  at the console @returns {boolean} whether it is evaluated */
    evaluate(typed) {
      if (runtime.isBusy) return false;
      loading.now.packages = "";
      echo = output.echo(typed);
      output.scrollToEnd();
      return runtime.evaluate(typed);
    },

    isOfEditor: belonging.isOfEditor,
    isOther: belonging.isOther,
    isShownProgram: belonging.isShownProgram,
    opened: belonging.opened,
    /** Called at the beginning and the end of a recorded run of the program in the editor. */
    recorded: {
      began: belonging.recorded,
      ended() {
        output.ended();
        showAdvice(advice, options);
      },
    },

    /** @type {import("./python/runtime.js").Callbacks} */
    callbacks: {
      onState: show,
      onEnd: ended,
      onLoop: () => output.note(words.loop),
      onFailed: (reason) =>
        output.note("WebAssembly" in globalThis ? words.failed(reason) : words.noWebAssembly),
      onProgress: progress.take,
      onBytes: loading.add,
      onMessage: createHearing(options, belonging.isShownProgram, {
        loading: loading.set,
        advice: (message) => advice.push(message),
        // What was advised in a cell stands in it.
        cell: () => showAdvice(advice, options),
      }),
    },
  };
}

/** What is fetched for a run. @param {() => void} onChange */
function createLoading(onChange) {
  const now = { packages: "", bytes: 0 };
  return {
    now,
    /** @param {string} packages */
    set(packages) {
      if (packages === now.packages) return;
      Object.assign(now, { packages, bytes: 0 });
      onChange();
    },
    /** @param {number} bytes */
    add(bytes) {
      now.bytes += bytes;
      onChange();
    },
  };
}

/**
 * Show the end of a run.
 * @param {End} end
 * @param {import("../contract/messages.js").Message<"advice">[]} advice
 * @param {Parameters<typeof createReporter>[0]} page
 */
async function endRun(end, advice, page) {
  const { output } = page;
  output.card(end.verdict === "" ? null : page.onVerdict(end.verdict));
  // After the verdict: while a mistake is still to be found, advice is folded.
  showAdvice(advice, page);
  await (end.hasBegun ? output.tellNothing() : output.takeBackRun());
  page.onSettled(end);
}

/**
 * Show the end of an input at the console, or of a cell.
 * @param {End} end
 * @param {HTMLElement | undefined} echo  of the input
 * @param {Pick<Parameters<typeof createReporter>[0], "output" | "prompt" | "words">} page
 */
async function endPart({ outcome, isCell }, echo, { output, prompt, words }) {
  if (outcome === "unfinished") output.takeBack(echo);
  if (outcome === "stopped") output.note(words.console.stopped);
  prompt.ended(outcome === "unfinished");
  await output.settled();
  output.scrollToEnd(isCell);
}

/** The progress of Python's download. @param {() => void} onChange */
function createProgress(onChange) {
  const now = { got: 0, total: 0 };
  return {
    now,
    /** @param {number} got @param {number} total  in bytes */
    take(got, total) {
      // Bytes arrive in many pieces; the page is updated only if the sentence changes.
      const steps = Math.floor(got / SEEN_BYTES) - Math.floor(now.got / SEEN_BYTES);
      if (steps === 0 && total === now.total && got < total) return;
      Object.assign(now, { got, total });
      onChange();
    },
  };
}

/**
 * Show the advice of a run, and forget it.
 * @param {import("../contract/messages.js").Message<"advice">[]} advice  is emptied
 * @param {Pick<Parameters<typeof createReporter>[0], "output" | "isOnTask">} page
 */
function showAdvice(advice, { output, isOnTask }) {
  for (const { kind, name, file, line } of advice.splice(0)) {
    const told = { kind, name: name.slice(0, REASON_CHARACTERS) };
    output.advice(told, { file, line }, isOnTask() && !isHint(kind));
  }
}

/**
 * Return functions that tell whether the cards belong to the program in the editor.
 * @param {Pick<Parameters<typeof createReporter>[0], "output" | "editor" | "runtime">} page
 * @param {() => void} onOpened  called when the cards may have been removed
 */
function createBelonging({ output, editor, runtime }, onOpened) {
  /** The program whose results are shown: only its lines can be marked as failed. */
  let source = "";
  /** The program that ran last. */
  let ran = "";
  /** Whether the cards are there, and are those of another program than the editor's. */
  let areCardsOfOther = false;
  /** Whether the cards were removed, because another program was opened. */
  let areCardsRemoved = false;
  /** Whether the program that ran last is another one than the editor's. */
  let isRunOfOther = false;

  const ofEditor = () => JSON.stringify(editor.files());
  const isShownProgram = () => source === ofEditor();

  return {
    /** Whether the editor still shows the program of the results, without an edit. */
    isShownProgram,

    /** Whether the cards belong to the program in the editor, before or after edits. */
    isOfEditor: () => !areCardsOfOther,

    began() {
      source = ofEditor();
      ran = source;
      areCardsOfOther = false;
      areCardsRemoved = false;
      isRunOfOther = false;
    },

    recorded() {
      source = ofEditor();
      areCardsOfOther = false;
    },

    isOther: () => isRunOfOther,

    /** Return the end of the last run, unless its cards were removed for another program. @param {End | undefined} end */
    endOf: (end) => (areCardsRemoved ? undefined : end),

    /**
     * Called when another program is in the editor. Remove the cards of the previous program; if it
     * still runs, say that they are not this program's.
     */
    opened() {
      isRunOfOther = ran !== "" && ran !== ofEditor();
      const isOther = source !== "" && !isShownProgram();
      areCardsOfOther = isOther && runtime.isBusy;
      output.markOther(areCardsOfOther);
      if (isOther && !areCardsOfOther) {
        output.forget();
        areCardsRemoved = true;
      }
      onOpened();
    },
  };
}

/**
 * Return a function that shows a run's messages.
 * @param {Pick<Parameters<typeof createReporter>[0], "words" | "output" | "editor" | "runtime" | "onLayout">} page
 * @param {() => boolean} isShownProgram
 * @param {object} on
 * @param {(packages: string) => void} on.loading  packages that are being fetched; "": no longer
 * @param {(message: import("../contract/messages.js").Message<"advice">) => void} on.advice  shown
 *   at the run's end, or before the next cell
 * @param {() => void} on.cell  a cell begins
 */
function createHearing({ words, output, editor, runtime, onLayout }, isShownProgram, on) {
  /** @param {import("../contract/messages.js").RunMessage} message */
  return function hear(message) {
    switch (message.type) {
      case "loading":
        on.loading(message.packages);
        break;
      case "missing":
        output.remark(words.missing(message.packages));
        break;
      case "cell":
        on.cell();
        output.cell(message);
        break;
      case "skipped":
        output.remark(words.skipped(message.command));
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
        // Don't take the focus from somebody who is typing in the editor.
        const focuses = isShownProgram();
        output.ask(prompt, { focuses, onAnswer: (line) => runtime.send(channel, line) });
        break;
      }
      case "layout":
        onLayout(message);
        break;
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
