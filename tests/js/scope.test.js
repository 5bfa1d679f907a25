import assert from "node:assert/strict";
import { test } from "node:test";
import { callAt, chainBefore, Scope } from "../../site/app/editor/scope.js";
import { processorTime } from "./processor-time.js";

/** @type {import("../../site/app/editor/scope.js").Reference} */
const reference = {
  modules: {
    pack: { doc: "A package.", names: { Box: "pack.box.Box" } },
    "pack.box": { doc: "Boxes.", names: { Box: "pack.box.Box", make: "pack.box.make" } },
  },
  items: {
    "pack.box.Box": {
      kind: "class",
      doc: "A box.",
      signature: "(size)",
      parameters: [{ name: "size", doc: "how large" }],
      returns: "Box",
      members: { open: "pack.box.Box.open", all: "pack.box.Box.all", size: "" },
      attributes: { size: "how large it is" },
    },
    "pack.box.Box.open": { kind: "function", doc: "Open it.", returns: "Box" },
    "pack.box.Box.all": { kind: "function", doc: "List all.", returns: "list[Box]" },
    "pack.box.make": { kind: "function", doc: "Make one.", returns: "Box" },
    "pack.node.Node": { kind: "class", doc: "", members: { grad: "" } },
  },
};

/** @param {string} source @param {string} chain */
const membersIn = (source, chain) =>
  Object.keys(new Scope(source, reference).members(chain)).sort().join(" ");

for (const [source, chain, members] of [
  ["from pack.box import Box\nb = Box(1)", "b", "all open size"],
  ["from pack import (\n    Box as Crate,\n)\nb = Crate(1)", "b", "all open size"],
  ["import pack.box\nb = pack.box.make()", "b", "all open size"],
  ["import pack.box as p\nb: object = p.make()", "b", "all open size"],
  ["from pack import box\nb = box.make().open()", "b", "all open size"],
  ["from pack.box import make\nb = make()\nfor each in b.all():\n  pass", "each", "all open size"],
  ["from pack.box import make\nb = make()\nx = [c for c in b.all()]", "c", "all open size"],
  ["from pack.box import make\nb = make()\nwith b.open() as d:\n  pass", "d", "all open size"],
  ["from pack.box import make\nb = make()\nc = 2 * b + 1", "c", "all open size"],
  ["from pack.box import make\nb = make()\nc = b(1)", "c", "grad"],
  [
    "from pack.box import Box\nclass Own(Box):\n  def roll(self):\n    self.side = 1\no = Own()",
    "o",
    "all open roll side size",
  ],
  ["class Own:\n  def roll(self): pass\n\ndef other(): pass\no = Own()", "o", "roll"],
  ["import pack", "pack", "Box box"],
  ["from pack.box import make\nb = make()\nb = 3", "b", ""],
  ["from nowhere import thing\nt = thing()", "t", ""],
  ["b = ", "b", ""],
  ["", "b", ""],
])
  test(`${chain} in ${JSON.stringify(source)}`, () =>
    assert.equal(membersIn(source ?? "", chain ?? ""), members));

for (const [
  text,
  callee,
  position,
  keyword,
] of /** @type {[string, string | null, number, string][]} */ ([
  ["f(", "f", 0, ""],
  ["f(1, [2, 3], {4: 5}, ", "f", 3, ""],
  ["f(g(1, 2), ", "f", 1, ""],
  ["f(g(1, ", "g", 1, ""],
  ["f(')', \"(\", ", "f", 2, ""],
  ["a.b.c(x, rate=", "a.b.c", 1, "rate"],
  ["f(1)", null, 0, ""],
  ["def f(a, ", null, 0, ""],
  ["[1, 2, ", null, 0, ""],
  ["f([1, ", null, 0, ""],
]))
  test(`the call in ${text}`, () =>
    assert.deepEqual(callAt(text), callee && { callee, position, keyword }));

test("a text without end takes no time without end", () => {
  const started = processorTime();
  new Scope("x = ((((((((\n".repeat(20_000), reference);
  callAt("f(".repeat(5_000));
  assert.ok(processorTime() - started < 2_000);
});

for (const [what, source] of Object.entries({
  "a long line": `# ${"x".repeat(1_100_000)}`,
  "open brackets": "def a(\n".repeat(30_000),
  "open imports": "from x import (\n".repeat(13_000),
  "with after with": "with ".repeat(40_000),
  "classes that inherit": Array.from(
    { length: 9_000 },
    (_, i) => `class a${i}(a${i - 1}): self.b${i}=1\n`,
  ).join(""),
})) {
  test(`${what} takes no time that grows with its square`, () => {
    const start = processorTime();
    assert.ok(new Scope(source, reference));
    callAt(source);
    chainBefore(source);
    assert.ok(processorTime() - start < 3_000);
  });
}
