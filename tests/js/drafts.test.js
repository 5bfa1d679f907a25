import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../site/app/drafts.js";

/** @param {Record<string, string>} [kept] */
function memory(kept = {}) {
  return {
    getItem: (/** @type {string} */ key) => kept[key] ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      kept[key] = value;
    },
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
  const first = createDrafts({ storage, tabStorage: memory() });
  first.save(program("first"));
  const second = createDrafts({ storage, tabStorage: memory() });
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

test("the number of kept drafts is bounded", () => {
  const drafts = createDrafts({ storage: memory(), tabStorage: memory() });
  for (let i = 0; i < 100; i += 1) drafts.begin(program(`x = ${i}`));
  assert.equal(drafts.all().length, 51);
  assert.equal(sources(drafts)[0], "x = 99");
});

test("a storage that is full is said once, and the drafts live on in the page", () => {
  let said = 0;
  const storage = {
    getItem: () => null,
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  const onRefused = () => {
    said += 1;
  };
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
