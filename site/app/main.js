/**
 * The composition root: makes the page's parts and joins them. What a part does is in its file.
 */

import examples from "built-examples";
import { createDrafts } from "./drafts.js";
import { createEditor } from "./editor.js";
import { element } from "./element.js";
import { createGraphView } from "./graph-view.js";
import { createLayout } from "./layout.js";
import { createNotice } from "./notice.js";
import { createOutput } from "./output.js";
import { fetchPythonParts } from "./python-parts.js";
import { createReporter } from "./reporter.js";
import { Runtime } from "./runtime.js";
import { LinkError } from "./share.js";
import { createThemeSwitch } from "./theme.js";
import { createToolbar } from "./toolbar.js";
import { words } from "./words/en.js";
import { Workspace } from "./workspace.js";

const { body, documentElement } = document;
const storage = openStorage();

const notice = createNotice(words.notice);
const drafts = createDrafts({
  storage,
  onRefused: () => notice.show(words.notice.draftsRefused),
});
const editor = createEditor({
  label: words.editor,
  onEdit() {
    notice.edited();
    workspace.edited();
  },
  onRun: run,
});
const output = createOutput({
  words,
  showGraph: createGraphView({ layout: createLayout({ timeout: words.drawTimeout }), words }),
  onLine: editor.goTo,
});
const toolbar = createToolbar({
  words,
  examples,
  onRun: run,
  onStop: () => runtime.stop(),
  onShare: share,
  onExample: (id) => workspace.openExample(id),
  onDraft: (index) => workspace.openDraft(index),
});
const reporter = createReporter({ words, body, toolbar, output, editor, runtime: () => runtime });
const runtime = new Runtime({ fetchParts: fetchPythonParts, callbacks: reporter.callbacks });
const workspace = new Workspace({
  editor,
  drafts,
  examples,
  address: {
    fragment: () => location.hash,
    replace: (fragment) =>
      history.replaceState(null, "", location.pathname + location.search + fragment),
  },
  callbacks: {
    onOpened,
    onRefused: (fault) =>
      notice.show(fault === "noExample" ? words.notice.noExample : words.link[fault]),
    onDrafts: showDrafts,
  },
});

function run() {
  workspace.save();
  reporter.began();
  runtime.run(workspace.files());
}

async function share() {
  try {
    await workspace.share();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    notice.show(words.notice.tooLong, { endsWithEdit: true });
    return;
  }
  const isCopied = await navigator.clipboard.writeText(location.href).then(
    () => true,
    () => false,
  );
  const sentence = isCopied ? words.notice.shared : words.notice.sharedByHand;
  notice.show(sentence, { endsWithEdit: true });
}

/** @param {import("./workspace.js").Origin} origin */
function onOpened(origin) {
  editor.markFailed();
  showDrafts();
  if (origin === "link") {
    const action = { text: words.notice.toDraft, onClick: () => workspace.openDraft() };
    notice.show(words.notice.fromLink, { action, endsWithEdit: true });
  } else {
    notice.hide();
  }
}

function showDrafts() {
  const titles = drafts.all().map(({ files, time }, i) => {
    const name = firstLine(files["main.py"] ?? "") || words.emptyDraft;
    return i === 0 ? `${words.currentDraft}: ${name}` : words.draftOf(name, new Date(time));
  });
  toolbar.setDrafts(titles);
}

/** @param {string} source */
const firstLine = (source) => (source.trim().split("\n", 1)[0] ?? "").slice(0, 40);

/** The browser's storage; null where a setting forbids even to ask for it. */
function openStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

body.append(
  toolbar.element,
  notice.element,
  element("main", {}, editor.element, output.element),
  element(
    "footer",
    {},
    element("a", { href: words.creditUrl }, words.credit),
    element("a", { href: "licences.txt" }, words.licences),
    createThemeSwitch({ words, storage, root: documentElement }).element,
  ),
);
workspace.start();
window.addEventListener("hashchange", () => workspace.openAddress());
window.addEventListener("pagehide", () => workspace.save());
runtime.boot();
