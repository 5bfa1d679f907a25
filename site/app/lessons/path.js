/**
 * The path: all lessons in a dialog, which are passed, and the file that carries this elsewhere.
 */

import { button, element } from "../element.js";
import { FILE_LIMIT } from "./progress.js";

/** @typedef {import("./course.js").Lesson} Lesson */

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["course"]} options.words
 * @param {ReturnType<typeof import("./progress.js").createProgress>} options.progress
 * @param {(id: string) => void} options.onOpen
 */
export function createPath({ words, progress, onOpen }) {
  const list = element("div", { className: "lesson-path" });
  const said = element("p", { className: "said", "aria-live": "polite" });
  const file = element("input", { type: "file", accept: ".json", hidden: true });
  const close = plain(words.closePath, () => dialog.close());
  const dialog = element(
    "dialog",
    { "aria-label": words.pathTitle },
    element("h2", {}, words.pathTitle),
    list,
    said,
    element(
      "p",
      { className: "buttons" },
      plain(words.save, save),
      plain(words.load, () => file.click()),
      file,
      close,
    ),
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
    const count = lessons.filter(({ id }) => progress.of(id).passed !== undefined).length;
    said.textContent = words.passedOf(count, lessons.length);
  }

  function save() {
    const content = new Blob([progress.file()], { type: "application/json" });
    const link = element("a", {
      download: "micrograd-lessons.json",
      href: URL.createObjectURL(content),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    const isTaken = chosen.size <= FILE_LIMIT && progress.take(await chosen.text());
    show();
    if (!isTaken) said.textContent = words.notTaken;
  });

  return {
    /** @param {Lesson[]} all */
    open(all) {
      lessons = all;
      if (!dialog.isConnected) document.body.append(dialog);
      show();
      dialog.showModal();
    },
  };
}

/** @param {string} text @param {() => void} onClick */
const plain = (text, onClick) => button(text, onClick, "");
