import assert from "node:assert/strict";
import { test } from "node:test";
import { createProgress, LONGEST } from "../../site/app/lessons/progress.js";
import { createDrafts } from "../../site/app/program/drafts.js";
import { memory } from "./memory.js";
import { processorTime } from "./processor-time.js";

const KEY = "micrograd.lessons.1";
const work = (/** @type {string} */ source) => ({ "main.py": source });

/** Tabs of one browser, and what gave way in each. @param {ReturnType<typeof memory>} storage */
function tab(storage) {
  /** @type {string[]} */
  const gone = [];
  let refused = 0;
  let unreadable = 0;
  const progress = createProgress({
    storage,
    onRefused: () => {
      refused += 1;
    },
    onOverwritten: (files, id) => gone.push(`${id}: ${files["main.py"]}`),
    onUnreadable: () => {
      unreadable += 1;
    },
  });
  return { ...progress, gone, refused: () => refused, unreadable: () => unreadable };
}

const kept = (/** @type {ReturnType<typeof memory>} */ storage) =>
  JSON.parse(storage.kept[KEY] ?? "{}");

test("work gives way with a word where a link's answer is shown in its place", () => {
  const storage = memory();
  const one = tab(storage);
  one.begin("a");
  one.keep("a", work("mine"));
  one.begin("a", work("a link's"));
  assert.deepEqual(one.gone, []);
  one.keep("a", work("a link's, edited"));
  one.keep("a", work("a link's, edited again"));
  // A second link, while the first one's answer is written.
  one.begin("a", work("another's"));
  one.keep("a", work("another's, edited"));
  assert.deepEqual(one.gone, ["a: mine", "a: a link's, edited again"]);
});

test("a link that shows the same work takes none away", () => {
  const one = tab(memory());
  one.keep("a", work("mine"));
  one.begin("a", work("mine"));
  one.keep("a", work("mine, edited"));
  assert.deepEqual(one.gone, []);
});

test("work that is too long is said, and what was kept before stays", () => {
  const storage = memory();
  const one = tab(storage);
  assert.equal(one.keep("a", work("x".repeat(LONGEST))), "");
  assert.equal(one.keep("a", work("x".repeat(LONGEST + 1))), "tooLong");
  assert.equal(kept(storage).a.files["main.py"].length, LONGEST);
  assert.equal(one.keep("a", work("short")), "");
});

test("long work of a file, or of a newer version, is shown", () => {
  const long = { a: { files: work("x".repeat(LONGEST + 1)) } };
  assert.equal(
    tab(memory({ [KEY]: JSON.stringify(long) })).of("a").files?.["main.py"]?.length,
    LONGEST + 1,
  );
});

test("what a newer version kept outlives typing, an undo, and another's progress", () => {
  const newer = { a: { cells: [1], files: { notebook: ["x"] } }, "b.2": { kind: "newer" } };
  const storage = memory({ [KEY]: JSON.stringify(newer) });
  const one = tab(storage);
  one.begin("a");
  assert.equal(one.keep("a", work("mine")), "ofNewer");
  one.pass("c");
  assert.deepEqual({ ...kept(storage), c: undefined }, { ...newer, c: undefined });
  const before = one.state();
  one.beginAnew();
  assert.deepEqual(kept(storage), {});
  one.undo(before, {});
  one.merge({ d: { passed: 1 } });
  assert.deepEqual(kept(storage), { ...before, d: { passed: 1 } });
});

test("after a refusal the work of other tabs is left as it is", () => {
  const storage = memory({}, { limit: 200 });
  const [one, two] = [tab(storage), tab(storage)];
  one.begin("a");
  one.keep("a", work("small"));
  const fill = "x".repeat(80);
  storage.setItem("other", fill);
  one.keep("a", work(`long ${fill}`));
  one.keep("a", work(`longer ${fill}`));
  assert.equal(one.refused(), 1);
  assert.equal(one.of("a").files?.["main.py"], `longer ${fill}`);
  storage.removeItem("other");
  two.begin("b");
  two.keep("b", work("of tab two"));
  one.keep("a", work("goes on"));
  assert.deepEqual(kept(storage), {
    a: { files: work("goes on") },
    b: { files: work("of tab two") },
  });
  assert.deepEqual(one.gone, []);
});

test("what the storage refused comes into it with the next change, over another tab's with a word", () => {
  const storage = memory({}, { limit: 200 });
  const [one, two] = [tab(storage), tab(storage)];
  one.keep("a", work("small"));
  storage.setItem("other", "x".repeat(120));
  one.keep("a", work("x".repeat(60)));
  storage.removeItem("other");
  two.begin("a");
  two.keep("a", work("of tab two"));
  one.pass("b");
  assert.equal(kept(storage).a.files["main.py"], "x".repeat(60));
  assert.ok(kept(storage).b.passed);
  assert.deepEqual(one.gone, ["a: of tab two"]);
  two.keep("a", work("of tab two again"));
  assert.deepEqual(two.gone, [`a: ${"x".repeat(60)}`]);
});

test("refused work gives way to a link's with a word", () => {
  const one = tab(memory({}, { limit: 0 }));
  one.begin("a");
  one.keep("a", work("mine"));
  one.begin("a", work("a link's"));
  one.keep("a", work("a link's, edited"));
  assert.deepEqual(one.gone, ["a: mine"]);
});

test("an undo leaves what came since", () => {
  const storage = memory();
  const [one, two] = [tab(storage), tab(storage)];
  one.keep("a", work("old"));
  one.keep("b", work("old"));
  one.pass("b");
  const before = one.state();
  one.beginAnew();
  two.keep("b", work("new"));
  two.keep("c", work("new"));
  assert.equal(one.undo(before, {}), true);
  assert.deepEqual(kept(storage), { ...before, c: { files: work("new") } });
  assert.deepEqual(one.gone, ["b: new"]);
});

test("an undo of a file's progress takes back that alone", () => {
  const storage = memory();
  const one = tab(storage);
  one.keep("a", work("mine"));
  const before = one.state();
  assert.equal(one.merge({ a: { passed: 1, files: work("theirs") }, b: { passed: 1 } }), "gaveWay");
  const after = one.state();
  one.keep("c", work("since"));
  assert.equal(one.undo(before, after), false);
  assert.deepEqual(kept(storage), { ...before, c: { files: work("since") } });
});

for (const [mine, theirs, stays] of /** @type {[object, object, boolean][]} */ ([
  [{}, {}, false],
  [{ passed: 1 }, { passed: 2 }, false],
  [{}, { passed: 2 }, false],
  [{ passed: 1 }, {}, true],
])) {
  const name = JSON.stringify([mine, theirs]);
  test(`own work that a file's takes the place of is given away: ${name}`, () => {
    const storage = memory({ [KEY]: JSON.stringify({ a: { ...mine, files: work("mine") } }) });
    const one = tab(storage);
    assert.equal(
      one.merge({ a: { ...theirs, files: work("theirs") } }),
      stays ? "taken" : "gaveWay",
    );
    assert.equal(kept(storage).a.files["main.py"], stays ? "mine" : "theirs");
    assert.deepEqual(one.gone, stays ? [] : ["a: mine"]);
  });
}

test("the file has what other tabs wrote", () => {
  const storage = memory();
  const [one, two] = [tab(storage), tab(storage)];
  one.keep("a", work("one"));
  two.keep("b", work("two"));
  assert.deepEqual(Object.keys(JSON.parse(one.file("")).lessons), ["a", "b"]);
});

/** A storage that drafts fill, and a tab that writes progress into it. @param {{limit: number, size: number}} room */
function fullOfDrafts({ limit, size }) {
  const storage = memory({}, { limit });
  const onDropped = () => assert.fail("a draft went");
  const drafts = createDrafts({ storage, tabStorage: memory(), onDropped });
  for (const name of "abc") drafts.begin(work(name.repeat(size)));
  const one = tab(storage);
  return { storage, one, drafts: () => createDrafts({ storage, tabStorage: memory() }).all() };
}

test("no draft goes for what is typed in a lesson", () => {
  const { one, drafts } = fullOfDrafts({ limit: 5_000, size: 1_400 });
  one.keep("a", work("x".repeat(1_500)));
  assert.equal(one.refused(), 1);
  assert.equal(drafts().length, 3);
  assert.equal(one.of("a").files?.["main.py"]?.length, 1_500);
});

for (const how of /** @type {const} */ (["merge", "replace"])) {
  test(`no draft goes for a file's progress, which is taken whole or not at all: ${how}`, () => {
    const { storage, one, drafts } = fullOfDrafts({ limit: 5_000, size: 1_000 });
    one.keep("a", work("mine"));
    const before = { ...storage.kept };
    const lessons = { a: { files: work("x") }, b: { passed: 1, files: work("x".repeat(1_900)) } };
    assert.equal(one[how](lessons), "noRoom");
    assert.deepEqual(storage.kept, before);
    assert.equal(drafts().length, 3);
    assert.deepEqual([one.gone, one.refused()], [[], 0]);
    assert.deepEqual(one.of("a"), { files: work("mine") });
    assert.notEqual(one[how]({ b: { passed: 1 } }), "noRoom");
    assert.deepEqual(kept(storage).b, { passed: 1 });
  });
}

test("a file is refused that leaves no room for the own work that gives way", () => {
  const { storage, one, drafts } = fullOfDrafts({ limit: 5_000, size: 1_000 });
  one.keep("a", work("m".repeat(900)));
  assert.equal(one.merge({ a: { files: work("t".repeat(950)) } }), "noRoom");
  assert.equal(kept(storage).a.files["main.py"].length, 900);
  assert.equal(drafts().length, 3);
});

const file = (/** @type {any} */ lessons, more = {}) =>
  JSON.stringify({ format: "micrograd lessons 1", learner: "L", lessons, ...more });
const isKnown = (/** @type {string} */ id) => id.length === 1;

test("of a file, a lesson gets no more than it keeps; all that is not known has the room of one", () => {
  const one = tab(memory());
  const half = { passed: 1, files: work("x".repeat(LONGEST / 2)) };
  const long = { passed: 1, files: work("x".repeat(LONGEST + 1)) };
  const lessons = { a: half, b: long, c: half, new1: half, new2: long, new3: half, new4: half };
  const found = one.readFile(file(lessons), isKnown);
  assert.equal(found?.left, 3);
  const without = { passed: 1 };
  assert.deepEqual(found?.lessons, { ...lessons, b: without, new2: without, new4: without });
});

const foreign = {
  "null for lessons": file(null),
  "a list for lessons": file([{ passed: 1 }]),
  "a text for lessons": file("a"),
  "brackets without an end": `{"format":"micrograd lessons 1","lessons":${"[".repeat(6_000_000)}`,
  "brackets elsewhere": file({}, { a: 1 }).replace("1}", `${"[".repeat(1e6)}${"]".repeat(1e6)}}`),
  "a million values": file({}, { a: Array(1e6).fill(0) }),
  "a million lessons": file(Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, {}]))),
  "a text longer than any storage": file({ a: { files: work("x".repeat(15_000_000)) } }),
};
for (const [name, content] of Object.entries(foreign)) {
  test(`a file of progress is refused, and at once: ${name}`, () => {
    const one = tab(memory());
    const start = processorTime();
    JSON.parse(JSON.stringify({ a: "\\n".repeat(1_000_000) }));
    const measure = processorTime() - start;
    const begun = processorTime();
    assert.equal(one.readFile(content, isKnown), null);
    assert.ok(processorTime() - begun < 20 * measure);
  });
}

test("an entry that can't be read is put aside before it is overwritten, and that is said once", () => {
  for (const broken of [
    '{"a": {"passed": 1',
    "[1, 2]",
    "null",
    "true",
    "\u0000",
    "[".repeat(10_000),
  ]) {
    const storage = memory({ [KEY]: broken });
    const one = tab(storage);
    assert.deepEqual(one.all(), {});
    assert.equal(storage.kept[KEY], broken, "looking changes nothing");
    one.begin("a");
    one.keep("a", work("new"));
    one.keep("a", work("newer"));
    assert.equal(storage.kept[`${KEY}.unreadable.1`], broken);
    assert.equal(kept(storage).a.files["main.py"], "newer");
    assert.equal(one.unreadable(), 1);
    storage.kept[KEY] = "broken again";
    one.replace({ b: { passed: 1 } });
    assert.equal(storage.kept[`${KEY}.unreadable.1`], broken);
    assert.equal(storage.kept[`${KEY}.unreadable.2`], "broken again");
    assert.deepEqual(kept(storage), { b: { passed: 1 } });
  }
});

test("an entry that can't be read stays where there is no room to put it aside", () => {
  const broken = "x".repeat(100);
  const storage = memory({ [KEY]: broken }, { limit: KEY.length + broken.length + 5 });
  const one = tab(storage);
  one.begin("a");
  one.keep("a", work("new"));
  assert.equal(storage.kept[KEY], broken);
  assert.equal(one.refused(), 1);
  assert.equal(one.unreadable(), 0);
  assert.deepEqual(one.of("a").files, work("new"));
});
