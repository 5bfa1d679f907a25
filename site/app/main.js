/**
 * Makes the page: four wings, and the actions through which they call each other. The bar of the shell
 * is made first, because the wing where programs run sets its state.
 */

import { MAIN } from "../contract/files.js";
import { createFrame, nextTask } from "./frame.js";
import { createLessonsWing } from "./lessons-wing.js";
import { booted, cardsCode, runtime } from "./python-start.js";
import { createRunningWing } from "./running-wing.js";
import { readEmbedding } from "./shell/embed.js";
import { createShellBar, createShellWing } from "./shell-wing.js";
import { lazily } from "./ui/lazy.js";
import { language, words } from "./words/words.js";
import { createWritingWing } from "./writing-wing.js";

await start();

async function start() {
  if (language !== "en") document.title = words.title;
  document.documentElement.lang = language;
  await nextTask();
  const frame = createFrame(readEmbedding(location.search));
  const writing = await createWritingWing(frame);
  const { editor, workspace } = writing;
  const lessons = createLessonsWing(frame, writing);
  const toolbar = createShellBar(frame, writing, lessons);
  const running = createRunningWing(frame, { writing, lessons, toolbar });
  const shell = createShellWing(frame, { writing, lessons, running, toolbar });

  function edited() {
    frame.notice.edited();
    workspace.edited();
    shell.showTitle();
    lessons.edited(editor.files());
    running.edited();
  }

  /** @type {import("./frame.js").Actions} */
  const actions = {
    run: running.run,
    evaluate: running.evaluate,
    atLine: running.atLine,
    onPaper: running.onPaper,
    share: writing.share,
    setDrafts: toolbar.setDrafts,
    setGoOn: shell.setGoOn,
    openDraft: (id) => workspace.openDraftOf(id),
    openLesson: lessons.open,
    openOwnLesson: lessons.openOwn,
    openKeys: shell.openKeys,
    showPane: shell.showPane,
    showTitle: shell.showTitle,
    edited,

    replace(files) {
      editor.open(files);
      edited();
    },

    goTo(place) {
      if (!running.isOfEditor()) {
        frame.say(words.results.other);
        return;
      }
      shell.showPane("code");
      editor.goTo(place);
    },

    opened(origin) {
      shell.showPane("code");
      editor.markFailed();
      running.opened();
      writing.draftList.show();
      if (origin !== "lesson") lessons.leave();
      shell.showTitle();
      writing.sayOrigin(origin);
    },
  };
  Object.assign(frame.actions, actions);

  await nextTask();
  shell.show();
  writing.open();
  running.listen();
  booted.then(writing.prepareSharing);
  void loadCells(frame, { writing, running });
}

/** @param {import("./frame.js").Frame} frame @param {Parameters<typeof import("./cells-wing.js").createCellsWing>[1]} wings */
async function loadCells(frame, wings) {
  await cardsCode;
  // Where none are seen, Python comes first: its start needs the page's thread too.
  const { [MAIN]: source = "" } = wings.writing.workspace.files();
  if (!runtime.isAsleep && !/^# ?%%/m.test(source)) await booted;
  const code = await lazily(() => import("./cells-wing.js"))({ isQuiet: true });
  code?.createCellsWing(frame, wings);
}
