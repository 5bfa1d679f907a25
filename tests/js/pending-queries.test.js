import assert from "node:assert/strict";
import { test } from "node:test";
import { PendingQueries } from "../../site/app/python/pending-queries.js";
import { NoAnswer } from "../../site/contract/no-answer.js";

const because = (/** @type {string} */ reason) => (/** @type {unknown} */ error) =>
  error instanceof NoAnswer && error.reason === reason;

test("an answer goes to its own question, in any order", async () => {
  const answers = new PendingQueries();
  const ids = [];
  const [first, second] = [1, 2].map(() => answers.ask((id) => ids.push(id)));
  answers.hear({ id: ids[1], data: '{"n": 2}' });
  answers.hear({ id: ids[0], data: '{"n": 1}' });
  assert.deepEqual(await Promise.all([first, second]), [{ n: 1 }, { n: 2 }]);
});

test("a question that gets no answer in time ends, and a late answer is dropped", async () => {
  const answers = new PendingQueries({ deadline: 1 });
  let asked = 0;
  const answer = answers.ask((id) => {
    asked = id;
  });
  await assert.rejects(answer, because("late"));
  answers.hear({ id: asked, data: "{}" });
});

test("what is no JSON is no answer", async () => {
  const answers = new PendingQueries();
  const answer = answers.ask((id) => queueMicrotask(() => answers.hear({ id, data: "{" })));
  await assert.rejects(answer, because("unreadable"));
});

test("when the interpreter is gone, every question ends", async () => {
  const answers = new PendingQueries();
  const both = [answers.ask(() => {}), answers.ask(() => {})];
  answers.drop();
  for (const answer of both) await assert.rejects(answer, because("gone"));
});

test("an answer that no one waits for is dropped", () =>
  new PendingQueries().hear({ id: 7, data: "{}" }));
