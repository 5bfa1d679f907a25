/**
 * The dialog of all lessons, with the passed ones, and the file that saves the progress.
 */

import { button, element } from "../ui/element.js";
import { createProgressFile } from "./progress-file.js";

/** @typedef {import("./course.js").Lesson} Lesson */

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["course"]} options.words
 * @param {ReturnType<typeof import("./progress.js").createProgress>} options.progress
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage  stores the learner's name
 * @param {(id: string) => void} options.onOpen
 * @param {() => void} options.onChange  called when the progress may be another
 */
export function createLessonList({ words, progress, storage, onOpen, onChange }) {
  const list = element("div", { className: "lesson-path" });
  const said = element("p", { className: "said", "aria-live": "polite" });
  const file = createProgressFile({ words, progress, storage, said, passedIn, isKnown, show });
  const close = plain(words.closePath, () => dialog.close());
  const dialog = element(
    "dialog",
    { className: "path", "aria-label": words.pathTitle },
    element("h2", {}, words.pathTitle),
    list,
    said,
    file.learner,
    element("p", { className: "buttons" }, ...file.buttons, close),
  );
  /** @type {Lesson[]} */
  let lessons = [];

  function show() {
    /** @type {(Element)[]} */
    const items = [];
    lessons.forEach(({ id, title, part }, i) => {
      if (part !== "" || i === 0) {
        const start = i + 1;
        items.push(...(part === "" ? [] : [element("h3", {}, part)]), element("ol", { start }));
      }
      const isPassed = progress.of(id).passed !== undefined;
      const open = plain(isPassed ? `✓ ${title}` : title, () => {
        dialog.close();
        onOpen(id);
      });
      items.at(-1)?.append(element("li", {}, open));
    });
    list.replaceChildren(...items);
    said.textContent = words.passedOf(passedIn(progress.all()), lessons.length);
    onChange();
  }

  /** @param {string} wanted */
  function isKnown(wanted) {
    return lessons.some(({ id }) => id === wanted);
  }

  /** @param {import("./progress.js").Progress} known */
  function passedIn(known) {
    return lessons.filter(({ id }) => known[id]?.passed !== undefined).length;
  }

  return {
    /** @param {Lesson[]} all */
    open(all) {
      lessons = all;
      file.open();
      if (!dialog.isConnected) document.body.append(dialog);
      show();
      dialog.showModal();
    },
  };
}

/** @param {string} text @param {() => void} onClick */
const plain = (text, onClick) => button(text, onClick, "");
