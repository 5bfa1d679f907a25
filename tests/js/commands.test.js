import assert from "node:assert/strict";
import { test } from "node:test";
import { createMailbox } from "../../site/worker/commands.js";

test("a letter reaches the one who waits for it", async () => {
  const mailbox = createMailbox();
  const letter = mailbox.take("a");
  mailbox.put("b", "another's");
  mailbox.put("a", "mine");
  assert.equal(await letter, "mine");
});

test("letters lie in their box, in order, until they are taken", async () => {
  const mailbox = createMailbox();
  mailbox.put("a", "first");
  mailbox.put("a", "");
  assert.equal(await mailbox.take("a"), "first");
  assert.equal(await mailbox.take("a"), "");
  const third = mailbox.take("a");
  mailbox.put("a", "third");
  assert.equal(await third, "third");
});
