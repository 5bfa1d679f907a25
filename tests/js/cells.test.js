import assert from "node:assert/strict";
import test from "node:test";
import { readCells } from "../../site/contract/cells.js";

test("cells have their kind, their number among the code, their title and their lines", () => {
  const source = "a = 1\n\n# %% Load\nb\n# %% [markdown] Why\n# x\n#%%\n# %% [raw]\n# y";
  assert.deepEqual(
    readCells(source).map(({ kind, number, title, line, first, end }) => [
      ...[kind, number, title],
      ...[line, first, end],
    ]),
    [
      ["code", 1, "", 1, 1, 3],
      ["code", 2, "Load", 3, 4, 5],
      ["markdown", 0, "Why", 5, 6, 7],
      ["code", 3, "", 7, 8, 8],
      ["raw", 4, "", 8, 9, 10],
    ],
  );
});

test("what stands before the first cell is a cell only if it has code", () => {
  const numbers = (/** @type {string} */ source) => readCells(source).map(({ line }) => line);
  assert.deepEqual(numbers("\n# a comment\n  # more\n# %%\nx"), [4]);
  assert.deepEqual(numbers("'''docstring'''\n# %%\nx"), [1, 2]);
});

for (const source of [
  "",
  "x = 1",
  "'''\n# %%\n'''",
  "x = [\n# %%\n]",
  " # %%",
  "# %%x",
  "%%time\nx",
])
  test(`${JSON.stringify(source)} has no cells`, () => assert.deepEqual(readCells(source), []));
