/**
 * The wing where programs run: the results, the console below them, and the run itself.
 */

import { hasData } from "../contract/files.js";
import { createConsole } from "./console/console.js";
import { booted, cardsCode, recordedResults, runtime } from "./python-start.js";
import { createReporter } from "./reporter.js";
import { Output } from "./results/output.js";
import { element } from "./ui/element.js";
import { lazily } from "./ui/lazy.js";
import { words } from "./words/words.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./writing-wing.js").Writing} Writing */
/** @typedef {import("./lessons/lessons.js").Lessons} Lessons */
/** @typedef {ReturnType<Awaited<typeof cardsCode>["createCards"]>} Cards */
/** @typedef {ReturnType<Awaited<typeof cardsCode>["createRecorded"]>} Recorded */

/**
 * @param {Frame} frame
 * @param {object} others
 * @param {Writing} others.writing
 * @param {Lessons} others.lessons
 * @param {ReturnType<typeof import("./shell/toolbar.js").createToolbar>} others.toolbar
 */
export function createRunningWing(frame, { writing, lessons, toolbar }) {
  const { actions, say, storage } = frame;
  const { editor, workspace } = writing;
  const run = createRun(writing, lessons);
  const prompt = createConsole({
    words: words.console,
    storage: storage.tab,
    evaluate: (source) => actions.evaluate(source),
    complete: (text) => runtime.ask("console.complete", { text }),
  });
  const nextSteps = createNextSteps(frame, writing, lessons);
  /** @type {(outcome: import("./python/runtime.js").End["outcome"]) => void} */
  let onEnded = () => {};
  const output = new Output({
    words,
    onLine: (place) => actions.goTo(place),
    below: [prompt.element],
  });
  const reporter = createReporter({
    words,
    body: document.body,
    toolbar,
    output,
    prompt,
    editor,
    runtime,
    isOnTask: lessons.isOnTask,
    onVerdict: lessons.hear,
    onLayout: async (asked) =>
      runtime.send(asked.channel, (await run.cards()?.layOut(asked)) ?? ""),
    onEnded: (outcome) => onEnded(outcome),
    onSettled(end) {
      const { moment } = workspace;
      if (moment && end.hasBegun && !run.cards()?.lookAt(moment)) say(words.notice.noMoment);
      run.recorded()?.settled(end);
      lessons.ended(end.outcome, editor.files());
      if (end.outcome === "finished") void nextSteps.show();
    },
  });
  output.element.lastElementChild?.before(nextSteps.element);
  drawCards(frame, writing, { run, output, reporter });

  return {
    /** For what runs single cells. */
    parts: { run, reporter, nextSteps },
    output,
    /** @param {string} source  typed at the console @returns {boolean} whether it is evaluated */
    evaluate: (source) => run.recorded()?.evaluate(source) ?? reporter.evaluate(source),
    opened() {
      nextSteps.hide();
      reporter.opened();
      void run.recorded()?.opened();
    },
    edited: () => run.recorded()?.edited(),
    isOfEditor: reporter.isOfEditor,
    /** @param {import("../contract/protocol.js").Place | null} place */
    atLine: (place) => run.cards()?.setLine(reporter.isShownProgram() ? place : null),
    onPaper: async () => (await run.cards()?.onPaper()) ?? { groups: [], styles: "" },

    run() {
      workspace.save();
      // The run that ends now belongs to the cards that are removed.
      runtime.stop();
      const { handover, seed } = run.recorded()?.takeOver() ?? {};
      reporter.began(handover);
      nextSteps.hide();
      actions.showPane("results");
      run.start(seed);
    },

    /** @param {typeof onEnded} listener  called at the end of each run, also of a cell and at the console */
    whenEnded(listener) {
      onEnded = listener;
    },

    /** Begin to listen to the interpreters. */
    listen() {
      runtime.connect(reporter.callbacks);
      booted.then(editor.checkSyntax);
    },
  };
}

/**
 * The row that says what to do after an example has run.
 * @param {Frame} frame
 * @param {Writing} writing
 * @param {Lessons} lessons
 */
function createNextSteps({ embedding, storage }, { workspace }, { openPath }) {
  const root = element("nav", { className: "next-steps", hidden: true });
  const load = lazily(
    () => import("./lessons/next-steps.js"),
    (code) =>
      code.createNextSteps(root, storage.local, {
        onExample: (id) => workspace.openExample(id),
        onList: openPath,
      }),
  );
  return {
    element: root,
    hide() {
      root.hidden = true;
    },
    async show() {
      if (embedding || !workspace.neighbours) return;
      const steps = await load({ isQuiet: true });
      // Meanwhile another program may be there.
      const { neighbours } = workspace;
      if (neighbours) steps?.show(neighbours);
    },
  };
}

/** The current or the last run. @param {Writing} writing @param {Lessons} lessons */
function createRun({ workspace, forRun }, lessons) {
  /** Undefined until their code is loaded, while Python boots. @type {Cards | undefined} */
  let cards;
  /** Loaded with them. @type {Recorded | undefined} */
  let recorded;
  /** The run's seed, for links to its moments. */
  let seed = 0;
  let starts = 0;

  return {
    cards: () => cards,
    recorded: () => recorded,
    seed: () => recorded?.seed() ?? seed,
    /** @param {Cards} made @param {Recorded} shown */
    setCards(made, shown) {
      cards = made;
      recorded = shown;
    },
    /** @param {number} [same]  the seed of the recorded run that this one repeats */
    start(same) {
      seed = workspace.moment?.seed ?? same ?? Math.floor(Math.random() * 2 ** 32);
      starts += 1;
      const run = starts;
      const lesson = lessons.forRun();
      const begin = (/** @type {Awaited<ReturnType<Writing["forRun"]>>} */ parts) =>
        run === starts && runtime.run({ ...parts, seed, lesson }, cards?.commands());
      const files = workspace.files();
      if (hasData(files)) void forRun(files).then(begin);
      else begin({ files });
    },
  };
}

/**
 * Begin to draw cards when their code is loaded.
 * @param {Frame} frame
 * @param {Writing} writing
 * @param {object} parts
 * @param {ReturnType<typeof createRun>} parts.run
 * @param {Output} parts.output
 * @param {ReturnType<typeof createReporter>} parts.reporter
 */
async function drawCards({ actions, isReadOnly }, writing, { run, output, reporter }) {
  const { createCards, createRecorded } = await cardsCode;
  /** @type {Recorded} */
  let recorded;
  const made = createCards({
    ...writing,
    runtime: {
      ask: (what, data) => recorded.ask(what, data),
      send: (channel, content) => runtime.send(channel, content),
    },
    editor: { ...writing.editor, goTo: (place) => actions.goTo(place) },
    isReadOnly,
    isShownProgram: reporter.isShownProgram,
    copyMoment: (moment) => writing.copyMoment({ ...moment, seed: run.seed() }),
  });
  const { drawing, learn } = made;
  output.drawWith(drawing);
  recorded = createRecorded({
    ...{ output, reporter, runtime, recorded: recordedResults, drawing, learn },
    workspace: writing.workspace,
    run: () => actions.run(),
  });
  run.setCards(made, recorded);
}
