/**
 * Saves and loads the progress as a file. The file has the learner's name: on a shared machine each
 * learner begins anew and loads their own file.
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
 * @param {Pick<Storage, "getItem" | "setItem"> | null} path.storage  stores the learner's name
 * @param {HTMLElement} path.said  the place for a sentence
 * @param {(known: Progress) => number} path.passedIn  returns the number of passed lessons
 * @param {() => void} path.show  updates the list, and the number of passed lessons
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
      // Without storage the name is asked for again at the next visit.
    }
  }
  learner.addEventListener("change", () => call(learner.value.trim()));

  /** Change the progress, and offer to undo it. @param {() => boolean | void} act  returns whether work was overwritten @param {string} sentence  says what was done */
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

  /** Ask whether to add a file's progress or to replace the current one. @param {NonNullable<ReturnType<typeof progress.readFile>>} found */
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

    /** Called when the dialog opens: another tab may have changed the name. */
    open() {
      learner.value = storage?.getItem(LEARNER_KEY) ?? "";
    },
  };
}

/** @param {string} text @param {() => void} onClick */
const plain = (text, onClick) => button(text, onClick, "");
