/**
 * The wing of cells: runs one cell after the other, as they are asked for. Loaded after the page.
 */

import { hasData } from "../contract/files.js";
import { createCells } from "./editor/cells.js";
import { runtime } from "./python-start.js";
import { later } from "./words/later.js";

/**
 * @param {import("./frame.js").Frame} frame
 * @param {object} wings
 * @param {import("./writing-wing.js").Writing} wings.writing
 * @param {ReturnType<typeof import("./running-wing.js").createRunningWing>} wings.running
 */
export function createCellsWing({ actions }, { writing, running }) {
  const { editor, workspace } = writing;
  /** The cells that wait for the one that runs, by their ids. @type {number[]} */
  let waiting = [];
  /** Whether the files beside the program are being read for the next one. */
  let isFetching = false;

  /** Run the next cell that is still there, with the variables that are there. */
  function next() {
    while (waiting.length > 0 && !isFetching && !runtime.isBusy) {
      const id = waiting.shift();
      const cell = editor.cells().find((each) => each.id === id);
      if (cell) void start(cell.line);
    }
  }

  /** @param {number} cell  a line of it */
  async function start(cell) {
    const program = workspace.files();
    isFetching = hasData(program);
    const parts = isFetching ? await writing.forRun(program) : { files: program };
    isFetching = false;
    // A run may have begun meanwhile.
    if (runtime.isBusy) return;
    const { run, reporter, nextSteps } = running.parts;
    workspace.save();
    if (run.recorded()?.takeOver().isTaken) running.output.forget();
    // Another program's variables are none of its own.
    if (reporter.isOther()) {
      runtime.forget();
      running.output.forget();
    }
    reporter.began(undefined, true);
    nextSteps.hide();
    actions.showPane("results");
    const seed = Math.floor(Math.random() * 2 ** 32);
    runtime.evaluate({ ...parts, seed, cell }, run.cards()?.commands());
  }

  running.whenEnded((outcome) => {
    // After an error, or Stop, those that wait may need what is missing.
    if (outcome === "finished") next();
    else waiting = [];
  });
  editor.addCells(
    createCells({
      words: later.cells,
      onRun(id) {
        if (!waiting.includes(id)) waiting.push(id);
        next();
      },
    }),
  );
}
