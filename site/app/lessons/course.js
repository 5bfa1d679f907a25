/**
 * The course: the open lesson, its answers, the visitor's progress. Loaded with the lessons
 * themselves, which are built from `site/lessons`.
 */

import built from "built-files";
import { MAIN } from "../../contract/files.js";
import { isFlag, isRecordOf, isText, parsed } from "../../contract/schema.js";
import { element, withCode } from "../ui/element.js";
import { fetchJson, lazily } from "../ui/lazy.js";
import { words as english } from "../words/en-course.js";
import { words as all, language } from "../words/words.js";
import { createLessonList } from "./lesson-list.js";
import { createPanel } from "./panel.js";
import { createProgress, LONGEST } from "./progress.js";
import { saveHandOut, saveTask } from "./sheets.js";

const words = all.course ?? english;
/** The file in which learners write an engine. */
const ENGINE = "engine.py";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/**
 * @typedef {object} Lesson
 * @property {string} id  "" for a lesson from a link
 * @property {string} title
 * @property {string} part  the title of the part that begins with it, or ""
 * @property {string} text  trusted HTML
 * @property {string[]} hints  trusted HTML
 * @property {Record<string, string>} answers
 * @property {Files} start
 * @property {Files} solution
 * @property {string} check
 */

/** The other fields depend on `passed`. @type {import("../../contract/schema.js").Rule} */
const isAnswer = isRecordOf({ passed: isFlag });
const isRemark = isRecordOf({
  key: isText,
  answer: isText,
  gaps: (gaps) => typeof gaps === "object" && gaps !== null && Object.values(gaps).every(isText),
});

/**
 * @param {object} page
 * @param {Pick<Storage, "getItem" | "setItem"> | null} page.storage
 * @param {() => void} page.onRefused  the storage does not keep the progress
 * @param {(id: string, files: Files, shown: string, isFromLink: boolean, words: {unkept: string, openUnkept: string}) => void} page.open  opens; `words` tell of work that the lesson did not keep
 *   a lesson's program, with the file to be written
 * @param {() => void} page.onTitle  called when another lesson is open
 * @param {() => number | null} page.place  what `onPlace` was last called with
 * @param {(number: number | null) => void} page.onPlace  called with the number of the lesson to go
 *   on with; 0: all are passed; null: none is begun
 * @param {(sentence: string) => void} page.say
 * @param {(files: Files, name: string) => void} page.onOverwritten  called with work of another tab
 *   that is overwritten
 * @param {(sentence: string, name: string) => void} page.onUnkept  called with the reason why a
 *   lesson's program is not stored
 * @param {() => () => boolean} page.ask  called before something is opened; the result tells
 *   whether it is still wanted
 * @param {(file: string) => void} page.show  a file of the program
 * @param {(files: Files) => void} page.replace  the program
 * @param {boolean} page.isReadOnly  the program can't be changed
 * @param {() => Promise<import("./entries.js").Example[]>} page.examples  with their programs
 * @param {(id: string) => unknown} page.onExample  opens one
 * @param {() => void} page.onClose  returns to the program before
 * @param {() => Promise<import("./sheets.js").Pictures>} page.onPaper  the results' pictures
 * @param {() => Files} page.files  the program as it is
 * @param {() => void} page.onUnknown  there is no such lesson, or they can't be fetched
 */
export function createCourse(page) {
  const progress = createProgress({
    ...page,
    onOverwritten: (files, id) => page.onOverwritten(files, titleOf(id)),
    onUnreadable: () => page.say(words.unreadable),
  });
  /** @type {Lesson[]} */
  let all = [];
  /** @type {Lesson | null} */
  let lesson = null;

  const panel = createLessonPanel(page, {
    lesson: () => lesson,
    onStep: (step) => open(all[at() + step]?.id ?? ""),
    onPath: () => path.open(all),
    onClose() {
      leave();
      page.onClose();
    },
  });
  const path = createLessonList({
    words,
    progress,
    page,
    onOpen: open,
    onChange: tellPlace,
    current: () => lesson?.id,
    onGoOn: () => goOn(page.ask()),
  });
  const at = () => (lesson ? all.indexOf(lesson) : -1);
  const titleOf = (/** @type {string} */ id) => all.find((each) => each.id === id)?.title ?? "";

  function tellPlace() {
    page.onPlace(placeIn(all, progress.all()));
  }

  /** @param {string} id @param {Files} [files]  an answer from a link @param {() => boolean} [isWanted]  whether it is still wanted */
  async function open(id, files, isWanted = page.ask()) {
    all = (await fetchLessons()) ?? [];
    if (!isWanted()) return;
    const found = all.find((each) => each.id === id);
    if (!found) {
      if (all.length > 0) page.onUnknown();
      return;
    }
    lesson = found;
    const { begun, own, note, isPassed } = beginning(all, found, progress, files);
    page.open(id, begun, toWrite(found), files !== undefined, words);
    page.onTitle();
    panel.unmark();
    panel.show(found, { number: at() + 1, count: all.length, isPassed, own });
    if (note) panel.say(note, "");
    page.onPlace(placeIn(all, { ...progress.all(), [id]: { files: begun, ...progress.of(id) } }));
  }

  function leave() {
    lesson = null;
    panel.show(null, { number: 0, count: 0, isPassed: false });
  }

  /** Open the lesson to go on with; the list, if all are passed. @param {() => boolean} isWanted */
  async function goOn(isWanted) {
    all = (await fetchLessons()) ?? [];
    if (!isWanted()) return undefined;
    const number = page.place() ?? placeIn(all, progress.all()) ?? 1;
    if (number > 0) return open(all[number - 1]?.id ?? "");
    return all.length > 0 && path.open(all);
  }

  const verdicts = createVerdicts({
    panel,
    progress,
    show: page.show,
    onPassed() {
      tellPlace();
      if (lesson && lesson === all.at(-1))
        panel.end(all.filter(({ id }) => !progress.of(id).passed).length);
    },
  });

  return {
    element: panel.element,
    open,
    leave,
    title: () => lesson?.title ?? "",

    /**
     * Show a lesson from a link. It is untrusted: its texts are Markdown, never HTML, and its
     * progress is not stored.
     * @param {import("../../contract/link.js").OwnLesson} own
     * @param {Files} start
     * @param {() => boolean} isShown  whether its program is still open
     */
    async openOwn(own, start, isShown) {
      const found = await asLesson(own, start);
      if (!isShown()) return;
      lesson = found;
      panel.unmark();
      panel.show(lesson, { number: 0, count: 0, isPassed: false });
      page.onTitle();
    },

    async openPath() {
      all = (await fetchLessons()) ?? [];
      if (all.length > 0) path.open(all);
    },

    goOn,

    ...actionsOfRuns(page, { verdicts, progress, lesson: () => lesson }),
  };
}

/**
 * What the course does before, while and after a program runs.
 * @param {Parameters<typeof createCourse>[0]} page
 * @param {object} course
 * @param {ReturnType<typeof createVerdicts>} course.verdicts
 * @param {ReturnType<typeof createProgress>} course.progress
 * @param {() => Lesson | null} course.lesson  the open one
 */
function actionsOfRuns(page, { verdicts, progress, lesson: current }) {
  return {
    /** The lesson for a run as JSON; undefined without a lesson. */
    forRun: () => verdicts.ask(current()),

    /** Whether the learner should still find a mistake: then the page does not show it. */
    isOnTask: () => current() !== null && !verdicts.isPassed(),

    /** Called when the visitor has changed the program. @param {Files} files */
    edited(files) {
      const lesson = current();
      if (!lesson || lesson.id === "") return;
      const fault = progress.keep(lesson.id, files);
      if (fault) page.onUnkept(words[fault](LONGEST), lesson.title);
    },

    /** A run ended. @param {string} outcome @param {Files} files */
    ended: (outcome, files) => verdicts.ended(outcome, files, current()),

    /** The check of a run has answered. @param {string} verdict  JSON */
    hear: (verdict) => verdicts.hear(verdict, current()),
  };
}

/**
 * The panel of the open lesson.
 * @param {Parameters<typeof createCourse>[0]} page
 * @param {Pick<Parameters<typeof createPanel>[0], "onStep" | "onPath" | "onClose"> & {lesson: () => Lesson | null}} course
 */
function createLessonPanel(page, { lesson: current, ...on }) {
  const panel = createPanel({
    ...on,
    words,
    isReadOnly: page.isReadOnly,
    onReplace(files) {
      const before = page.files();
      page.replace(files);
      const lesson = current();
      if (!lesson) return;
      page.show(toWrite(lesson));
      // For a single file the editor's own undo is enough.
      if (Object.keys(before).length > 1 && isOwnWork(lesson, before, files))
        page.onOverwritten(before, lesson.title);
    },
    files: page.files,
    async onHandOut() {
      const lesson = current();
      if (lesson) saveHandOut(lesson, panel.text, page.files(), await page.onPaper());
    },
    onTaskSheet(isSolved) {
      const lesson = current();
      if (lesson) saveTask(lesson, panel.text, words, isSolved);
    },
  });
  return panel;
}

/**
 * Handles the verdicts of runs: one for each run, and only for the lesson that the run was given,
 * not for one that was opened meanwhile.
 * @param {object} told
 * @param {ReturnType<typeof createPanel>} told.panel
 * @param {ReturnType<typeof createProgress>} told.progress
 * @param {(file: string) => void} told.show
 * @param {() => void} told.onPassed  called when a lesson of the site is passed
 */
function createVerdicts({ panel, progress, show, onPassed }) {
  /** The lesson of the current run, until its check has answered. @type {Lesson | null} */
  let asked = null;
  /** @type {ReturnType<typeof kindOf> | null} of the answer to the last run */
  let kind = null;
  /** Whether the answer is about the learner's engine. */
  let isOfEngine = false;

  /** @param {string} outcome @param {Files} files */
  function unanswered(outcome, files) {
    if (outcome === "error") panel.say(hasGap(files) ? words.gap : words.error, "wrong");
    else panel.say(outcome === "stopped" ? words.task : words.unanswered, "");
  }

  return {
    /** Called when a run begins. @param {Lesson | null} lesson @returns {string | undefined} the lesson as JSON */
    ask(lesson) {
      asked = lesson;
      kind = null;
      isOfEngine = false;
      if (!lesson) return undefined;
      panel.say("", "");
      return JSON.stringify({ check: lesson.check, answers: lesson.answers });
    },

    isPassed: () => kind === "passed",

    /**
     * Called when a run ended: says why no check has answered, if none has.
     * @param {string} outcome
     * @param {Files} files
     * @param {Lesson | null} lesson  the open one
     */
    ended(outcome, files, lesson) {
      if (!lesson) return;
      if (asked === lesson) unanswered(outcome, files);
      // The error has shown its own line, in `main.py`; the code to write is in the engine.
      if (isOfEngine) show(ENGINE);
    },

    /**
     * @param {string} verdict  JSON
     * @param {Lesson | null} lesson  the open one
     * @returns {HTMLElement | null} the answer as a card; null if there is none
     */
    hear(verdict, lesson) {
      const of = asked;
      const answer = answerIn(verdict);
      if (!answer || !of || of !== lesson) return null;
      asked = null;
      if (answer.passed) panel.celebrate();
      if (answer.passed && of.id !== "") {
        progress.pass(of.id);
        onPassed();
      }
      kind = kindOf(answer);
      isOfEngine = answer.of === "engine";
      const sentence = panel.say(sentenceOf(answer), kind);
      return element("p", { className: `card note check verdict ${kind}` }, ...withCode(sentence));
    },
  };
}

/**
 * Return the number of the lesson to go on with: the furthest one that is begun, or after it the
 * next one that is not passed. 0: all are passed; null: none is begun.
 * @param {Lesson[]} all
 * @param {import("./progress.js").Progress} known
 */
function placeIn(all, known) {
  const furthest = all.findLastIndex(({ id }) => known[id]);
  if (furthest < 0) return null;
  const isOpen = (/** @type {Lesson} */ { id }) => known[id]?.passed === undefined;
  const after = all.findIndex((each, i) => i >= furthest && isOpen(each));
  return (after < 0 ? all.findIndex(isOpen) : after) + 1;
}

/**
 * Return the program that a lesson begins with: an answer from a link, the visitor's stored
 * program, or the lesson's start.
 * @param {Lesson[]} all
 * @param {Lesson} found
 * @param {ReturnType<typeof createProgress>} progress
 * @param {Files} [files]  from a link
 */
function beginning(all, found, progress, files) {
  const known = progress.begin(found.id, files);
  const own = ownModules(all, found, progress);
  const written = files ?? known.files;
  return {
    begun: written ?? { ...found.start, ...own?.files },
    own,
    note: written ? undefined : own?.note,
    isPassed: known.passed !== undefined,
  };
}

/**
 * Return the visitor's own modules with which a lesson begins: those of the lesson before, if this
 * lesson starts with the modules of that lesson's solution.
 * @param {Lesson[]} all
 * @param {Lesson} found
 * @param {ReturnType<typeof createProgress>} progress
 * @returns {{files: Files, note: string} | undefined} undefined if there are none
 */
function ownModules(all, found, progress) {
  const before = all[all.indexOf(found) - 1];
  if (!before) return undefined;
  const { files, passed } = progress.of(before.id);
  const isPassed = passed !== undefined;
  // If nothing was written in the lesson before, its modules are those of the lessons before that.
  const written = files ?? ownModules(all, before, progress)?.files;
  const own = Object.entries(written ?? {}).filter(
    ([name, source]) =>
      name !== MAIN &&
      source.trim() !== "" &&
      source !== found.start[name] &&
      (isPassed || source !== before.start[name]) &&
      found.start[name] === before.solution[name],
  );
  const note = isPassed ? words.ownEngine : words.ownEngineNotYet;
  return own.length > 0 ? { files: Object.fromEntries(own), note } : undefined;
}

/**
 * Whether a program is the visitor's work, not one that the page can give again.
 * @param {Lesson} lesson
 * @param {Files} files
 * @param {Files} next  the program that replaces it
 */
const isOwnWork = ({ start, solution }, files, next) =>
  ![start, solution, next].some((given) =>
    [...Object.keys(given), ...Object.keys(files)].every((name) => given[name] === files[name]),
  );

/** The first file that the solution changes. @param {Lesson} lesson */
const toWrite = ({ start, solution }) =>
  Object.keys(start).find((name) => start[name] !== solution[name]) ?? MAIN;

const loadMarkdown = lazily(() => import("../ui/untrusted/markdown.js"));

/** @param {import("../../contract/link.js").OwnLesson} own @param {Files} start @returns {Promise<Lesson>} */
const asLesson = async (own, start) => ({
  ...own,
  ...(await asHtml(own)),
  id: "",
  part: "",
  start,
  solution: {},
});

/** @param {import("../../contract/link.js").OwnLesson} own @returns {Promise<{text: string, hints: string[]}>} */
async function asHtml({ text, hints }) {
  const code = await loadMarkdown();
  // If the Markdown code can't be loaded: the plain text.
  const plain = (/** @type {string} */ words) =>
    element("p", { className: "plain" }, words).outerHTML;
  return code
    ? { text: code.toHtml(text), hints: hints.map(code.lineToHtml) }
    : { text: plain(text), hints: hints.map(plain) };
}

/** Whether a program still has dots in place of code. @param {Files} files */
const hasGap = (files) => Object.values(files).some((source) => /^[^#\n]*\.\.\./m.test(source));

/** @param {string} verdict @returns {any} null if it is not valid */
function answerIn(verdict) {
  const answer = parsed(verdict, { characters: 20_000 });
  if (!isAnswer(answer)) return null;
  const remarks = answer.passed ? (answer.notes ?? []) : [answer];
  return Array.isArray(remarks) && remarks.every(isRemark) ? answer : null;
}

/** Return the kind of an answer; a check that failed itself has found nothing wrong. @param {{passed: boolean, key: string}} answer */
function kindOf({ passed, key }) {
  if (passed) return "passed";
  return key === "broken" ? "" : "wrong";
}

/** @param {any} answer */
function sentenceOf(answer) {
  if (!answer.passed) return inWords(answer);
  return [words.passed, ...(answer.notes ?? []).map(inWords)].join(" ");
}

/** @param {{key: string, answer: string, gaps: Record<string, string>}} remark */
function inWords({ key, answer, gaps }) {
  if (answer !== "") return answer;
  const general = Object.hasOwn(words.general, key)
    ? words.general[/** @type {keyof typeof words.general} */ (key)]
    : null;
  return general ? general(gaps) : words.notYet;
}

/** @type {() => Promise<Lesson[] | undefined>} */
const fetchLessons = lazily((init) => fetchJson(built.lessons[language], init));
