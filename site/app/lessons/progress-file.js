/**
 * The progress as a file that carries it elsewhere. Whose it is stands in the file: on a machine
 * that several learners share, each begins anew and brings their own.
 */

import { download } from "../ui/download.js";
import { button, element } from "../ui/element.js";
import { FILE_LIMIT } from "./progress.js";

/** @typedef {import("./progress.js").Progress} Progress */

const LEARNER_KEY = "micrograd.learner";

/**
 * @param {object} path
 * @param {import("../words/words.js").Words["course"]} path.words
 * @param {ReturnType<typeof import("./progress.js").createProgress>} path.progress
 * @param {Pick<Storage, "getItem" | "setItem"> | null} path.storage  keeps the learner's name
 * @param {HTMLElement} path.said  where a sentence stands
 * @param {(known: Progress) => number} path.passedIn  how many lessons are passed
 * @param {() => void} path.show  the list anew, and how many of it are passed
 */
export function createProgressFile({ words, progress, storage, said, passedIn, show }) {
  const learner = element("input", { maxLength: 80, autocomplete: "name" });
  const file = element("input", { type: "file", accept: ".json", hidden: true });

  function save() {
    const name = learner.value.trim();
    const part = name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "");
    const content = new Blob([progress.file(name)], { type: "application/json" });
    download(`micrograd-lessons${part && `-${part}`}.json`, content);
  }

  /** @param {string} name */
  function call(name) {
    learner.value = name;
    try {
      storage?.setItem(LEARNER_KEY, name);
    } catch {
      // It is asked for again at the next visit.
    }
  }
  learner.addEventListener("change", () => call(learner.value.trim()));

  /** Change what is known, and offer the way back. @param {() => boolean | void} act  whether work gave way @param {string} sentence  what was done */
  function change(act, sentence) {
    const [before, name] = [progress.state(), learner.value];
    const gives = act();
    const after = progress.state();
    show();
    const undo = plain(words.undo, () => {
      const isGiven = progress.undo(before, after);
      call(name);
      show();
      if (isGiven) said.prepend(words.setAside, " ");
    });
    said.prepend(sentence, " ", ...(gives ? [words.setAside, " "] : []));
    said.append(" ", undo);
    undo.focus();
  }

  function beginAnew() {
    change(() => {
      progress.replace({});
      call("");
    }, words.begunAnew);
  }

  /** Add what a file holds, or take it in place of what is here. @param {NonNullable<ReturnType<typeof progress.readFile>>} found */
  function ask(found) {
    const take = (/** @type {"merge" | "replace"} */ how) => () =>
      change(() => {
        const gives = progress[how](found.lessons);
        if (how === "replace" || learner.value === "") call(found.learner);
        return gives;
      }, words.taken);
    const [here, there] = [passedIn(progress.all()), passedIn(found.lessons)];
    said.replaceChildren(
      words.twoProgresses({ here, there, mine: learner.value.trim(), theirs: found.learner }),
      " ",
      plain(words.merge, take("merge")),
      " ",
      plain(words.replace, take("replace")),
      " ",
      plain(words.keepMine, show),
    );
    said.querySelector("button")?.focus();
  }

  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    const found = chosen.size <= FILE_LIMIT ? progress.readFile(await chosen.text()) : null;
    if (!found) {
      said.textContent = words.notTaken;
    } else if (Object.keys(progress.all()).length > 0) {
      ask(found);
    } else {
      progress.merge(found.lessons);
      call(found.learner);
      show();
    }
  });

  return {
    learner: element("p", {}, element("label", {}, words.learner, " ", learner)),
    buttons: [
      plain(words.save, save),
      plain(words.load, () => file.click()),
      file,
      plain(words.beginAnew, beginAnew),
    ],

    /** The dialog opens: another tab may have given another name. */
    open() {
      learner.value = storage?.getItem(LEARNER_KEY) ?? "";
    },
  };
}

/** @param {string} text @param {() => void} onClick */
const plain = (text, onClick) => button(text, onClick, "");
