/** Which program is in the editor, and where it came from: without an editor, and without a browser. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../site/app/program/drafts.js";
import { Workspace } from "../../site/app/program/workspace.js";
import { encodeLink } from "../../site/contract/link.js";

// Saving is put off by a timer of the page's.
Object.assign(globalThis, { window: globalThis });

function memory() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    key: (/** @type {number} */ i) => [...kept.keys()][i] ?? null,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
}

const program = (/** @type {string} */ source) => ({ "main.py": source });

/** @param {string} [fragment]  of the address @param {ReturnType<typeof memory>} [storage] */
function page(fragment = "", storage = memory()) {
  let files = program("");
  let address = fragment;
  /** @type {string[]} */
  const entries = [];
  /** @type {any[]} */
  const told = [];
  const drafts = createDrafts({ storage, tabStorage: memory() });
  const workspace = new Workspace({
    editor: {
      files: () => files,
      open(opened) {
        files = /** @type {any} */ (opened);
      },
    },
    drafts,
    examples: [
      { id: "first", title: "First", source: "first = 1" },
      { id: "second", title: "Second", source: "second = 2" },
    ],
    fetchExamples: async () => {},
    address: {
      fragment: () => address,
      replace: (next) => {
        address = next;
      },
      go(next) {
        if (next !== address) entries.push(next);
        address = next;
      },
    },
    callbacks: {
      onOpened: (origin) => told.push(origin),
      onRefused: (fault) => told.push({ refused: fault }),
      onDrafts() {},
      onLesson: (id, given) => told.push({ lesson: id, given }),
      onOwnLesson: (lesson) => told.push({ own: lesson.title }),
      onBrokenLesson: (rule) => told.push({ broken: rule }),
    },
  });
  return {
    workspace,
    drafts,
    storage,
    told,
    entries,
    address: () => address,
    source: () => files["main.py"],
    /** @param {string} source */
    type(source) {
      files = program(source);
      workspace.edited();
    },
    sources: () => drafts.all().map((draft) => draft.files["main.py"]),
  };
}

test("a visitor without a draft sees the first example, and keeps none of it", () => {
  const { workspace, source, sources } = page();
  workspace.start();
  assert.equal(source(), "first = 1");
  workspace.save();
  assert.deepEqual(sources(), []);
});

test("what is typed becomes a draft, which the next visit opens", () => {
  const first = page();
  first.workspace.start();
  first.type("mine = 1");
  first.workspace.save();
  const second = page("", first.storage);
  second.workspace.start();
  assert.equal(second.source(), "mine = 1");
});

test("an example over a draft keeps the draft, and gets one of its own with the first edit", async () => {
  const { workspace, type, sources, address } = page();
  workspace.start();
  type("mine = 1");
  await workspace.openExample("second");
  assert.equal(address(), "#example=second");
  assert.deepEqual(sources(), ["mine = 1"]);
  type("second = 3");
  workspace.save();
  assert.deepEqual(sources().sort(), ["mine = 1", "second = 3"]);
  assert.equal(address(), "");
});

test("an example that is not there is told of, and leaves the program", async () => {
  const { workspace, source, told } = page("#example=third");
  await workspace.start();
  assert.equal(source(), "first = 1");
  assert.deepEqual(told.at(-1), { refused: "noExample" });
});

test("a link's program is looked at: no draft before the first edit", async () => {
  const link = await encodeLink({ files: program("theirs = 1") });
  const { workspace, source, sources, told, type, address } = page(link);
  await workspace.start();
  assert.equal(source(), "theirs = 1");
  assert.equal(told.at(-1), "link");
  assert.equal(address(), link);
  assert.deepEqual(sources(), []);
  type("theirs = 2");
  workspace.save();
  assert.deepEqual(sources(), ["theirs = 2"]);
  assert.equal(address(), "");
});

test("a link that unfolds after the visitor has typed opens nothing over that", async () => {
  const link = await encodeLink({ files: program("theirs = 1") });
  const { workspace, source, type } = page(link);
  const opening = workspace.start();
  type("mine = 1");
  await opening;
  assert.equal(source(), "mine = 1");
});

test("of two things asked for, the last is opened", async () => {
  const link = await encodeLink({ files: program("theirs = 1") });
  const { workspace, source } = page(link);
  const opening = workspace.start();
  await workspace.openExample("second");
  await opening;
  assert.equal(source(), "second = 2");
});

test("a broken link is told of, and the address no longer has it", async () => {
  const { workspace, told, address } = page("#code=1.broken");
  await workspace.start();
  assert.ok(told.at(-1).refused);
  assert.equal(address(), "");
});

test("a lesson keeps its address while it is written in, and writes no draft", () => {
  const { workspace, type, address, sources, told } = page();
  workspace.start();
  workspace.openLesson("chain", program("gap = ..."), false);
  assert.equal(told.at(-1), "lesson");
  type("gap = 1");
  workspace.save();
  assert.equal(address(), "#lesson=chain");
  assert.deepEqual(sources(), []);
});

test("a shared answer to a lesson opens the lesson with it", async () => {
  const link = await encodeLink({ files: program("gap = 1"), course: "chain" });
  const { workspace, told } = page(link);
  await workspace.start();
  assert.deepEqual(told.at(-1), { lesson: "chain", given: program("gap = 1") });
});

test("what is shared can be opened again", async () => {
  const first = page();
  first.workspace.start();
  first.type("mine = 1");
  const second = page(await first.workspace.putIntoAddress());
  assert.equal(first.address(), await first.workspace.linkTo());
  await second.workspace.start();
  assert.equal(second.source(), "mine = 1");
});
