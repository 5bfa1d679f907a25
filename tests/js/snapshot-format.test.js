import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkWhole,
  fill,
  HEAD_LIMIT,
  readHead,
  toSparse,
} from "../../site/contract/snapshot-format.js";

const PAGES = 40;

/** As Pyodide makes one: a head that says where the memory begins. */
function snapshotOf(/** @type {Uint8Array} */ memory) {
  const snapshot = new Uint8Array(128 + memory.length);
  new DataView(snapshot.buffer).setUint32(4, 128, true);
  snapshot.fill(7, 8, 128);
  snapshot.set(memory, 128);
  return snapshot;
}

/** What the WebAssembly makes: pages 5 to 9, the last one in part. */
const instantiated = new Uint8Array(PAGES * 4096);
instantiated.fill(3, 5 * 4096, 9 * 4096 + 102);
const memory = instantiated.slice();
for (const page of [0, 1, 7, 30, 31, 39]) memory[page * 4096 + 17 * page] = page + 1;
const file = toSparse(snapshotOf(memory), instantiated);
const beginning = /** @type {ArrayBuffer} */ (file.slice(0, HEAD_LIMIT).buffer);

test("a memory comes back as it was, whatever the module had written before", () => {
  const head = readHead(beginning);
  const used = 20 * 4096;
  const restored = new Uint8Array(head.memoryBytes);
  restored.fill(255, 0, used);
  fill(restored, used, head, file, instantiated.slice(0, head.baseBytes));
  assert.deepEqual(restored, memory);
  assert.deepEqual(head.start, snapshotOf(memory).subarray(0, 128));
});

test("empty pages are left out, and those that the WebAssembly makes", () => {
  assert.ok(file.length < 7 * 4096);
  const { pieces } = readHead(beginning);
  assert.deepEqual(
    pieces.map(([from, to]) => [from / 4096, to / 4096]),
    [
      [0, 2],
      [7, 8],
      [30, 32],
      [39, 40],
    ],
  );
});

test("the base ends with its last word that is not zero", () => {
  assert.equal(readHead(beginning).baseBytes, 9 * 4096 + 104);
});

test("what is no snapshot, or not whole, is refused", () => {
  assert.throws(() => readHead(new ArrayBuffer(100)), /no snapshot/);
  assert.throws(() => readHead(new ArrayBuffer(0)), /no snapshot/);
  const head = readHead(beginning);
  const restored = new Uint8Array(memory.length);
  const base = instantiated.slice(0, head.baseBytes);
  assert.throws(() => fill(restored, 0, head, file.subarray(0, -1), base), RangeError);
});

test("one wrong bit is found, wherever it is", () => {
  const head = readHead(beginning);
  checkWhole(head, file);
  for (let at = head.bytes; at < file.length; at += 997) {
    const damaged = file.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    assert.throws(() => checkWhole(head, damaged), /damaged/);
  }
});

test("a snapshot of another WebAssembly is refused before anything is written", () => {
  const head = readHead(beginning);
  const restored = new Uint8Array(memory.length);
  const base = instantiated.slice(0, head.baseBytes);
  base[6 * 4096] = 4;
  assert.throws(() => fill(restored, 0, head, file, base), /another WebAssembly/);
  assert.ok(restored.every((byte) => byte === 0));
});
