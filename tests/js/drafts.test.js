import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../site/app/program/drafts.js";
import { memory } from "./memory.js";

/** Tabs that hear each other at once. */
function channels() {
  /** @type {import("../../site/app/program/drafts.js").Channel[]} */
  const all = [];
  return () => {
    /** @type {import("../../site/app/program/drafts.js").Channel} */
    const channel = {
      onmessage: null,
      postMessage(/** @type {any} */ data) {
        for (const other of all)
          if (other !== channel)
            other.onmessage?.call(
              /** @type {any} */ (other),
              /** @type {MessageEvent} */ ({ data }),
            );
      },
    };
    all.push(channel);
    return channel;
  };
}

const program = (/** @type {string} */ source) => ({ "main.py": source });
const sources = (/** @type {ReturnType<typeof createDrafts>} */ drafts) =>
  drafts.all().map(({ files }) => files["main.py"]);

test("a saved draft is there for the next visit", () => {
  const storage = memory();
  createDrafts({ storage, tabStorage: memory() }).save(program("a = 1"));
  assert.deepEqual(sources(createDrafts({ storage, tabStorage: memory() })), ["a = 1"]);
});

test("a draft of a time before 1970, as a wrong clock tells it, is listed too", () => {
  const entry = JSON.stringify({ id: "a", time: -5, files: program("old") });
  const storage = memory({ "micrograd.draft.1.a": entry });
  assert.deepEqual(sources(createDrafts({ storage, tabStorage: memory() })), ["old"]);
});

test("saving replaces the current draft only", () => {
  const drafts = createDrafts({ storage: memory(), tabStorage: memory() });
  drafts.begin(program("first"));
  drafts.begin(program("second"));
  drafts.save(program("second, edited"));
  assert.deepEqual(sources(drafts), ["second, edited", "first"]);
});

test("beginning another draft keeps the one before, and neither twins nor blanks", () => {
  const drafts = createDrafts({ storage: memory(), tabStorage: memory() });
  for (const source of ["mine", " \n", "theirs", "mine"]) drafts.begin(program(source));
  assert.deepEqual(sources(drafts), ["mine", "theirs"]);
});

test("two tabs write a draft each, and neither overwrites the other", () => {
  const storage = memory();
  let time = 0;
  const now = () => ++time;
  const first = createDrafts({ storage, tabStorage: memory(), now });
  first.save(program("first"));
  const second = createDrafts({ storage, tabStorage: memory(), now });
  second.begin(program("second"));
  first.save(program("first, edited"));
  assert.deepEqual(sources(second), ["first, edited", "second"]);
});

test("a tab that reloads goes on with its own draft", () => {
  const [storage, tabStorage] = [memory(), memory()];
  createDrafts({ storage, tabStorage }).save(program("mine"));
  createDrafts({ storage, tabStorage: memory() }).begin(program("theirs"));
  const again = createDrafts({ storage, tabStorage });
  assert.deepEqual(
    again
      .all()
      .filter(again.isOwn)
      .map(({ files }) => files["main.py"]),
    ["mine"],
  );
});

test("no draft goes because there are many", () => {
  const drafts = createDrafts({ storage: memory(), tabStorage: memory() });
  for (let i = 0; i < 100; i += 1) drafts.begin(program(`x = ${i}`));
  assert.equal(drafts.all().length, 100);
  assert.equal(sources(drafts)[0], "x = 99");
});

test("where the storage is full the oldest drafts make room, and that is said", () => {
  /** @type {string[]} */
  const gone = [];
  const storage = memory({}, { limit: 5_000 });
  const drafts = createDrafts({
    storage,
    tabStorage: memory(),
    onRefused: () => assert.fail("it was not refused"),
    onDropped: (dropped) => gone.push(...dropped.map(({ files }) => files["main.py"] ?? "")),
  });
  for (const name of "abcdef") drafts.begin(program(name.repeat(1_200)));
  assert.deepEqual(
    gone.map((text) => text[0]),
    ["a", "b", "c"],
  );
  assert.deepEqual(
    sources(createDrafts({ storage, tabStorage: memory() })).map((text) => text?.[0]),
    ["f", "e", "d"],
  );
});

test("nothing makes room for what would not fit into an empty storage", () => {
  let said = 0;
  const storage = memory({}, { limit: 5_000 });
  const onRefused = () => {
    said += 1;
  };
  const onDropped = () => assert.fail("nothing may go");
  const drafts = createDrafts({ storage, tabStorage: memory(), onRefused, onDropped });
  drafts.begin(program("small"));
  drafts.begin(program("x".repeat(6_000)));
  assert.equal(said, 1);
  assert.equal(sources(drafts).length, 2);
  drafts.save(program("small again"));
  assert.deepEqual(sources(createDrafts({ storage, tabStorage: memory() })), [
    "small again",
    "small",
  ]);
});

test("a storage that is full is said once, and the drafts live on in the page", () => {
  let said = 0;
  const onRefused = () => {
    said += 1;
  };
  const storage = memory({}, { limit: 0 });
  const drafts = createDrafts({ storage, tabStorage: memory(), onRefused });
  drafts.save(program("a"));
  drafts.save(program("b"));
  assert.deepEqual(sources(drafts), ["b"]);
  assert.equal(said, 1);
});

test("no storage at all is met like a full one", () => {
  const drafts = createDrafts({ storage: null, tabStorage: null });
  drafts.save(program("a"));
  assert.deepEqual(sources(drafts), ["a"]);
});

for (const rubbish of [
  "{",
  "5",
  '[{"files": 3}, null, {"id": "a", "time": 1, "files": {"main.py": "ok"}}, {"id": "b", "time": 1e99, "files": {"main.py": "x"}}]',
]) {
  test(`what the storage holds is checked: ${rubbish}`, () => {
    const drafts = createDrafts({
      storage: memory({ "micrograd.drafts.1": rubbish }),
      tabStorage: memory(),
    });
    assert.ok(sources(drafts).every((source) => source === "ok"));
  });
}

test("a draft is named, removed and brought back to its place", () => {
  let time = 0;
  const now = () => {
    time += 1;
    return time;
  };
  const drafts = createDrafts({ storage: memory(), tabStorage: memory(), now });
  for (const source of ["a", "b", "c"]) drafts.begin(program(source));
  const [, middle] = drafts.all();
  drafts.rename(middle?.id ?? "", "x".repeat(100));
  assert.equal(drafts.all()[1]?.name, "x".repeat(80));
  drafts.remove(middle?.id ?? "");
  assert.deepEqual(sources(drafts), ["c", "a"]);
  if (middle) drafts.restore(middle);
  assert.deepEqual(sources(drafts), ["c", "b", "a"]);
  drafts.rename(drafts.all()[0]?.id ?? "", "mine");
  drafts.save(program("c, edited"));
  assert.equal(drafts.all()[0]?.name, "mine");
});

test("a duplicated tab takes a draft of its own, whichever of the two writes first", () => {
  for (const writesFirst of ["the first", "the second"]) {
    const [storage, join] = [memory(), channels()];
    const tabStorage = memory();
    const first = createDrafts({ storage, tabStorage, channel: join() });
    first.save(program("both"));
    const copied = memory({ ...tabStorage.kept });
    const second = createDrafts({ storage, tabStorage: copied, channel: join() });
    assert.equal(second.latest()?.files["main.py"], "both");
    if (writesFirst === "the first") first.save(program("first"));
    second.save(program("second"));
    first.save(program("first"));
    assert.deepEqual(sources(first).sort(), ["first", "second"], `${writesFirst} wrote first`);
  }
});

test("a draft that another tab has changed since is not overwritten, even if no tab can be asked", () => {
  const [storage, tabStorage] = [memory(), memory()];
  const first = createDrafts({ storage, tabStorage });
  first.save(program("both"));
  const second = createDrafts({ storage, tabStorage: memory({ ...tabStorage.kept }) });
  first.save(program("first"));
  second.save(program("second"));
  first.save(program("first, edited"));
  assert.deepEqual(sources(first).sort(), ["first, edited", "second"]);
});

test("drafts as an older version kept them are there, and change like others", () => {
  const old = ["a", "b"].map((id, i) => ({ id, time: 2 - i, files: program(id) }));
  const storage = memory({ "micrograd.drafts.1": JSON.stringify(old) });
  const drafts = createDrafts({ storage, tabStorage: memory({ "micrograd.draft.1": "b" }) });
  assert.deepEqual(sources(drafts), ["a", "b"]);
  drafts.save(program("b, edited"));
  assert.deepEqual(sources(drafts), ["b, edited", "a"]);
  drafts.remove("a");
  assert.deepEqual(sources(createDrafts({ storage, tabStorage: memory() })), ["b, edited"]);
  assert.equal(storage.kept["micrograd.drafts.1"], undefined);
});

test("old drafts that nearly fill the storage can be changed", () => {
  const old = [{ id: "a", time: 1, files: program("a".repeat(3_000)) }];
  const storage = memory({ "micrograd.drafts.1": JSON.stringify(old) }, { limit: 5_000 });
  const drafts = createDrafts({ storage, tabStorage: memory({ "micrograd.draft.1": "a" }) });
  drafts.save(program("b".repeat(3_000)));
  assert.equal(sources(createDrafts({ storage, tabStorage: memory() }))[0]?.[0], "b");
});

test("what a newer version kept stays as it is", () => {
  const list = JSON.stringify([{ id: "newer", time: 1, cells: ["x"] }]);
  const entry = JSON.stringify({ id: "own", time: 1, cells: ["y"] });
  const kept = {
    "micrograd.drafts.1": list,
    "micrograd.drafts.2": "anything",
    "micrograd.draft.1.own": entry,
  };
  const storage = memory({ ...kept });
  const drafts = createDrafts({ storage, tabStorage: memory({ "micrograd.draft.1": "own" }) });
  drafts.save(program("mine"));
  drafts.begin(program("another"));
  drafts.remove(drafts.all()[0]?.id ?? "");
  assert.deepEqual(sources(drafts), ["mine"]);
  for (const [key, text] of Object.entries(kept)) assert.equal(storage.kept[key], text);
});

test("what a newer version says of a draft outlives a change of it", () => {
  const draft = { id: "a", time: 1, files: program("a"), mood: "new" };
  const storage = memory({ "micrograd.draft.1.a": JSON.stringify(draft) });
  const drafts = createDrafts({ storage, tabStorage: memory({ "micrograd.draft.1": "a" }) });
  drafts.save(program("b"));
  drafts.rename("a", "mine");
  const { mood, name, files } = JSON.parse(storage.kept["micrograd.draft.1.a"] ?? "");
  assert.deepEqual({ mood, name, files }, { mood: "new", name: "mine", files: program("b") });
});

test("without a secure context, and so without `crypto.randomUUID`, drafts are kept", (t) => {
  t.mock.method(crypto, "randomUUID", () => assert.fail("not there"));
  const storage = memory();
  createDrafts({ storage, tabStorage: memory() }).begin(program("a = 1"));
  assert.deepEqual(sources(createDrafts({ storage, tabStorage: memory() })), ["a = 1"]);
});

test("a draft of a link's lesson that another tab deleted comes back with its lesson", () => {
  const storage = memory();
  const first = createDrafts({ storage, tabStorage: memory() });
  first.begin(program("mine"), "#code=1.lesson");
  const second = createDrafts({ storage, tabStorage: memory() });
  second.remove(second.all()[0]?.id ?? "");
  first.save(program("mine, edited"), "#code=1.lesson");
  assert.equal(first.all()[0]?.link, "#code=1.lesson");
});

test("drafts that say the same for two lessons stay two", () => {
  const drafts = createDrafts({ storage: memory(), tabStorage: memory() });
  drafts.begin(program("same"), "#code=1.first");
  drafts.begin(program("same"), "#code=1.second");
  assert.deepEqual(
    drafts.all().map(({ link }) => link),
    ["#code=1.second", "#code=1.first"],
  );
});

test("what is kept already is not kept twice", () => {
  const drafts = createDrafts({ storage: memory(), tabStorage: memory() });
  for (const source of ["a", "b", "a"]) drafts.keep(program(source), "A lesson");
  assert.equal(drafts.all().length, 2);
});
