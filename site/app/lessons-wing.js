/**
 * The wing of the lessons: they put programs into the editor, and read the program from it.
 */

import { MAIN } from "../contract/files.js";
import { createLessons } from "./lessons/lessons.js";
import { keepPlace, keptPlace } from "./lessons/place.js";
import { words } from "./words/words.js";

/**
 * @param {import("./frame.js").Frame} frame
 * @param {import("./writing-wing.js").Writing} writing
 */
export function createLessonsWing(
  { actions, notice, say, storage, isReadOnly, tellRefused },
  { editor, workspace, drafts, draftList },
) {
  const lessons = createLessons({
    storage: storage.local,
    ask: () => workspace.ask(),
    say,
    onRefused: tellRefused,
    open(id, files, shown, isFromLink, { unkept, openUnkept }) {
      workspace.openLesson(id, files, isFromLink);
      editor.documents.show(shown);
      const draft = isFromLink ? undefined : drafts.unkeptOf(id, files);
      const open = { text: openUnkept, onClick: () => workspace.openDraftOf(draft?.id ?? "") };
      if (draft) notice.show(unkept, { actions: [open], endsWithEdit: true });
      if (isFromLink) say(words.notice.fromLink);
    },
    onTitle: () => actions.showTitle(),
    place: () => keptPlace(storage.local),
    onPlace(number) {
      keepPlace(storage.local, number);
      actions.setGoOn(number);
    },
    onOverwritten(files, name) {
      drafts.keep(files, name);
      draftList.show();
      say(words.notice.overwritten);
    },
    onUnkept(sentence, name) {
      if (workspace.becomeDraft(name)) notice.show(sentence);
    },
    show: editor.documents.show,
    isReadOnly,
    replace(files) {
      if (Object.keys(files).length === 1) editor.edit(files[MAIN] ?? "");
      else actions.replace(files);
    },
    onClose() {
      const { hash } = location;
      workspace.openDraft();
      const back = { text: words.notice.backToLesson, onClick: () => location.assign(hash) };
      if (hash !== "")
        notice.show(words.notice.leftLesson, { actions: [back], endsWithEdit: true });
    },
    examples: workspace.allExamples,
    onExample: (id) => workspace.openExample(id),
    files: editor.files,
    onPaper: () => actions.onPaper(),
    onUnknown: () => notice.show(words.notice.noLesson),
  });
  editor.element.prepend(lessons.element);
  return lessons;
}
