/**
 * Lessons: a text, a program with a gap, and a check that runs after it. Their code and texts are
 * loaded when the first lesson is opened.
 */

import { element } from "../ui/element.js";
import { lazily } from "../ui/lazy.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {ReturnType<typeof createLessons>} Lessons */
/** @typedef {ReturnType<typeof import("./course.js").createCourse>} Course */

/** @param {Parameters<typeof import("./course.js").createCourse>[0]} page */
export function createLessons(page) {
  const root = element("div", { className: "lesson-place" });
  /** @type {Course | undefined} */
  let course;
  const arriving = lazily(
    () => import("./course.js"),
    ({ createCourse }) => {
      course = createCourse(page);
      root.replaceChildren(course.element);
      return course;
    },
  );

  /** @param {(course: Course) => unknown} use */
  async function withCourse(use) {
    const arrived = await arriving();
    if (arrived) await use(arrived);
  }

  return {
    element: root,
    /** @param {string} id @param {Files} [files]  an answer from a link */
    open(id, files) {
      const isWanted = page.ask();
      return withCourse((course) => course.open(id, files, isWanted));
    },
    /** @param {import("../../contract/link.js").OwnLesson} own @param {Files} start @param {() => boolean} isShown */
    openOwn: (own, start, isShown) => withCourse((course) => course.openOwn(own, start, isShown)),
    openPath: () => withCourse((course) => course.openPath()),
    /** Open the lesson to go on with; the list, if all are passed. */
    goOn() {
      const isWanted = page.ask();
      return withCourse((course) => course.goOn(isWanted));
    },
    leave: () => course?.leave(),
    /** The title of the open lesson, or "". */
    title: () => course?.title() ?? "",
    /** The lesson for a run as JSON; undefined without a lesson. */
    forRun: () => course?.forRun(),
    isOnTask: () => course?.isOnTask() ?? false,
    /** Called when the visitor has changed the program. @param {Files} files */
    edited: (files) => course?.edited(files),
    /** Called when a run ended. @param {string} outcome @param {Files} files */
    ended: (outcome, files) => course?.ended(outcome, files),

    /** Called with the verdict of a run's check. @param {string} verdict  JSON */
    hear: (verdict) => course?.hear(verdict) ?? null,
  };
}
