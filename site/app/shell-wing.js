/**
 * The wing around the others: the bar above, the line below, and what concerns the whole page:
 * phones, the keyboard, screen readers, offline use.
 */

import examples from "built-examples";
import { MAIN } from "../contract/files.js";
import { keptPlace } from "./lessons/place.js";
import { titleOf } from "./program/titles.js";
import { booted, cardsCode, fetchedAll, runtime } from "./python-start.js";
import { tellHeight } from "./shell/embed.js";
import { keepFocus } from "./shell/focus.js";
import { createLanguageSwitch } from "./shell/language-switch.js";
import { listenForKeys } from "./shell/page-keys.js";
import { createPanes } from "./shell/panes.js";
import { createThemeSwitch } from "./shell/theme.js";
import { createToolbar } from "./shell/toolbar.js";
import { element } from "./ui/element.js";
import { lazily } from "./ui/lazy.js";
import { words } from "./words/words.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./writing-wing.js").Writing} Writing */
/** @typedef {import("./lessons/lessons.js").Lessons} Lessons */
/** @typedef {ReturnType<typeof import("./running-wing.js").createRunningWing>} Running */

const { body, documentElement } = document;

/** The wing's first half, which others need: the bar above. @param {Frame} frame @param {Writing} writing @param {Lessons} lessons */
export function createShellBar({ actions }, writing, lessons) {
  const { workspace, draftList, tabs } = writing;
  return createToolbar({
    words,
    examples,
    onRun: () => actions.run(),
    onStop: () => runtime.stop(),
    onShare: writing.share,
    onExample: (id) => workspace.openExample(id),
    onDraft: (id) => workspace.openDraftOf(id),
    onAllDrafts: draftList.openAll,
    onLessons: lessons.openPath,
    onGoOn: lessons.goOn,
    onKeys: () => actions.openKeys(),
    onFile: {
      begin: tabs.begin,
      sources: tabs.sources,
      open: writing.choose,
      saveProgram: writing.saveProgram,
      saveNotebook: writing.saveNotebook,
    },
  });
}

/**
 * @param {Frame} frame
 * @param {object} wings
 * @param {Writing} wings.writing
 * @param {Lessons} wings.lessons
 * @param {Running} wings.running
 * @param {ReturnType<typeof createToolbar>} wings.toolbar
 */
export function createShellWing(frame, { writing, lessons, running, toolbar }) {
  const { editor, workspace } = writing;
  const { output } = running;
  const panes = createPanes({
    words: words.panes,
    body,
    panes: { code: editor.element, results: output.element },
    cards: output.cards,
    focus: { code: editor.focus, results: () => output.focus() },
  });
  const keys = lazily(
    () => import("./shell/keys.js"),
    ({ createKeys }) => createKeys({ storage: frame.storage.local, setVim: editor.setVim }),
  );
  const openKeys = async () => (await keys())?.open();
  // A visitor who has chosen other keys needs them at once.
  if (frame.storage.local?.getItem("micrograd.keys")) void keys({ isQuiet: true });
  const newVersion = element("span", { className: "new-version" });
  const footer = element("footer");
  if (frame.embedding) footer.append(openWholeButton(writing));
  else {
    footer.append(
      ...linksAndButtons({ openLessons: lessons.openPath, openKeys }),
      newVersion,
      createLanguageSwitch(words.language, () => workspace.save()).element,
      createThemeSwitch({ words, storage: frame.storage.local, root: documentElement }).element,
    );
  }
  toolbar.element.append(panes.element);

  /** @param {number | null} number */
  function setGoOn(number) {
    toolbar.setGoOn(number ? words.goOn(number) : words[number === 0 ? "lessons" : "startLessons"]);
  }
  setGoOn(keptPlace(frame.storage.local));

  return {
    openKeys,
    setGoOn,
    showPane: panes.show,
    showTitle: createTitle(writing, lessons, toolbar),

    /** Put everything on the page, in place of the first paint. */
    show() {
      keepFocus(document, () => toolbar.run);
      listenForKeys({ run: frame.actions.run, share: frame.actions.share, list: openKeys });
      document.querySelector("#loading")?.remove();
      if (frame.embedding) {
        body.classList.add("embed");
        body.classList.toggle("has-editor", frame.embedding.hasEditor);
        tellHeight(body);
      } else {
        fetchedAll.then(() => keepOffline(newVersion));
      }
      const main = element("main", {}, editor.element, welcome(frame, writing), output.element);
      body.append(toolbar.element, frame.notice.element, main, footer);
      if (!frame.embedding) void loadDivider(frame, main);
      if (matchMedia("(pointer: coarse)").matches) void loadTyping(frame, writing);
      // Before the first program is opened, so that its name is announced.
      void loadSpoken(frame, output);
      void booted.then(() => loadPrinting(writing));
    },
  };
}

/** Let the browser print all files of a program. @param {Writing} writing */
async function loadPrinting({ editor }) {
  const load = lazily(() => import("./shell/printed-files.js"));
  (await load({ isQuiet: true }))?.printAllFiles({
    editor: editor.element,
    files: editor.files,
    shown: editor.documents.shown,
  });
}

/**
 * Return the line that says what the page is: for a first visitor, until the first run.
 * @param {Frame} frame
 * @param {Writing} writing
 */
function welcome({ storage }, { drafts }) {
  const isKnown = location.hash !== "" || drafts.latest() || keptPlace(storage.local) !== null;
  return element("p", { className: "welcome", hidden: isKnown }, words.welcome);
}

/**
 * Return a function that shows where the visitor is: in the menu, and in the page's title, for the
 * browser's history and tabs.
 * @param {Writing} writing
 * @param {Lessons} lessons
 * @param {ReturnType<typeof createToolbar>} toolbar
 */
function createTitle({ workspace, draftList }, lessons, toolbar) {
  const { title } = document;
  return () => {
    const { hash } = location;
    const lesson = lessons.title();
    const given = lesson || (hash.startsWith("#example=") && workspace.exampleTitle);
    toolbar.showPlace(lesson === "" ? given || "" : words.lessons, lesson !== "");
    const source = workspace.files()[MAIN] ?? "";
    const own = draftList.own();
    const isFirstScreen = hash === "" && !own;
    // If a program begins with code, its first line is not a title.
    const found =
      (workspace.origin === "draft" && own?.name) || (/^\s*["'#]/.test(source) && titleOf(source));
    const name = given || (!isFirstScreen && found);
    document.title = name ? `${name} · ${title}` : title;
  };
}

/** @param {Writing} writing */
function openWholeButton(writing) {
  const whole = element("button", { type: "button", className: "quiet" }, words.openWhole);
  whole.addEventListener("click", writing.openWhole);
  return whole;
}

/** @param {{openLessons: () => unknown, openKeys: () => unknown}} on */
function linksAndButtons({ openLessons, openKeys }) {
  const lessons = element("button", { type: "button", className: "quiet" }, words.lessons);
  lessons.addEventListener("click", openLessons);
  const className = "quiet keys-button";
  const keys = element("button", { type: "button", className }, words.keys.button);
  keys.addEventListener("click", openKeys);
  return [
    element("a", { href: words.creditUrl }, words.credit),
    element("a", { href: "docs/index.html" }, words.docs),
    lessons,
    keys,
  ];
}

/** @param {HTMLElement} line  shows that there is a new version */
async function keepOffline(line) {
  const load = lazily(() => import("./shell/offline.js"));
  (await load({ isQuiet: true }))?.createOffline({ words: words.offline, line }).start();
}

/** @param {Frame} frame @param {HTMLElement} main */
async function loadDivider({ storage }, main) {
  const load = lazily(() => import("./shell/divider.js"));
  const code = await load({ isQuiet: true });
  if (code) main.append(code.createDivider({ label: words.divider, main, storage: storage.local }));
}

/** @param {Frame} frame @param {Writing} writing */
const loadTyping = ({ isReadOnly }, { editor }) =>
  lazily(
    () => import("./shell/typing.js"),
    ({ createTyping }) =>
      createTyping({
        body,
        editor: editor.element,
        apply: editor.apply,
        isReadOnly,
      }),
  )({ isQuiet: true });

/** @param {Frame} frame @param {Running["output"]} output */
function loadSpoken({ storage }, { cards }) {
  /** Only a run prints, and none begins without this code. @type {typeof import("./results/text-card.js").printedText} */
  let printedText = () => "";
  cardsCode.then((code) => {
    ({ printedText } = code);
  });
  return lazily(
    () => import("./shell/spoken.js"),
    ({ createSpoken }) =>
      createSpoken({
        body,
        cards,
        printedText: (card) => printedText(card),
        isMoreWanted: storage.local?.getItem("micrograd.spoken") === "more",
      }),
  )({ isQuiet: true });
}
