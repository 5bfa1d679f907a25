import assert from "node:assert/strict";
import test from "node:test";
import { titleOf } from "../../site/app/program/titles.js";

/** @type {[string, string][]} */
const PROGRAMS = [
  ["# A neuron\nx = 1", "A neuron"],
  ['"""Two moons."""\nx = 1', "Two moons."],
  ["x = 1\n", "x = 1"],
  ["# %% [markdown]\n# ### A demo\n\n# %%\nx", "A demo"],
  ["# %%\nimport math\n", "import math"],
  ["# %% Load\nx = 1", "Load"],
  ["#%%\n\n# %%\n'''Words'''", "Words"],
  ["# %%", ""],
  ["", ""],
];
for (const [source, title] of PROGRAMS)
  test(`the title of ${JSON.stringify(source)}`, () => assert.equal(titleOf(source), title));
