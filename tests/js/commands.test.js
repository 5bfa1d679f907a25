import assert from "node:assert/strict";
import { test } from "node:test";
import { createCommands } from "../../site/worker/commands.js";

test("a command reaches the one who waits for it", async () => {
  const commands = createCommands();
  const command = commands.take("a");
  commands.put("b", "another's");
  commands.put("a", "mine");
  assert.equal(await command, "mine");
});

test("commands lie in their channel, in order, until they are taken", async () => {
  const commands = createCommands();
  commands.put("a", "first");
  commands.put("a", "");
  assert.equal(await commands.take("a"), "first");
  assert.equal(await commands.take("a"), "");
  const third = commands.take("a");
  commands.put("a", "third");
  assert.equal(await third, "third");
});
