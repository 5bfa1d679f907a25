import assert from "node:assert/strict";
import { test } from "node:test";
import { createLineSpeed } from "../../site/app/python/line-speed.js";

/** Whether a line is fast on which `bytes` come each millisecond, when 3,000 make a fast one. */
async function judge(/** @type {number} */ bytes) {
  let time = 0;
  const speed = createLineSpeed({ fast: 3_000_000, now: () => time });
  for (; time < 1000; time++) speed.count(bytes);
  return await speed.isFast;
}

test("a line is fast from the rate on that was given", async () => {
  assert.equal(await judge(6_250), true);
  assert.equal(await judge(3_100), true);
  assert.equal(await judge(2_900), false);
  assert.equal(await judge(1_250), false);
});

test("a line on which little comes is judged by the clock", async () => {
  const speed = createLineSpeed({ fast: 3_000_000 });
  speed.count(1_000);
  assert.equal(await speed.isFast, false);
});
