/** What the page is told of a run, shown on parts that are played: no document is near. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createReporter } from "../../site/app/reporter.js";
import { words } from "../../site/app/words/en.js";

const program = (/** @type {string} */ source) => ({ "main.py": source });

/** Parts that write down what is asked of them. @param {object} [options] */
function page({ isOnTask = false, verdictCard = null } = {}) {
  /** @type {[string, ...any[]][]} */
  const asked = [];
  const note =
    (/** @type {string} */ name) =>
    (/** @type {any[]} */ ...given) => {
      asked.push([name, ...given]);
    };
  /** @param {string[]} names @returns {any} */
  const part = (...names) => Object.fromEntries(names.map((name) => [name, note(name)]));
  const runtime = {
    state: "ready",
    isWaiting: false,
    isBusy: false,
    hasVariables: true,
    ...part("send"),
    evaluate: (/** @type {string} */ source) => {
      asked.push(["evaluate", source]);
      return true;
    },
  };
  let files = program("x = 1");
  const body = { dataset: /** @type {Record<string, string>} */ ({}) };
  const output = {
    ...part("began", "ended", "text", "display", "update", "remark", "error", "advice", "note"),
    ...part("card", "takeBack", "scrollToEnd", "markOther", "forget", "ask"),
    ...part("takeBackRun"),
    echo: (/** @type {string} */ typed) => ({ typed }),
    settled: async () => {},
    tellNothing: async () => {},
  };
  const settled = /** @type {string[]} */ ([]);
  const reporter = createReporter(
    /** @type {any} */ ({
      words,
      body,
      toolbar: part("setProgress", "setBusy", "setStatus"),
      output,
      prompt: part("ended", "setFresh"),
      editor: { files: () => files, markFailed: note("markFailed") },
      runtime,
      isOnTask: () => isOnTask,
      onVerdict: () => verdictCard,
      onLayout: note("onLayout"),
      onEnded: () => {},
      onSettled: (/** @type {any} */ { outcome }) => settled.push(outcome),
    }),
  );
  const of = (/** @type {string} */ name) =>
    asked.filter(([each]) => each === name).map(([, ...given]) => given);
  return {
    reporter,
    runtime,
    body,
    settled,
    of,
    hear: (/** @type {any} */ message) => reporter.callbacks.onMessage({ run: 1, ...message }),
    end: (/** @type {object} */ end = {}) =>
      reporter.callbacks.onEnd(
        /** @type {any} */ ({
          outcome: "finished",
          message: "",
          seconds: 1,
          hasBegun: true,
          isConsole: false,
          verdict: "",
          ...end,
        }),
      ),
    edit(/** @type {string} */ source) {
      files = program(source);
    },
  };
}

const error = { type: "error", traceback: "NameError: y", file: "main.py", line: 3 };
const advice = { type: "advice", kind: "dead-relu", file: "main.py", line: 2, name: "n" };

test("a run's end is counted once all of it is drawn", async () => {
  const { reporter, body, settled, end } = page();
  reporter.began();
  await end();
  assert.equal(body.dataset.runs, "1");
  assert.deepEqual(settled, ["finished"]);
});

test("a run that never began has not shown nothing: its cards are taken back", async () => {
  for (const outcome of ["stopped", "unstarted"]) {
    const { reporter, body, settled, of, end } = page();
    reporter.began();
    await end({ outcome, seconds: 0, hasBegun: false });
    assert.equal(body.dataset.runs, "1");
    assert.deepEqual([settled, of("takeBackRun").length], [[outcome], 1]);
  }
});

test("an error marks its line, unless the program has changed since", () => {
  const { reporter, hear, of, edit } = page();
  reporter.began();
  hear(error);
  assert.equal(of("markFailed").at(-1)?.[0]?.line, 3);
  const before = of("markFailed").length;
  edit("x = 2");
  hear(error);
  assert.equal(of("markFailed").length, before);
  assert.equal(of("error").length, 2);
});

test("a remark waits for the end, and says whether it is folded", async () => {
  for (const isOnTask of [false, true]) {
    const { reporter, hear, of, end } = page({ isOnTask });
    reporter.began();
    hear(advice);
    assert.equal(of("advice").length, 0);
    await end();
    const [[{ kind, name }, place, isHeldBack] = []] = of("advice");
    assert.deepEqual(place, { file: "main.py", line: 2 });
    assert.deepEqual([kind, name], ["dead-relu", "n"]);
    assert.equal(isHeldBack, isOnTask);
  }
});

test("what an error is about is never held back", async () => {
  const { reporter, hear, of, end } = page({ isOnTask: true });
  reporter.began();
  hear({ ...advice, kind: "no-torch", name: "torch" });
  await end({ outcome: "error" });
  assert.equal(of("advice")[0]?.[2], false);
});

test("who draws for the program gets what it asks for", () => {
  const { hear, of } = page();
  const asked = { type: "layout", channel: "1", dot: "graph {}", engine: "dot", form: "svg" };
  hear(asked);
  assert.deepEqual(of("onLayout"), [[{ ...asked, run: 1 }]]);
});

test("a remark of the run before is not told of the next", async () => {
  const { reporter, hear, of, end } = page();
  reporter.began();
  hear(advice);
  reporter.began();
  await end();
  assert.equal(of("advice").length, 0);
});

test("a reason is cut where it may be a program's own words", async () => {
  const { reporter, of, end } = page();
  reporter.began();
  await end({ outcome: "died", message: "x".repeat(10_000) });
  assert.ok(of("note")[0]?.[0].length < 1_000);
});

test("the cards of a program go when another one is opened, and stay for the same", async () => {
  const { reporter, of, end, edit } = page();
  reporter.began();
  await end();
  reporter.opened();
  assert.equal(of("forget").length, 0);
  edit("y = 1");
  assert.ok(reporter.isOfEditor());
  reporter.opened();
  assert.equal(of("forget").length, 1);
});

test("the cards of one that still runs are said to be another's", () => {
  const { reporter, runtime, of, edit } = page();
  reporter.began();
  runtime.isBusy = true;
  edit("y = 1");
  reporter.opened();
  assert.equal(of("forget").length, 0);
  assert.deepEqual(of("markOther").at(-1), [true]);
  assert.equal(reporter.isOfEditor(), false);
});

test("nothing is evaluated at the console while a run goes on", () => {
  const { reporter, runtime, of } = page();
  runtime.isBusy = true;
  assert.equal(reporter.evaluate("1"), false);
  runtime.isBusy = false;
  assert.equal(reporter.evaluate("1"), true);
  assert.deepEqual(of("evaluate"), [["1"]]);
});

test("what is typed and not whole yet is taken back", async () => {
  const { reporter, of, end } = page();
  reporter.evaluate("if x:");
  await end({ outcome: "unfinished", isConsole: true });
  assert.deepEqual(of("takeBack"), [[{ typed: "if x:" }]]);
  assert.deepEqual(of("ended").at(-1), [true]);
});

test("a download is told in steps that can be seen", () => {
  const { reporter, of } = page();
  for (let got = 0; got <= 1_000_000; got += 1_000) reporter.callbacks.onProgress(got, 10_000_000);
  assert.ok(of("setStatus").length <= 12);
});

test("a line that is asked for is answered to who asked", () => {
  const { reporter, hear, of } = page();
  reporter.began();
  hear({ type: "input", channel: "input 1", prompt: "name? " });
  const [[prompt, { focuses, onAnswer }] = /** @type {any} */ ([])] = of("ask");
  assert.deepEqual([prompt, focuses], ["name? ", true]);
  onAnswer("Ada\n");
  assert.deepEqual(of("send"), [["input 1", "Ada\n"]]);
});
