/**
 * The wing of the program: the editor with its files, the visitor's drafts, and opening, saving and
 * sharing.
 */

import examples from "built-examples";
import built from "built-files";
import { hasData, MAIN } from "../contract/files.js";
import { createEditor } from "./editor/editor.js";
import { fetchReference } from "./editor/reference.js";
import { createTabs } from "./editor/tabs.js";
import { nextTask } from "./frame.js";
import { createDraftList, nameOf } from "./program/draft-list.js";
import { createDrafts } from "./program/drafts.js";
import { titleOf } from "./program/titles.js";
import { translate } from "./program/translated.js";
import { Workspace } from "./program/workspace.js";
import { runtime } from "./python-start.js";
import { copyText } from "./ui/clipboard.js";
import { fetchJson, lazily } from "./ui/lazy.js";
import { openChannel } from "./ui/storage.js";
import { language, words } from "./words/words.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {Awaited<ReturnType<typeof createWritingWing>>} Writing */

/** @param {Frame} frame */
export async function createWritingWing(frame) {
  const { actions, notice, storage, embedding, isReadOnly } = frame;
  const drafts = createDrafts({
    storage: storage.local,
    tabStorage: storage.tab,
    channel: embedding ? null : openChannel("micrograd.drafts"),
    onRefused: frame.tellRefused,
    onDropped: (gone) =>
      notice.show(words.notice.dropped(gone.map((draft) => nameOf(draft, words.emptyDraft)))),
  });
  const draftList = createDraftList({
    words,
    drafts,
    onOpen: (id) => actions.openDraft(id),
    onChoices: (choices) => actions.setDrafts(choices),
  });
  const editor = createEditor({
    isReadOnly,
    label: words.editor,
    hint: words.editorHint,
    phrases: words.phrases,
    onEdit: () => actions.edited(),
    onRun: () => actions.run(),
    fetchReference,
    askSyntax: (source) => runtime.askSpare("syntax", { source }),
    explainCommand: words.notebookCommand,
    onCursor: (place) => actions.atLine(place),
    preview: async (reference) => (await data())?.preview(reference),
  });
  const data = lazily(
    () => import("./program/data-files.js"),
    ({ createDataFiles }) =>
      createDataFiles({
        ...{ documents: editor.documents, onEdit: () => actions.edited(), say: frame.say },
        keepsThem: !embedding,
        drafts: () => drafts.all().map(({ files }) => files),
      }),
  );
  await nextTask();
  const tabs = createTabs({
    words: words.files,
    documents: editor.documents,
    focus: editor.focus,
    onEdit: () => actions.edited(),
    say: (sentence, actions = []) =>
      notice.show(sentence, { actions, endsWithEdit: actions.length === 0 }),
    isReadOnly,
  });
  editor.element.prepend(tabs.element);
  const readAddress = (
    /** @type {string} */ address,
    /** @type {(files: any) => unknown} */ show,
  ) => void ways.readAddress(address, show);
  const workspace = createWorkspace(frame, { editor, drafts, draftList, data, readAddress });
  const ways = createWays(frame, workspace, data);
  takeDropped(editor.element, isReadOnly ? null : ways.read);

  return {
    editor,
    drafts,
    draftList,
    tabs,
    workspace,
    ...ways,

    /** What an interpreter gets of a program. @param {import("../contract/protocol.js").Files} files */
    forRun: async (files) => (hasData(files) && (await (await data())?.forRun(files))) || { files },

    /** Open the draft, or the program in the address, and store its edits. */
    open() {
      workspace.start();
      void workspace.fetchExamples();
      window.addEventListener("hashchange", () => workspace.openAddress());
      window.addEventListener("pagehide", () => workspace.save());
      document.addEventListener("visibilitychange", () => workspace.save());
    },

    /** Say where the program came from. @param {import("./program/workspace.js").ProgramOrigin} origin */
    sayOrigin(origin) {
      if (origin !== "link") {
        notice.hide();
        return;
      }
      const toDraft = { text: words.notice.toDraft, onClick: () => workspace.openDraft() };
      const actions = drafts.all().length > 0 ? [toDraft] : [];
      const { exampleTitle: title, moment } = workspace;
      const sentences = [words.notice.fromLink];
      if (title) sentences.push(words.notice.fromExample(title));
      if (moment) sentences.push(words.notice.fromMoment);
      notice.show(sentences.join(" "), { actions, endsWithEdit: true });
    },
  };
}

/**
 * @param {Frame} frame
 * @param {Pick<import("./program/workspace.js").Options, "editor" | "drafts" | "data"> & {draftList: ReturnType<typeof createDraftList>, readAddress: (address: string, show: (files: any) => unknown) => void}} parts
 */
function createWorkspace({ actions, notice }, { editor, drafts, draftList, data, readAddress }) {
  /** @param {string} fragment  of this page's address */
  const addressOf = (fragment) => location.pathname + location.search + fragment;
  const fetchExamples = lazily(
    (init) => fetchJson(built.examples, init),
    (sources) => {
      for (const example of examples) {
        example.source = sources[example.id];
        translate(example, words.docstrings?.[example.id]);
      }
    },
  );
  for (const example of examples) translate(example, words.docstrings?.[example.id]);
  return new Workspace({
    editor,
    drafts,
    data,
    examples,
    fetchExamples,
    address: {
      fragment: () => location.hash,
      replace: (fragment) => history.replaceState(null, "", addressOf(fragment)),
      go(fragment) {
        if (fragment === location.hash) return;
        // What is opened from a dialog takes the place of its entry (`ui/modal.js`).
        const way = history.state ? "replaceState" : "pushState";
        history[way](null, "", addressOf(fragment));
      },
    },
    callbacks: {
      onOpened: (origin) => actions.opened(origin),
      onRefused: (fault) =>
        notice.show(fault === "noExample" ? words.notice.noExample : words.link[fault]),
      onDrafts: draftList.show,
      onLesson: (id, files) => actions.openLesson(id, files),
      onOwnLesson: (...own) => actions.openOwnLesson(...own),
      onUrl: readAddress,
      onBrokenLesson: (rule) => notice.show(words.link.lesson(rule)),
    },
  });
}

/**
 * Sharing a program, and opening one from the disk; their code is fetched when it is first needed.
 * @param {Frame} frame
 * @param {Workspace} workspace
 * @param {() => Promise<ReturnType<typeof import("./program/data-files.js").createDataFiles> | undefined>} data
 */
function createWays({ notice, say }, workspace, data) {
  const sharing = lazily(
    () => import("./program/sharing.js"),
    ({ createSharing }) => createSharing({ words, workspace, notice, copy: copyText, language }),
  );
  const openSave = lazily(
    () => import("./program/open-save.js"),
    ({ createOpenSave }) =>
      createOpenSave({
        missing: words.notice.notFetched,
        data,
        files: () => workspace.files(),
        title: () => titleOf(workspace.files()[MAIN] ?? ""),
        open: (files) => workspace.openFiles(files),
        say,
      }),
  );
  return {
    /** Fetch the code for sharing in advance: a browser allows copying only shortly after a press. */
    prepareSharing: () => sharing({ isQuiet: true }),
    share: async () => (await sharing())?.share(),
    openWhole: async () => (await sharing())?.openWhole(),
    /** @param {import("../contract/link.js").Moment} moment */
    copyMoment: async (moment) => (await (await sharing())?.copyMoment(moment)) ?? false,
    /** @param {File[]} chosen */
    read: async (chosen) => (await openSave())?.read(chosen),
    choose: async () => (await openSave())?.choose(),
    /** @param {string} address @param {(files: import("../contract/protocol.js").Files) => unknown} show */
    readAddress: async (address, show) => (await openSave())?.readAddress(address, show),
    saveProgram: async () => (await openSave())?.saveProgram(),
    saveNotebook: async () => (await openSave())?.saveNotebook(),
  };
}

/**
 * Open a file that is dropped on the editor; CodeMirror would insert its text into the program.
 * @param {HTMLElement} target
 * @param {((chosen: File[]) => unknown) | null} read  null: the program can't be changed
 */
function takeDropped(target, read) {
  target.addEventListener("dragover", (event) => event.preventDefault(), { capture: true });
  target.addEventListener(
    "drop",
    (event) => {
      const chosen = [...(event.dataTransfer?.files ?? [])];
      if (chosen.length === 0 || !read) return;
      event.preventDefault();
      event.stopPropagation();
      void read(chosen);
    },
    { capture: true },
  );
}
