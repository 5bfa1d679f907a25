/**
 * Opens programs from the disk, and saves them to it. Loaded when it is first needed. An opened
 * program does not run by itself.
 */

import built from "built-files";
import { hasTooManyLines, MAIN } from "../../contract/files.js";
import { download } from "../ui/download.js";
import { element } from "../ui/element.js";
import { createTaskWorker } from "../ui/task-worker.js";
import { later } from "../words/later.js";
import { isData, withoutData } from "./data-files.js";
import { NOTEBOOK_LIMIT, PROGRAM_LIMIT } from "./notebook.js";
import { AddressError, fetchProgram } from "./program-address.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */

const KINDS =
  ".py,.ipynb,.csv,.tsv,.txt,.json,.npy,.png,.jpg,.jpeg,text/x-python,application/x-ipynb+json";

const NOTEBOOK = /\.ipynb$/i;

/** The most bytes of a file with this name. @param {string} name */
const limitOf = (name) => (NOTEBOOK.test(name) ? NOTEBOOK_LIMIT : PROGRAM_LIMIT);

/**
 * @param {object} page
 * @param {string} page.missing  what was asked for did not come
 * @param {() => Files} page.files  the program
 * @param {() => string} page.title  of it
 * @param {(files: Files) => void} page.open
 * @param {() => Promise<Pick<ReturnType<typeof import("./data-files.js").createDataFiles>, "take" | "contents"> | undefined>} page.data
 * @param {(sentence: string) => void} page.say
 */
export function createOpenSave({ missing, files, title, open, data, say }) {
  const words = later.notebooks;
  const worker = createTaskWorker(built.notebookWorker, {
    timeout: words.faults.tooLong,
    cancelled: words.faults.unreadable,
    missing,
  });

  /**
   * @param {import("./notebook-worker.js").Task} task
   * @returns {Promise<any>} null if it failed; then the reason was shown
   */
  async function perform(task) {
    const output = await worker.ask(task).catch((error) => {
      if (error.message !== missing) throw error;
      say(missing);
    });
    if (!output || !("fault" in output)) return output ?? null;
    say(words.faults[/** @type {import("./notebook.js").NotebookFault} */ (output.fault)]);
    return null;
  }

  const field = element("input", { type: "file", accept: KINDS, multiple: true, hidden: true });
  field.className = "open-file";
  field.addEventListener("change", () => {
    const chosen = [...(field.files ?? [])];
    field.value = "";
    void read(chosen);
  });

  /** Open a chosen or dropped program, and put the data beside it. @param {File[]} chosen */
  async function read(chosen) {
    const program = chosen.find((file) => !isData(file));
    if (program)
      await readProgram(program, (files) => {
        open(files);
        say(words.opened(program.name));
      });
    for (const file of chosen.filter(isData)) await (await data())?.take(file);
  }

  /** Save the data beside the program as files. */
  async function saveData() {
    for (const [name, bytes] of (await (await data())?.contents(files())) ?? [])
      if (bytes) download(name, new Blob([bytes]));
  }

  /** @param {File} file @param {(files: Files) => void} show */
  async function readProgram(file, show) {
    const isNotebook = NOTEBOOK.test(file.name);
    // The size is checked before reading: a gigabyte would fill the page's memory.
    if (file.size > limitOf(file.name)) {
      say(words.faults.tooLong);
      return;
    }
    try {
      const text = await textOf(file);
      const read = isNotebook
        ? await perform({ open: text })
        : { files: { [MAIN]: text.replace(/\r\n?/g, "\n") } };
      if (!read) return;
      if (hasTooManyLines(read.files)) say(words.faults.tooLong);
      else show(read.files);
    } catch {
      say(words.faults.unreadable);
    }
  }

  /** @param {string} suffix */
  const nameOf = (suffix) =>
    `${
      title()
        .toLowerCase()
        .normalize("NFKD")
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 40) || "program"
    }${suffix}`;

  return {
    read,

    /** @param {string} address @param {Show} show */
    readAddress: (address, show) => readAddress(address, show, { readProgram, say }),

    choose() {
      if (!field.isConnected) document.body.append(field);
      field.click();
    },

    /** Save each file of the program under its name; a single file under the program's title. */
    saveProgram() {
      const all = Object.entries(withoutData(files()));
      for (const [name, source] of all) {
        const called = all.length === 1 ? nameOf(".py") : (name.split("/").at(-1) ?? name);
        download(called, new Blob([source], { type: "text/x-python" }));
      }
      void saveData();
    },

    async saveNotebook() {
      const name = nameOf(".ipynb");
      try {
        const made = await perform({ save: withoutData(files()), hint: words.needs });
        if (!made) return;
        download(name, new Blob([made.content], { type: "application/x-ipynb+json" }));
        await saveData();
      } catch {
        say(words.faults.tooLong);
      }
    },
  };
}

/** @typedef {(files: Files) => unknown} Show  shows a program, unless that is wanted no more */

/**
 * Open the program at an address; it is only shown.
 * @param {string} address
 * @param {Show} show
 * @param {{readProgram: (file: File, show: (files: Files) => void) => Promise<void>, say: (sentence: string) => void}} page
 */
async function readAddress(address, show, { readProgram, say }) {
  try {
    const { file, from } = await fetchProgram(address, limitOf);
    await readProgram(file, (files) => {
      show(files);
      say(later.address.opened(from));
    });
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    say(error.message);
  }
}

/** @param {File} file @throws {TypeError} if it is not UTF-8 text */
async function textOf(file) {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  if (text.includes("\0")) throw new TypeError("not text");
  return text;
}
