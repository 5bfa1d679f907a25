/**
 * The drawers of all kinds of cards, with their words.
 *
 * This module joins their parts. It is not loaded with the page, which so appears sooner; a recorded run
 * needs it first.
 */

import { MAIN } from "../contract/files.js";
import { mended } from "./editor/foreign-signs.js";
import { createDots } from "./graph/dot-card.js";
import { createGraphs } from "./graph/graphs.js";
import { createLayout } from "./graph/layout.js";
import { createCardTools } from "./results/card-tools.js";
import { createCellHeads } from "./results/cell-heads.js";
import { createCharts } from "./results/chart-card.js";
import { createDeferredCards } from "./results/deferred-cards.js";
import { displayCard, isMoreThanText } from "./results/display-card.js";
import { createDrawing } from "./results/drawers.js";
import { createEngine } from "./results/engine-card.js";
import * as errors from "./results/error-card.js";
import { createWritten } from "./results/files-card.js";
import { createTables } from "./results/table-card.js";
import { createTextCard } from "./results/text-card.js";
import { withPoints } from "./training/model/points.js";
import { createTrainings } from "./training/trainings.js";
import { copyText } from "./ui/clipboard.js";
import { asOnPaper } from "./ui/colours.js";
import { createStyles } from "./ui/paper.js";
import { words as english } from "./words/en-cards.js";
import { words as all } from "./words/words.js";

export { createRecorded } from "./recorded.js";
export { printedText } from "./results/text-card.js";

const words = all.cards ?? english;

/** The most cards in a hand-out, and the number of sheets for them. */
const [MOST_ON_PAPER, SHEETS] = [4, 1.2];

// The first number in a sentence costs the browser 20 ms: write one now, not while a program runs.
setTimeout(() => words.walk.groupSize(1));

/**
 * @param {object} page
 * @param {Pick<import("./python/runtime.js").Runtime, "ask" | "send">} page.runtime
 * @param {Pick<ReturnType<typeof import("./editor/editor.js").createEditor>, "text" | "edit" | "pointAt" | "goTo" | "cells">} page.editor
 * @param {boolean} page.isReadOnly  the program can't be changed
 * @param {() => boolean} page.isShownProgram  whether the editor still shows the program that ran
 * @param {(moment: import("./graph/graphs.js").GraphMoment) => Promise<boolean>} page.copyMoment
 * @param {() => unknown} page.saveProgram
 * @param {() => unknown} page.saveNotebook
 */
export function createCards(page) {
  const { runtime, editor, isReadOnly, isShownProgram, copyMoment } = page;
  const layout = createLayout({
    timeout: words.drawTimeout,
    cancelled: words.drawCancelled,
    crashed: words.drawTooLarge,
    missing: words.notFetched,
  });
  const ask = (/** @type {string} */ what, /** @type {object} */ data) => runtime.ask(what, data);
  const graphs = createGraphs({
    words: words.walk,
    place: layout.place,
    copy: copyText,
    copyMoment,
    ask,
    lightLine(place) {
      if (place === null || isShownProgram()) editor.pointAt(place);
    },
    goToLine: editor.goTo,
  });
  const trainings = createTrainings({
    words: words.training,
    sendCommand: (channel, content) => runtime.send(channel, content),
    ask,
    graphCard: graphs.card,
    copy: copyText,
    writePoints: isReadOnly
      ? null
      : (samples) => {
          const source = withPoints(editor.text(), samples);
          if (source !== null) editor.edit(source);
          return source !== null;
        },
  });
  const showPlainly = (/** @type {import("../contract/protocol.js").MimeBundle} */ bundle) =>
    displayCard(bundle, all);
  const deferred = createDeferredCards();
  const cells = createCellHeads({
    words: words.cells,
    known: () => editor.cells(),
    goToLine: (line) => editor.goTo({ file: MAIN, line }),
    onRemoved: () => drawing.dropRemoved(),
  });
  const drawing = createDrawing({
    drawers: {
      graph: graphs,
      dot: createDots({ layout, copy: copyText, words, ask: all.results }),
      training: trainings,
      chart: createCharts({ words, ask: all.results, showOtherwise: showPlainly }),
      engine: createEngine({
        words: words.engine,
        goToLine: editor.goTo,
        onWrong: graphs.setWrong,
      }),
      table: createTables({ words: words.table, defer: deferred.card }),
      files: createWritten({ words: words.written, noAnswer: words.walk.noAnswer, ask }),
    },
    showPlainly: (bundle) =>
      isMoreThanText(bundle) ? deferred.card(() => showPlainly(bundle)) : showPlainly(bundle),
    onClear() {
      deferred.clear();
      cells.clear();
      layout.cancel();
    },
  });

  return {
    drawing: {
      ...drawing,
      ...{ cells, errors: createErrors(page), createTools: createCardTools, createTextCard },
    },
    learn: layout.learn,
    layOut: layout.answer,
    setLine: graphs.setLine,
    lookAt: graphs.lookAt,
    commands: trainings.commands,

    /** The results' graphs and trainings for paper. */
    async onPaper() {
      const styles = createStyles();
      const all = [...graphs.shown(), ...trainings.shown()].slice(0, MOST_ON_PAPER);
      const groups = await asOnPaper(() =>
        Promise.all(all.map((card) => card.onPaper(styles, SHEETS / all.length))),
      );
      for (const card of trainings.shown()) card.recolour();
      const shown = groups.filter((group) => group !== null);
      return {
        groups: shown.filter(({ pictures }) => pictures.length > 0),
        styles: styles.sheet(),
      };
    },
  };
}

/** @param {Pick<Parameters<typeof createCards>[0], "saveProgram" | "saveNotebook" | "editor" | "isReadOnly">} page */
function createErrors({ saveProgram, saveNotebook, editor, isReadOnly }) {
  /** What can be done about an error, by the kind of its advice. @type {Record<string, {text: string, act: () => unknown}[]>} */
  const actions = {
    "no-torch": [
      { text: all.files.saveProgram, act: saveProgram },
      { text: all.files.saveNotebook, act: saveNotebook },
    ],
    "foreign-signs": isReadOnly
      ? []
      : [{ text: words.mend, act: () => editor.edit(mended(editor.text())) }],
  };
  return { ...errors, actionsFor: (/** @type {string} */ kind) => actions[kind] ?? [] };
}
