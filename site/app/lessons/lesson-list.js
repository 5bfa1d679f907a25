/**
 * The dialog of all lessons, with the passed ones, and of all examples; and the file that saves the
 * progress.
 */

import { button, element } from "../ui/element.js";
import { showModal } from "../ui/modal.js";
import { words as all } from "../words/words.js";
import { doneExamples } from "./done-examples.js";
import { exampleEntry, lessonEntry, showPictures } from "./entries.js";
import { createProgressFile } from "./progress-file.js";

/** @typedef {import("./course.js").Lesson} Lesson */

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["course"]} options.words
 * @param {ReturnType<typeof import("./progress.js").createProgress>} options.progress
 * @param {Pick<Parameters<typeof import("./course.js").createCourse>[0], "storage" | "place" | "examples" | "onExample">} options.page
 * @param {(id: string) => void} options.onOpen
 * @param {() => string | undefined} options.current  the id of the open lesson
 * @param {() => void} options.onGoOn  to that lesson
 * @param {() => void} options.onChange  called when the progress may be another
 */
export function createLessonList(options) {
  const { words, progress, page, onOpen, onChange } = options;
  const list = element("div", { className: "lesson-path" });
  const goOn = button("", () => leaveFor(options.onGoOn), "run");
  const said = element("p", { className: "said", "aria-live": "polite" });
  const file = createProgressFile({
    words,
    progress,
    storage: page.storage,
    said,
    passedIn,
    isKnown,
    show,
  });
  const close = button(words.closePath, () => dialog.close(), "");
  const dialog = element(
    "dialog",
    { className: "path", "aria-label": words.pathTitle },
    element("header", {}, element("h2", {}, words.pathTitle), said, goOn, close),
    list,
    file.learner,
    element("p", { className: "buttons" }, ...file.buttons),
  );
  /** @type {Lesson[]} */
  let lessons = [];
  /** @type {import("./entries.js").Example[]} */
  let examples = [];

  function show() {
    /** @type {(Element)[]} */
    const items = [];
    lessons.forEach((lesson, i) => {
      const { id, part } = lesson;
      if (part !== "" || i === 0) {
        const start = i + 1;
        items.push(...(part === "" ? [] : [element("h3", {}, part)]), element("ol", { start }));
      }
      const isPassed = progress.of(id).passed !== undefined;
      const state = { number: i + 1, isPassed, isOpen: id === options.current() };
      items.at(-1)?.append(lessonEntry(lesson, state, () => leaveFor(() => onOpen(id))));
    });
    const done = doneExamples(page.storage);
    const entries = examples.map((example) =>
      exampleEntry(example, done.has(example.id), (id) => leaveFor(() => page.onExample(id))),
    );
    list.replaceChildren(...items, element("h3", {}, all.examples), element("ul", {}, ...entries));
    void showPictures(list);
    said.textContent = words.passedOf(passedIn(progress.all()), lessons.length);
    onChange();
    const number = page.place();
    goOn.textContent = number ? all.goOn(number) : all.startLessons;
    goOn.hidden = number === 0 || options.current() !== undefined;
  }

  /** Close the dialog, and open something in its place. @param {() => void} open */
  function leaveFor(open) {
    dialog.close();
    open();
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
    /** @param {Lesson[]} built */
    async open(built) {
      examples = await page.examples();
      lessons = built;
      file.open();
      if (!dialog.isConnected) document.body.append(dialog);
      show();
      showModal(dialog);
    },
  };
}
