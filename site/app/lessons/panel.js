/**
 * The panel of a lesson above the editor: its text, the answer to the last run, hints, and a
 * solution.
 */

import { button, element, saidLine, tell } from "../ui/element.js";
import { writeHtml } from "../ui/rich-text.js";

/** @typedef {import("./course.js").Lesson} Lesson */
/** @typedef {import("../words/words.js").Words["course"]} Words */

/**
 * @param {object} options
 * @param {Words} options.words
 * @param {boolean} options.isReadOnly  the program can't be changed
 * @param {(step: -1 | 1) => void} options.onStep  to the lesson before or after
 * @param {() => import("../../contract/protocol.js").Files} options.files  the program as it is
 * @param {() => void} options.onPath  the list of all lessons
 * @param {(files: import("../../contract/protocol.js").Files) => void} options.onReplace  puts a
 *   program into the editor
 * @param {() => unknown} options.onHandOut  saves the lesson for paper, with the program and its
 *   results
 * @param {(isSolved: boolean) => unknown} options.onTaskSheet  saves its task for paper, with the
 *   answer or with room for one
 * @param {() => void} options.onClose
 */
export function createPanel(options) {
  const { words, isReadOnly, files, onStep, onPath, onReplace, onHandOut, onTaskSheet, onClose } =
    options;
  const title = element("h2");
  const back = button(words.back, () => onStep(-1));
  const next = button(words.next, () => onStep(1));
  const leading = [button(words.path, onPath), button(words.close, onClose)];
  const text = element("div", { className: "lesson-text" });
  const answer = saidLine("lesson-answer");
  const end = element("div", { className: "lesson-end", hidden: true });
  const help = element("div", { className: "lesson-help" });
  const root = element(
    "section",
    { className: "lesson", hidden: true },
    element("header", {}, title, back, next, ...leading),
    text,
    answer.element,
    end,
    help,
  );

  /** @param {Lesson} lesson @param {{files: import("../../contract/protocol.js").Files}} [own]  the visitor's modules with which it begins */
  function showHelp(lesson, own) {
    let shown = 0;
    const hints = element("ol");
    const more = button("", () => {
      const hint = element("li");
      writeHtml(hint, lesson.hints[shown] ?? "");
      hints.append(hint);
      tell(hint, hint.textContent ?? "");
      shown += 1;
      name();
    });
    const name = () => {
      more.hidden = shown >= lesson.hints.length;
      more.textContent = words.hint(shown + 1, lesson.hints.length);
    };
    const solution = solutionOf(lesson, words, isReadOnly ? null : onReplace, () =>
      onTaskSheet(true),
    );
    const again = button(words.again, () => onReplace({ ...lesson.start, ...own?.files }));
    const reference = button(words.withReference, () => {
      onReplace(withReference(lesson, files(), own?.files ?? {}));
    });
    reference.hidden = own === undefined || isReadOnly;
    again.hidden = isReadOnly;
    name();
    const onPaper = button(words.handOut, onHandOut);
    const task = button(words.taskSheet, () => onTaskSheet(false));
    help.replaceChildren(hints, element("p", {}, more, again, reference, onPaper, task), solution);
  }

  return {
    element: root,
    text,

    /** @param {Lesson | null} lesson  null: no lesson is open @param {{number: number, count: number, isPassed: boolean, own?: {files: import("../../contract/protocol.js").Files}}} place */
    show(lesson, { number, count, isPassed, own }) {
      root.hidden = lesson === null;
      if (!lesson) return;
      const isOwn = lesson.id === "";
      const name = isOwn ? words.ownTitle(lesson.title) : words.title(number, count, lesson.title);
      title.textContent = isPassed ? `✓ ${name}` : name;
      root.setAttribute("aria-label", name);
      tell(root, title.textContent);
      back.hidden = next.hidden = isOwn;
      back.disabled = number === 1;
      next.disabled = number === count;
      writeHtml(text, lesson.text);
      // Not announced: a screen reader reaches it while reading the lesson.
      answer.show(words.task, "");
      showHelp(lesson, own);
      root.scrollTop = 0;
    },

    /** @param {string} sentence @param {"passed" | "wrong" | ""} kind @returns {string} the sentence */
    say(sentence, kind) {
      answer.say(sentence, kind);
      return sentence;
    },

    /** Called when the lesson is passed: make "Next" the main button. */
    celebrate() {
      if (!title.textContent?.startsWith("✓")) title.prepend("✓ ");
      if (!next.disabled) next.classList.add("run");
    },

    /** Called when the last lesson is passed: say what the learner can do now. @param {number} left  lessons that are not passed */
    end(left) {
      end.replaceChildren(...afterAll(left, words.end));
      end.hidden = false;
    },

    unmark() {
      next.classList.remove("run");
      end.hidden = true;
    },
  };
}

/**
 * Return the program with the lesson's modules in place of the visitor's.
 * @param {Lesson} lesson
 * @param {import("../../contract/protocol.js").Files} files  the program
 * @param {import("../../contract/protocol.js").Files} own  the visitor's modules
 */
function withReference({ start }, files, own) {
  const theirs = Object.keys(own).map((name) => [name, start[name] ?? ""]);
  return { ...start, ...files, ...Object.fromEntries(theirs) };
}

/**
 * What the learner can do after the last lesson.
 * @param {number} left  lessons that are not passed
 * @param {Words["end"]} words
 */
function afterAll(left, { all, open, own, examples, docs, docsUrl, source }) {
  const items = [
    own,
    examples,
    element("a", { href: docsUrl }, docs),
    element("a", { href: source.url }, source.text),
  ];
  return [
    element("p", {}, left > 0 ? open(left) : all),
    element("ul", {}, ...items.map((item) => element("li", {}, item))),
  ];
}

/**
 * The solution, folded until the learner opens it.
 * @param {Lesson} lesson
 * @param {Words} words
 * @param {((files: import("../../contract/protocol.js").Files) => void) | null} onReplace
 * @param {() => void} onAnswerSheet
 */
function solutionOf(lesson, words, onReplace, onAnswerSheet) {
  const solution = element("details", {}, element("summary", {}, words.solution));
  const solved = Object.entries(lesson.solution);
  for (const [name, source] of solved) {
    if (solved.length > 1) solution.append(element("h3", {}, name));
    solution.append(element("pre", { tabIndex: 0 }, source));
  }
  const buttons = [button(words.answerSheet, onAnswerSheet)];
  if (onReplace) buttons.unshift(button(words.takeSolution, () => onReplace(lesson.solution)));
  solution.append(element("p", {}, ...buttons));
  solution.hidden = solved.length === 0;
  return solution;
}
