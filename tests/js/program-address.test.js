import assert from "node:assert/strict";
import test, { mock } from "node:test";

// The words ask the page for its language.
Object.assign(globalThis, { location: new URL("https://page.test/") });
const { AddressError, fetchProgram } = await import("../../site/app/program/program-address.js");

/** A file without an end, in pieces of a thousand bytes. */
function endless() {
  const told = { pieces: 0, isCancelled: false };
  const body = new ReadableStream({
    pull(controller) {
      told.pieces += 1;
      controller.enqueue(new Uint8Array(1_000));
    },
    cancel() {
      told.isCancelled = true;
    },
  });
  return { told, body };
}

test("a file without an end is read as far as its kind allows", async () => {
  for (const [name, most] of /** @type {const} */ ([
    ["a.py", 50_000],
    ["a.ipynb", 200_000],
  ])) {
    const { told, body } = endless();
    mock.method(globalThis, "fetch", async () => new Response(body));
    const limit = (/** @type {string} */ found) => (found === name ? most : 0);
    await assert.rejects(fetchProgram(`https://files.test/${name}`, limit), AddressError);
    assert.ok(told.isCancelled);
    assert.ok(told.pieces >= most / 1_000 && told.pieces < most / 1_000 + 10);
    mock.restoreAll();
  }
});

test("where a host leads on to, the name that was asked for says the kind", async () => {
  const response = new Response("x = 1");
  Object.defineProperty(response, "url", { value: "https://store.test/123?key=1" });
  mock.method(globalThis, "fetch", async () => response);
  const { file, from } = await fetchProgram("https://files.test/a.py", () => 100);
  assert.deepEqual([file.name, from], ["a.py", "https://store.test/123?key=1"]);
  mock.restoreAll();
});
