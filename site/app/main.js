/**
 * The composition root: makes the page's parts and joins them. What a part does is in its file.
 */

import examples from "built-examples";
import built from "built-files";
import { MAIN } from "../contract/files.js";
import { createConsole } from "./console/console.js";
import { createEditor } from "./editor/editor.js";
import { fetchReference } from "./editor/reference.js";
import { createTabs } from "./editor/tabs.js";
import { createLessons } from "./lessons/lessons.js";
import { createDrafts } from "./program/drafts.js";
import { titleOf } from "./program/titles.js";
import { Workspace } from "./program/workspace.js";
import { booted, cards, runtime } from "./python-start.js";
import { createReporter } from "./reporter.js";
import { Output } from "./results/output.js";
import { printedText } from "./results/text-card.js";
import { readEmbedding, tellHeight } from "./shell/embed.js";
import { keepFocus } from "./shell/focus.js";
import { createLanguageSwitch } from "./shell/language-switch.js";
import { createNotice } from "./shell/notice.js";
import { createPanes } from "./shell/panes.js";
import { createThemeSwitch } from "./shell/theme.js";
import { createToolbar } from "./shell/toolbar.js";
import { copyText } from "./ui/clipboard.js";
import { element } from "./ui/element.js";
import { fetchJson, lazily, onMissing } from "./ui/lazy.js";
import { openChannel, openStorage } from "./ui/storage.js";
import { language, words } from "./words/words.js";

const { body, documentElement } = document;
if (language !== "en") document.title = words.title;
const { title } = document;
documentElement.lang = language;

/** @type {ReturnType<Awaited<typeof cards>["createCards"]> | undefined} */
let late;

// Reading all this code is a task, making the editor another, then the rest of the page, and
// showing it is the last.
const nextTask = () => new Promise((resolve) => setTimeout(resolve));
await nextTask();

const embedding = readEmbedding(location.search);
const notice = createNotice(words.notice);
const drafts = createDrafts({
  storage: embedding ? null : openStorage("localStorage"),
  tabStorage: embedding ? null : openStorage("sessionStorage"),
  channel: embedding ? null : openChannel("micrograd.drafts"),
  onRefused: tellRefused,
  onDropped: (gone) => notice.show(words.notice.dropped(gone.map(nameOf))),
});
onMissing((isOutOfDate) => {
  const reload = { text: words.notice.reload, onClick: () => location.reload() };
  if (isOutOfDate) notice.show(words.notice.outOfDate, { actions: [reload] });
  else notice.show(words.notice.notFetched, { endsWithEdit: true });
});
const editor = createEditor({
  isReadOnly: embedding?.isReadOnly ?? false,
  label: words.editor,
  hint: words.editorHint,
  phrases: words.phrases,
  onEdit: edited,
  onFiles: () => tabs.update(),
  onRun: run,
  onShare: share,
  onKeys: openKeys,
  fetchReference,
  askSyntax: (source) => runtime.askSpare("syntax", { source }),
  explainCommand: words.advice["notebook-command"],
  onCursor: (place) => late?.setLine(reporter.isShownProgram() ? place : null),
});
await nextTask();
const tabs = createTabs({
  words: words.files,
  documents: editor.documents,
  focus: editor.focus,
  onEdit: edited,
  say: (sentence, actions = []) =>
    notice.show(sentence, { actions, endsWithEdit: actions.length === 0 }),
  isReadOnly: embedding?.isReadOnly ?? false,
});
editor.element.prepend(tabs.element);
const keys = lazily(async () =>
  (await import("./shell/keys.js")).createKeys({
    words: words.keys,
    storage: embedding ? null : openStorage("localStorage"),
    setVim: editor.setVim,
  }),
);
// Who has chosen other keys needs them at once.
if (!embedding && openStorage("localStorage")?.getItem("micrograd.keys")) void keys();

async function openKeys() {
  (await keys())?.open();
}

const prompt = createConsole({
  words: words.console,
  storage: embedding ? null : openStorage("sessionStorage"),
  evaluate: (source) => reporter.evaluate(source),
  complete: (text) => runtime.ask("console.complete", { text }),
});
const output = new Output({
  words,
  onLine: goTo,
  below: [prompt.element],
});
const panes = createPanes({
  words: words.panes,
  body,
  panes: { code: editor.element, results: output.element },
  cards: output.cards,
  focus: { code: editor.focus, results: () => output.focus() },
});
const toolbar = createToolbar({
  words,
  examples,
  onRun: run,
  onStop: () => runtime.stop(),
  onShare: share,
  onExample: (id) => workspace.openExample(id),
  onDraft: (id) => workspace.openDraftOf(id),
  onAllDrafts: openDrafts,
  onLessons: () => lessons.openPath(),
  onFile: {
    begin: tabs.begin,
    sources: tabs.sources,
    open: async () => (await exchange())?.choose(),
    saveProgram: async () => (await exchange())?.saveProgram(),
    saveNotebook: async () => (await exchange())?.saveNotebook(),
  },
});
const reporter = createReporter({
  words,
  body,
  toolbar,
  output,
  prompt,
  editor,
  runtime: () => runtime,
  isOnTask: () => lessons.isOnTask(),
  onVerdict: (verdict) => lessons.hear(verdict),
  onSettled(outcome) {
    showMoment();
    if (outcome === "error") lessons.failed(editor.files());
  },
});
const lessons = createLessons({
  storage: embedding ? null : openStorage("localStorage"),
  onRefused: tellRefused,
  open(id, files, shown, isFromLink) {
    workspace.openLesson(id, files, isFromLink);
    editor.documents.show(shown);
    if (isFromLink) notice.show(words.notice.fromLink, { endsWithEdit: true });
  },
  onTitle: showTitle,
  onOverwritten(files, name) {
    drafts.keep(files, name);
    showDrafts();
    notice.show(words.notice.overwritten, { endsWithEdit: true });
  },
  show: editor.documents.show,
  isReadOnly: embedding?.isReadOnly ?? false,
  replace(files) {
    if (Object.keys(files).length === 1) editor.edit(files[MAIN] ?? "");
    else openFiles(files);
  },
  onClose() {
    const { hash } = location;
    workspace.openDraft();
    const back = { text: words.notice.backToLesson, onClick: () => location.assign(hash) };
    if (hash !== "") notice.show(words.notice.leftLesson, { actions: [back], endsWithEdit: true });
  },
  files: editor.files,
  onPaper: async () => (await late?.onPaper()) ?? { groups: [], styles: "" },
  onUnknown: () => notice.show(words.notice.noLesson),
});
editor.element.prepend(lessons.element);
const fetchExamples = lazily(async () => {
  const sources = await fetchJson(built.examples);
  for (const example of examples) example.source = sources[example.id];
});
const newVersion = element("span", { className: "new-version" });
const loadOffline = lazily(() => import("./shell/offline.js"), { isQuiet: true });

async function keepOffline() {
  (await loadOffline())?.createOffline({ words: words.offline, line: newVersion }).start();
}
const workspace = new Workspace({
  editor,
  drafts,
  examples,
  fetchExamples,
  address: {
    fragment: () => location.hash,
    replace: (fragment) => history.replaceState(null, "", addressOf(fragment)),
    go(fragment) {
      if (fragment !== location.hash) history.pushState(null, "", addressOf(fragment));
    },
  },
  callbacks: {
    onOpened,
    onRefused: (fault) =>
      notice.show(fault === "noExample" ? words.notice.noExample : words.link[fault]),
    onDrafts: showDrafts,
    onLesson: lessons.open,
    onOwnLesson: lessons.openOwn,
    onBrokenLesson: (rule) => notice.show(words.link.lesson(rule)),
  },
});

const sharing = lazily(async () =>
  (await import("./program/sharing.js")).createSharing({
    words,
    workspace,
    notice,
    copy: copyText,
    language,
  }),
);

async function share() {
  await (await sharing())?.share();
}

const exchange = lazily(async () =>
  (await import("./program/open-save.js")).createExchange({
    words: words.notebooks,
    files: () => workspace.files(),
    title: () => titleOf(workspace.files()[MAIN] ?? ""),
    open(files, name) {
      workspace.openFiles(files);
      notice.show(words.notebooks.opened(name), { endsWithEdit: true });
    },
    say: (sentence) => notice.show(sentence, { endsWithEdit: true }),
  }),
);

function tellRefused() {
  if (!embedding) notice.show(words.notice.draftsRefused);
}

/** @param {string} fragment  of this page's address */
function addressOf(fragment) {
  return location.pathname + location.search + fragment;
}

/** Name the page in the browser's history, and among its tabs. */
function showTitle() {
  const { hash } = location;
  const given = lessons.title() || (hash.startsWith("#example=") && workspace.exampleTitle);
  const source = workspace.files()[MAIN] ?? "";
  const isFirstScreen = hash === "" && !own;
  // Of a program that begins with code, the first line is no title.
  const found = nameOfOwn() || (/^\s*["'#]/.test(source) && titleOf(source));
  const name = given || (!isFirstScreen && found);
  document.title = name ? `${name} · ${title}` : title;
}

// Before the editor, which would write a dropped file's text into the program.
editor.element.addEventListener("dragover", (event) => event.preventDefault(), { capture: true });
editor.element.addEventListener(
  "drop",
  async (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file || embedding?.isReadOnly) return;
    event.preventDefault();
    event.stopPropagation();
    await (await exchange())?.read(file);
  },
  { capture: true },
);

/** Of the last run: a link to one of its moments carries it. */
let seed = 0;

/** @param {import("../contract/protocol.js").Files} files  in place of the visitor's */
function openFiles(files) {
  editor.open(files);
  edited();
}

/** The visitor has changed the program. */
function edited() {
  notice.edited();
  workspace.edited();
  showTitle();
  lessons.edited(editor.files());
}

function run() {
  workspace.save();
  // What ends now belongs to the cards that go.
  runtime.stop();
  reporter.began();
  panes.show("results");
  body.classList.add("has-run");
  seed = workspace.moment?.seed ?? Math.floor(Math.random() * 2 ** 32);
  runtime.run({ files: workspace.files(), seed, lesson: lessons.forRun() }, late?.letters());
}

/** A run's cards are all there. */
function showMoment() {
  const { moment } = workspace;
  if (moment && !late?.lookAt(moment)) notice.show(words.notice.noMoment, { endsWithEdit: true });
}

/** @param {import("../contract/protocol.js").Place} place */
function goTo(place) {
  if (!reporter.isOfEditor()) {
    notice.show(words.results.other, { endsWithEdit: true });
    return;
  }
  panes.show("code");
  editor.goTo(place);
}

/** @param {import("./program/workspace.js").Origin} origin */
function onOpened(origin) {
  panes.show("code");
  editor.markFailed();
  reporter.opened();
  showDrafts();
  if (origin !== "lesson") lessons.leave();
  showTitle();
  if (origin === "link") {
    const toDraft = { text: words.notice.toDraft, onClick: () => workspace.openDraft() };
    const actions = drafts.all().length > 0 ? [toDraft] : [];
    const { exampleTitle: title, moment } = workspace;
    const sentences = [words.notice.fromLink];
    if (title) sentences.push(words.notice.fromExample(title));
    if (moment) sentences.push(words.notice.fromMoment);
    notice.show(sentences.join(" "), { actions, endsWithEdit: true });
  } else {
    notice.hide();
  }
}

const draftsDialog = lazily(async () =>
  (await import("./program/drafts-dialog.js")).createDraftsDialog({
    words: words.drafts,
    drafts,
    onOpen: (id) => workspace.openDraftOf(id),
    onChange: showDrafts,
  }),
);

async function openDrafts() {
  (await draftsDialog())?.open();
}

/** The draft that is written in, or would be opened. @type {import("./program/drafts.js").Draft | undefined} */
let own;

/** @param {import("./program/drafts.js").Draft} draft */
function nameOf(draft) {
  return draft.name || titleOf(draft.files[MAIN] ?? "").slice(0, 40) || words.emptyDraft;
}

/** What the visitor has called the draft that is written in. */
const nameOfOwn = () => workspace.isDraft && own?.name;

function showDrafts() {
  own = drafts.latest();
  const choices = drafts.all().map((draft) => {
    const name = nameOf(draft);
    const title = drafts.isOwn(draft)
      ? `${words.currentDraft}: ${name}`
      : words.draftOf(name, new Date(draft.time));
    return { id: draft.id, title };
  });
  toolbar.setDrafts(choices);
}

const footer = element("footer");
if (embedding) {
  body.classList.add("embed");
  body.classList.toggle("has-editor", embedding.hasEditor);
  const whole = element("button", { type: "button", className: "quiet" }, words.openWhole);
  whole.addEventListener("click", async () => (await sharing())?.openWhole());
  footer.append(whole);
  tellHeight(body);
} else {
  const storage = openStorage("localStorage");
  const lessonsButton = element("button", { type: "button", className: "quiet" }, words.lessons);
  lessonsButton.addEventListener("click", lessons.openPath);
  const keysButton = element(
    "button",
    { type: "button", className: "quiet keys-button" },
    words.keys.button,
  );
  keysButton.addEventListener("click", openKeys);
  footer.append(
    element("a", { href: words.creditUrl }, words.credit),
    element("a", { href: "docs/index.html" }, words.docs),
    element("a", { href: "licences.txt" }, words.licences),
    lessonsButton,
    keysButton,
    newVersion,
    createLanguageSwitch(words.language, () => workspace.save()).element,
    createThemeSwitch({ words, storage, root: documentElement }).element,
  );
}

await nextTask();
toolbar.element.append(panes.element);
keepFocus(document, () => toolbar.run);
const typing = lazily(
  async () =>
    (await import("./shell/typing.js")).createTyping({
      words: words.keyRow,
      body,
      editor: editor.element,
      apply: editor.apply,
      isReadOnly: embedding?.isReadOnly ?? false,
    }),
  { isQuiet: true },
);
const main = element("main", {}, editor.element, output.element);
document.querySelector("#loading")?.remove();
body.append(toolbar.element, notice.element, main, footer);
if (matchMedia("(pointer: coarse)").matches) void typing();
// Before what is opened first: its name is said.
void lazily(
  async () =>
    (await import("./shell/spoken.js")).createSpoken({
      body,
      cards: output.cards,
      printedText,
      isMoreWanted:
        !embedding && openStorage("localStorage")?.getItem("micrograd.spoken") === "more",
    }),
  { isQuiet: true },
)();
workspace.start();
void fetchExamples();
window.addEventListener("hashchange", () => workspace.openAddress());
window.addEventListener("pagehide", () => workspace.save());
document.addEventListener("visibilitychange", () => workspace.save());
cards.then(({ createCards }) => {
  late = createCards({
    runtime,
    editor: { ...editor, goTo },
    isReadOnly: embedding?.isReadOnly ?? false,
    isShownProgram: reporter.isShownProgram,
    copyMoment: async (moment) =>
      (await (await sharing())?.copyMoment({ ...moment, seed })) ?? false,
  });
  output.drawWith(late);
});
runtime.tell(reporter.callbacks);
if (embedding) toolbar.setStatus(words.status.asleep);
booted.then(editor.checkSyntax);
// Soon asked for, and a browser copies a link only shortly after a press.
booted.then(sharing);
// In another's page nothing is kept.
if (!embedding) booted.then(keepOffline);
