import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, HEAD_LIMIT, readHead, toSparse } from "../../site/contract/snapshot-format.js";

const PAGES = 40;

/** As Pyodide makes one: a head that says where the memory begins. */
function snapshotOf(/** @type {Uint8Array} */ memory) {
  const snapshot = new Uint8Array(128 + memory.length);
  new DataView(snapshot.buffer).setUint32(4, 128, true);
  snapshot.fill(7, 8, 128);
  snapshot.set(memory, 128);
  return snapshot;
}

const memory = new Uint8Array(PAGES * 4096);
for (const page of [0, 1, 7, 30, 31, 39]) memory[page * 4096 + 17 * page] = page + 1;
const file = toSparse(snapshotOf(memory));
const beginning = /** @type {ArrayBuffer} */ (file.slice(0, HEAD_LIMIT).buffer);

test("a memory comes back as it was, whatever the module had written before", () => {
  const head = readHead(beginning);
  const used = 20 * 4096;
  const restored = new Uint8Array(head.memoryBytes);
  restored.fill(255, 0, used);
  fill(restored, used, head, file);
  assert.deepEqual(restored, memory);
  assert.deepEqual(head.start, snapshotOf(memory).subarray(0, 128));
});

test("empty pages are left out", () => {
  assert.ok(file.length < 7 * 4096);
});

test("what is no snapshot, or not whole, is refused", () => {
  assert.throws(() => readHead(new ArrayBuffer(100)), /no snapshot/);
  assert.throws(() => readHead(new ArrayBuffer(0)), /no snapshot/);
  const restored = new Uint8Array(memory.length);
  const cut = file.subarray(0, -1);
  assert.throws(() => fill(restored, 0, readHead(beginning), cut), RangeError);
});
