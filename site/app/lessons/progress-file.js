/**
 * Saves and loads the progress as a file. The file has the learner's name: on a shared machine each
 * learner begins anew and loads their own file.
 */

import { download } from "../ui/download.js";
import { button, element } from "../ui/element.js";
import { doneExamples, keepDone } from "./done-examples.js";
import { FILE_LIMIT, LONGEST } from "./progress.js";

/** @typedef {import("./progress.js").Progress} Progress */
/** @typedef {ReturnType<typeof import("./progress.js").createProgress>} AllProgress */
/** @typedef {NonNullable<ReturnType<AllProgress["readFile"]>>} Found  in a file */

const LEARNER_KEY = "micrograd.learner";

/**
 * @param {object} path
 * @param {import("../words/words.js").Words["course"]} path.words
 * @param {AllProgress} path.progress
 * @param {Pick<Storage, "getItem" | "setItem"> | null} path.storage  stores the learner's name
 * @param {HTMLElement} path.said  the place for a sentence
 * @param {(known: Progress) => number} path.passedIn  returns the number of passed lessons
 * @param {(id: string) => boolean} path.isKnown  returns whether there is such a lesson
 * @param {() => void} path.show  updates the list, and the number of passed lessons
 */
export function createProgressFile({ words, progress, storage, said, passedIn, isKnown, show }) {
  const learner = element("input", { maxLength: 80, autocomplete: "name" });
  const file = element("input", { type: "file", accept: ".json", hidden: true });

  function save() {
    const name = learner.value.trim();
    const content = new Blob([progress.file(name)], { type: "application/json" });
    download(fileNameFor(name), content);
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

  /** Change the progress, and offer to undo it. @param {() => import("./progress.js").Taken} act @param {string} sentence  says what was done */
  function change(act, sentence) {
    const [before, name, examples] = [progress.state(), learner.value, doneExamples(storage)];
    const done = act();
    const after = progress.state();
    show();
    if (done === "noRoom") {
      said.prepend(words.noRoom, " ");
      return;
    }
    const undo = plain(words.undo, () => {
      const isGiven = progress.undo(before, after);
      keepDone(storage, examples);
      call(name);
      show();
      if (isGiven) said.prepend(words.setAside, " ");
    });
    said.prepend(sentence, " ", ...(done === "gaveWay" ? [words.setAside, " "] : []));
    said.append(" ", undo);
    undo.focus();
  }

  function beginAnew() {
    change(() => {
      progress.beginAnew();
      keepDone(storage, []);
      call("");
      return "taken";
    }, words.begunAnew);
  }

  /** @param {Found} found @param {"merge" | "replace"} how */
  function take({ lessons, learner: theirs, left }, how) {
    change(
      () => {
        const done = progress[how](lessons);
        if (done !== "noRoom" && (how === "replace" || learner.value === "")) call(theirs);
        return done;
      },
      left > 0 ? `${words.taken} ${words.leftOut(left, LONGEST)}` : words.taken,
    );
  }

  /** Ask whether to add a file's progress or to replace the current one. @param {Found} found */
  function ask(found) {
    const [here, there] = [passedIn(progress.all()), passedIn(found.lessons)];
    said.replaceChildren(
      words.twoProgresses({ here, there, mine: learner.value.trim(), theirs: found.learner }),
      " ",
      plain(words.merge, () => take(found, "merge")),
      " ",
      plain(words.replace, () => take(found, "replace")),
      " ",
      plain(words.keepMine, show),
    );
    said.querySelector("button")?.focus();
  }

  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    const found =
      chosen.size <= FILE_LIMIT ? progress.readFile(await chosen.text(), isKnown) : null;
    if (!found) said.textContent = words.notTaken;
    else if (Object.keys(progress.all()).length > 0) ask(found);
    else take(found, "merge");
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

/** @param {string} learner */
function fileNameFor(learner) {
  const part = learner
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `micrograd-lessons${part && `-${part}`}.json`;
}

/** @param {string} text @param {() => void} onClick */
const plain = (text, onClick) => button(text, onClick, "");
