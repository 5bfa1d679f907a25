import assert from "node:assert/strict";
import { test } from "node:test";
import { createTaskWorker } from "../../site/app/ui/task-worker.js";

const words = { timeout: "late", cancelled: "off", missing: "not there", crashed: "crashed" };

/** Workers as browsers have them: each does what is next in a list. @param {("answers" | "isNotThere" | "breaks")[]} fates */
function workers(...fates) {
  let started = 0;
  globalThis.Worker = /** @type {any} */ (
    class extends EventTarget {
      #fate = fates[started++];
      constructor() {
        super();
        if (this.#fate === "isNotThere") queueMicrotask(() => this.dispatchEvent(failure()));
      }
      postMessage(/** @type {{id: number, say: string}} */ { id, say }) {
        if (this.#fate === "isNotThere") return;
        queueMicrotask(() => {
          const isBroken = this.#fate === "breaks" && say === "break";
          if (isBroken) this.dispatchEvent(Object.assign(failure(), { message: "a bug" }));
          else this.dispatchEvent(new MessageEvent("message", { data: { id, output: `${say}!` } }));
        });
      }
      terminate() {}
    }
  );
  return { started: () => started };
}
const failure = () => new Event("error", { cancelable: true });

test("a worker whose code does not come is asked for once more", async () => {
  const { started } = workers("isNotThere", "answers");
  const worker = createTaskWorker("w.js", words);
  assert.deepEqual(await Promise.all([worker.ask({ say: "a" }), worker.ask({ say: "b" })]), [
    "a!",
    "b!",
  ]);
  assert.equal(started(), 2);
});

test("what does not come twice is said to be missing, and the next task asks again", async () => {
  const { started } = workers("isNotThere", "isNotThere", "answers");
  const worker = createTaskWorker("w.js", words);
  await assert.rejects(worker.ask({ say: "a" }), { message: "not there" });
  assert.equal(await worker.ask({ say: "b" }), "b!");
  assert.equal(started(), 3);
});

test("a worker that has answered is not missing when it breaks", async () => {
  workers("breaks", "answers");
  const worker = createTaskWorker("w.js", words);
  assert.equal(await worker.ask({ say: "a" }), "a!");
  await assert.rejects(worker.ask({ say: "break" }), { message: "a bug" });
  assert.equal(await worker.ask({ say: "b" }), "b!");
});
