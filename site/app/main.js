/**
 * Makes the page: four wings, and the object through which they call each other.
 */

import { createFrame, nextTask } from "./frame.js";
import { createLessonsWing } from "./lessons-wing.js";
import { booted } from "./python-start.js";
import { createRunning } from "./running-wing.js";
import { readEmbedding } from "./shell/embed.js";
import { createBar, createShell } from "./shell-wing.js";
import { language, words } from "./words/words.js";
import { createWriting } from "./writing-wing.js";

await start();

async function start() {
  if (language !== "en") document.title = words.title;
  document.documentElement.lang = language;
  await nextTask();
  const frame = createFrame(readEmbedding(location.search));
  const writing = await createWriting(frame);
  const { editor, workspace } = writing;
  const lessons = createLessonsWing(frame, writing);
  const toolbar = createBar(frame, writing, lessons);
  const running = createRunning(frame, { writing, lessons, toolbar });
  const shell = createShell(frame, { writing, lessons, running, toolbar });

  function edited() {
    frame.notice.edited();
    workspace.edited();
    shell.showTitle();
    lessons.edited(editor.files());
  }

  /** @type {import("./frame.js").Page} */
  const page = {
    run: running.run,
    evaluate: running.evaluate,
    atLine: running.atLine,
    onPaper: running.onPaper,
    share: writing.share,
    setDrafts: toolbar.setDrafts,
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
  Object.assign(frame.page, page);

  await nextTask();
  shell.show();
  writing.open();
  running.listen();
  booted.then(writing.prepareSharing);
}
