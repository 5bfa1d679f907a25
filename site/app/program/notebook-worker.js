/**
 * Reads and writes notebooks outside the page's thread: one of five megabytes takes a while.
 */

import { fromNotebook, NotebookError, toNotebook } from "./notebook.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {{open: string} | {save: Files, hint: string}} Task */
/** @typedef {{files: Files} | {content: string} | {fault: NotebookError["fault"]}} Output */

self.addEventListener("message", (/** @type {MessageEvent} */ event) => {
  const task = /** @type {{id: number} & Task} */ (event.data);
  try {
    self.postMessage({ id: task.id, output: perform(task) });
  } catch (error) {
    self.postMessage({ id: task.id, error: String(error) });
  }
});

/** @param {Task} task @returns {Output} */
function perform(task) {
  try {
    return "open" in task
      ? { files: fromNotebook(task.open) }
      : { content: toNotebook(task.save, task.hint) };
  } catch (error) {
    if (error instanceof NotebookError) return { fault: error.fault };
    throw error;
  }
}
