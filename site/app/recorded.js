/**
 * Shows the recorded run of an example, while its program stands in the editor unchanged and was not
 * run. The recording's messages are shown as those of a run are, and a run takes the cards over.
 */

import examples from "built-examples";
import { MAIN } from "../contract/files.js";
import { readRecording } from "../contract/recording.js";
import { fetchRecording } from "./recordings.js";
import { createHandover } from "./results/handover.js";
import { element } from "./ui/element.js";
import { inTurn } from "./ui/turns.js";
import { words as english } from "./words/en-cards.js";
import { words as all } from "./words/words.js";

/** @typedef {import("../contract/recording.js").Recording} Recording */
/** @typedef {import("../contract/messages.js").RunMessage} RunMessage */

/**
 * @typedef {object} Page
 * @property {import("./results/output.js").Output} output
 * @property {ReturnType<typeof import("./reporter.js").createReporter>} reporter
 * @property {import("./program/workspace.js").Workspace} workspace
 * @property {Pick<import("./python/runtime.js").Runtime, "ask" | "isBusy" | "hasVariables">} runtime
 * @property {import("./results/output.js").Drawing} drawing
 * @property {(layouts: Recording["layouts"]) => void} learn  the positions in its pictures
 * @property {() => void} run  runs the program in the editor
 * @property {{isEnough: boolean}} recorded  whether nobody needs Python yet; updated here
 */

const words = all.cards ?? english;

/** @param {Page} page */
export function createRecorded(page) {
  const { output, reporter, workspace, runtime, recorded } = page;
  const shown = createShown(page);
  /** Settles when the run that takes the cards over has ended. */
  let taken = Promise.resolve();
  /** The same, of a run that a question has begun. */
  let awaited = taken;
  let settle = () => {};

  /** The example whose recorded run may be shown now. */
  function findExample() {
    const isTaken = runtime.isBusy || !output.isEmpty;
    if (workspace.isLesson || workspace.moment || isTaken) return undefined;
    const source = sourceOf(workspace);
    const found = examples.find((each) => each.source !== undefined && each.source === source);
    const { hash } = location;
    // A draft or the first example is there for a moment, before the address is opened.
    const isOpen = ["", `#example=${found?.id}`].includes(hash) || workspace.origin === "link";
    return isOpen ? found : undefined;
  }

  async function opened() {
    if (shown.edited()) return;
    const isWanted = shown.begin();
    const example = findExample();
    const data = example && (await fetchRecording(example.id));
    if (!isWanted()) return;
    const recording = findExample() === example && readRecording(data, sourceOf(workspace) ?? "");
    if (recording) await shown.show(recording, isWanted);
    // That of the address may be on its way.
    else recorded.isEnough &&= !example && location.hash.startsWith("#example=");
  }

  /** Run the program, where its run was only recorded; settles when it has run. */
  async function hasRun() {
    if (shown.seed() !== undefined) {
      page.run();
      awaited = taken;
    }
    await awaited;
  }

  /** The run that was to take the cards never began: have them again, unless they are another program's. */
  function takeBack() {
    if (reporter.isOfEditor()) {
      shown.takeBack();
      return;
    }
    output.forget();
    void opened();
  }

  // This code may come before the program, or after it.
  if (sourceOf(workspace)) void opened();

  return {
    opened,
    edited: shown.edited,
    seed: shown.seed,

    /** Called when a run begins. */
    takeOver() {
      const over = shown.takeOver();
      if (over.isTaken) {
        /** @type {PromiseWithResolvers<void>} */
        const { promise, resolve } = Promise.withResolvers();
        taken = promise;
        settle = resolve;
      }
      return over;
    },

    /** Called when a run has ended, and its cards are there. @param {{hasBegun: boolean}} end */
    settled({ hasBegun }) {
      if (!hasBegun) takeBack();
      settle();
    },

    /**
     * Ask the run's interpreter a question; where the run was recorded, run the program first.
     * @param {string} what @param {object} data
     */
    async ask(what, data) {
      await hasRun();
      return runtime.ask(what, data);
    },

    /**
     * Evaluate what was typed at the console, where the run whose variables it needs was recorded:
     * run the program first.
     * @param {string} source
     * @returns {true | undefined} undefined: nothing was recorded, or it has run
     */
    evaluate(source) {
      if (shown.seed() === undefined) return undefined;
      void hasRun().then(() => runtime.hasVariables && reporter.evaluate(source));
      return true;
    },
  };
}

/** @param {import("./program/workspace.js").Workspace} workspace @returns {string | undefined} the program, if it is one file */
function sourceOf(workspace) {
  const { [MAIN]: main, ...others } = workspace.files();
  return Object.keys(others).length === 0 ? main : undefined;
}

/** The cards of a recorded run. @param {Page} page */
function createShown({ output, reporter, workspace, drawing, learn, recorded }) {
  const { cards } = output;
  const line = element("p", { className: "recorded" });
  /** The recording whose cards are there, and no run's. @type {Recording | undefined} */
  let shown;
  /** The one whose cards wait for those of a run. @type {Recording | undefined} */
  let taken;
  /** Increases when what is being shown is no longer wanted. */
  let openings = 0;

  function begin() {
    openings += 1;
    const opening = openings;
    line.remove();
    return () => opening === openings;
  }

  /** @param {Recording} recording @param {() => boolean} isWanted */
  async function show(recording, isWanted) {
    learn(recording.layouts);
    // Nobody ran it: nothing is announced.
    cards.ariaBusy = "true";
    hold(recording);
    reporter.recorded.began();
    for (const message of recording.messages)
      await inTurn(() => {
        if (isWanted()) hear(message);
      });
    await output.settled();
    if (isWanted()) cards.ariaBusy = null;
  }

  /** Have the cards of a recording. @param {Recording} recording */
  function hold(recording) {
    shown = recording;
    line.classList.remove("is-past");
    output.recorded(line);
    edited();
  }

  /** @param {RunMessage} message */
  function hear(message) {
    if (message.type === "ended") reporter.recorded.ended();
    else reporter.callbacks.onMessage(inThisBrowser(message));
  }

  /** Dim the cards of a program that was edited. @returns {boolean} whether there are any */
  function edited() {
    if (!shown) return false;
    recorded.isEnough = readRecording(shown, sourceOf(workspace) ?? "") !== null;
    cards.classList.toggle("is-edited", !recorded.isEnough);
    line.textContent = recorded.isEnough ? words.recorded : words.recordedBefore;
    return true;
  }

  /** Give the cards up. */
  function end() {
    begin();
    if (shown) drawing.recorded();
    shown = undefined;
    taken = undefined;
    cards.ariaBusy = null;
    cards.classList.remove("is-edited");
    recorded.isEnough = false;
  }

  output.onForget = end;

  return {
    begin,
    show,
    edited,
    /** The seed of the recorded run. */
    seed: () => shown?.seed,

    /**
     * Give the cards to a run of the same program, which gets the same random numbers.
     * @returns {{isTaken: boolean, handover?: import("./results/handover.js").Handover, seed?: number}}
     *   no handover: it is another program
     */
    takeOver() {
      const last = shown;
      const seed = last?.seed;
      const isSame = recorded.isEnough;
      end();
      if (seed === undefined || !isSame) return { isTaken: seed !== undefined };
      taken = last;
      output.recorded(line);
      // Without its line, everything below it would move.
      const past = () => line.classList.add("is-past");
      return { isTaken: true, handover: createHandover(cards, drawing, past), seed };
    },

    /** Have the cards again that a run was to take, which never began. */
    takeBack() {
      if (!taken) return;
      hold(taken);
      taken = undefined;
    },
  };
}

/**
 * A browser that can't suspend a program steers no training, whatever the recording's could do.
 * @param {RunMessage} message
 * @returns {RunMessage}
 */
function inThisBrowser(message) {
  if (message.type !== "display" || "Suspending" in (globalThis.WebAssembly ?? {})) return message;
  const bundle = Object.entries(message.bundle).map(([type, text]) => [
    type,
    text.replace('"can_steer": true', '"can_steer": false'),
  ]);
  return { ...message, bundle: Object.fromEntries(bundle) };
}
