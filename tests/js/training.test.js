import assert from "node:assert/strict";
import { test } from "node:test";
import { contour } from "../../site/app/training/model/contour.js";
import { domainOf, outputsOf } from "../../site/app/training/model/domain.js";
import { TrainingHistory } from "../../site/app/training/model/history.js";
import { Network } from "../../site/app/training/model/network.js";
import { withPoints } from "../../site/app/training/model/points.js";
import {
  evenRange,
  evenTicks,
  logLabels,
  logRange,
  logTicks,
} from "../../site/app/training/model/ticks.js";
import { measuringIn } from "../../site/app/words/measuring.js";
import { decoded, readTraining, readUpdate } from "../../site/contract/training.js";
import { createCommands } from "../../site/worker/commands.js";

/** @param {number[]} numbers */
const coded = (...numbers) => Buffer.from(Float64Array.from(numbers).buffer).toString("base64");

const UPDATE = {
  id: "training-1",
  restarts: 0,
  not_taped_because: "",
  number: 0,
  seconds: 0,
  learning_rate: 0.1,
  next_learning_rate: null,
  rounds: /** @type {number[]} */ ([]),
  losses: /** @type {number[]} */ ([]),
  snapshots: /** @type {[number, string][]} */ ([]),
  is_paused: false,
  pace: 0,
  ended: /** @type {const} */ (""),
  message: "",
};

test("a long course is kept in bounds, with its lowest and highest losses", () => {
  const history = new TrainingHistory(coded(0), 1);
  for (let round = 1; round <= 100_000; round += 500) {
    const rounds = Array.from({ length: 500 }, (_, i) => round + i);
    const losses = rounds.map((n) => (n === 12_345 ? 99 : n === 54_321 ? -99 : Math.sin(n)));
    const number = round + 499;
    history.add({
      ...UPDATE,
      number,
      seconds: number,
      rounds,
      losses,
      snapshots: [[number, coded(number)]],
    });
  }
  assert.ok(history.rounds.length <= 4_000);
  assert.ok(history.known.length <= 220);
  assert.equal(history.losses[history.rounds.indexOf(12_345)], 99);
  assert.equal(history.losses[history.rounds.indexOf(54_321)], -99);
  assert.deepEqual(
    history.rounds,
    history.rounds.toSorted((a, b) => a - b),
  );
  assert.equal(history.nearest(100_000), 100_000);
  assert.equal(history.nearest(3), 0);
  assert.ok(Math.abs(history.speed - 1) < 0.01);
});

test("the loss beside a picture is that of its round, or none", () => {
  const history = new TrainingHistory(coded(0), 1);
  const snapshots = /** @type {[number, string][]} */ ([4, 9].map((n) => [n, coded(n)]));
  history.add({ ...UPDATE, number: 9, rounds: [1, 4, 8], losses: [10, 40, 80], snapshots });
  // A round that the curve has passed already.
  history.add({ ...UPDATE, number: 9, rounds: [6], losses: [60], snapshots: [[6, coded(6)]] });
  assert.deepEqual(
    history.known.map((round) => history.lossAt(round)),
    [undefined, 40, 60, undefined],
  );
  assert.deepEqual(history.rounds, [1, 4, 8]);
});

test("snapshots that come late stand in order", () => {
  const history = new TrainingHistory(coded(0), 1);
  history.add({
    ...UPDATE,
    number: 9,
    snapshots: [
      [9, coded(9)],
      [2, coded(2)],
      [4, "none"],
    ],
  });
  assert.deepEqual(history.known, [0, 2, 9]);
});

test("parameters are as many finite numbers as there should be", () => {
  assert.deepEqual([...(decoded(coded(1.5, -2), 2) ?? [])], [1.5, -2]);
  for (const [text, count] of /** @type {[string, number][]} */ ([
    [coded(1), 2],
    [coded(Number.NaN), 1],
    [coded(Number.POSITIVE_INFINITY), 1],
    ["%", 1],
    ["", 1],
  ]))
    assert.equal(decoded(text, count), null);
});

test("what is no training is none", () => {
  for (const json of ["", "null", "[]", "{}", '{"id": 1}', "{"]) {
    assert.equal(readTraining(json)?.data ?? null, null);
    assert.equal(readUpdate(json), null);
  }
  assert.ok(readUpdate(JSON.stringify(UPDATE)));
  for (const change of [
    { rounds: [1] },
    { losses: [null], rounds: [1] },
    { grid: [["x"]] },
    { grid: [Array(1_001).fill(0)] },
    { grid: Array(11).fill([0]) },
    { ended: "constructor" },
    { number: -1 },
  ])
    assert.equal(readUpdate(JSON.stringify({ ...UPDATE, ...change })), null);
});

test("a network's outputs are its formula's", () => {
  const network = new Network([
    { size: 2, activation: "tanh" },
    { size: 1, activation: "sigmoid" },
  ]);
  const parameters = Float64Array.of(0.5, -1, 0.25, 2, 0, -0.5, 1.5, -2, 0.125);
  const [a, b] = [Math.tanh(0.5 * 2 - 3 + 0.25), Math.tanh(2 * 2 - 0.5)];
  const wanted = 1 / (1 + Math.exp(-(1.5 * a - 2 * b + 0.125)));
  assert.ok(Math.abs((network.outputs(parameters, [2, 3])[0] ?? 0) - wanted) < 1e-15);
  const maps = network.maps(parameters, { x: [2, 4], y: [1, 3] }, 3);
  assert.ok(Math.abs((maps[1]?.[0]?.[6] ?? 0) - wanted) < 1e-15); // lowest x, highest y
  assert.deepEqual(network.linksOf(parameters, 2), {
    weights: [[Float64Array.of(0.5, -1), Float64Array.of(2, 0)], [Float64Array.of(1.5, -2)]],
    biases: [Float64Array.of(0.25, -0.5), Float64Array.of(0.125)],
  });
});

test("the line of a level lies between the points on its two sides", () => {
  const size = 5;
  const values = Array.from({ length: size * size }, (_, at) => (at % size) - 1.5);
  const pieces = contour(values, size, 0);
  assert.equal(pieces.length, size - 1);
  for (const [from, to] of pieces) assert.deepEqual([from[0], to[0]], [1.5, 1.5]);
  assert.deepEqual(contour(values, size, 100), []);
});

test("targets tell what is coloured", () => {
  const data = (/** @type {number[][]} */ targets, loss = "mse") => ({
    ...{ id: "x", title: "", layers: null, n_samples: 9, n_parameters: 1, start: "", loss },
    ...{ optimizer: "", num_rounds: null, can_restart: true, can_steer: true, n_inputs: 1 },
    samples: targets.map((wanted, i) => /** @type {[number[], number[]]} */ ([[i], wanted])),
  });
  assert.deepEqual(outputsOf(data([[0], [1], [0]])), { kind: "two", low: 0, high: 1, level: 0.5 });
  const logits = outputsOf(data([[0], [1]], "bce_with_logits"));
  assert.deepEqual(logits, { kind: "two", low: 0, high: 1, level: 0 });
  assert.deepEqual(outputsOf(data([[0], [1], [3]])), { kind: "numbers", low: 0, high: 3 });
  assert.deepEqual(
    outputsOf(
      data([
        [1, 0],
        [0, 1],
      ]),
    ),
    { kind: "many", count: 2, reach: 1 },
  );
  assert.deepEqual(outputsOf(data([[2], [2]])), { kind: "numbers", low: 1, high: 3 });
  assert.deepEqual(domainOf(data([[0], [1]])), { x: [-0.15, 1.15], y: null });
});

/** @type {import("../../site/app/training/model/points.js").Sample[]} */
const TWO = [
  [[0.1239, 1], [-1]],
  [[2, 3], [1]],
];
const ROWS = 'from_csv("""\n0.124, 1, -1\n2, 3, 1\n""")';

test("points take the place of the data that the program reads", () => {
  for (const [before, after] of [
    [
      "from micrograd.data import two_moons\ninputs, targets = two_moons(100, seed=2)\nrest()\n",
      `from micrograd.data import two_moons, from_csv\ninputs, targets = ${ROWS}\nrest()\n`,
    ],
    [
      "from micrograd import data\nif True:\n    xs, ys = data.circles()  \n",
      `from micrograd.data import from_csv\nfrom micrograd import data\nif True:\n    xs, ys = ${ROWS}\n`,
    ],
    [
      '"""Doc."""\nfrom micrograd.data import from_csv\na, b = from_csv("""\n9, 9, 9\n""")\n',
      `"""Doc."""\nfrom micrograd.data import from_csv\na, b = ${ROWS}\n`,
    ],
    [
      "import x\nxs = [\n  [1, 2],\n  [3, 4],\n]\nys = [1, -1]\nmlp.train(xs, ys, 0.1)\n",
      `from micrograd.data import from_csv\nimport x\nxs, ys = ${ROWS}\nmlp.train(xs, ys, 0.1)\n`,
    ],
  ])
    assert.equal(withPoints(before ?? "", TWO), after);
});

test("where it is not clear where points belong, nothing is written", () => {
  for (const source of ["", "mlp.train(a, b)", "a = [1] + b\nc = [2]\nmlp.train(a, c)", "x = 1\n"])
    assert.equal(withPoints(source, TWO), null);
});

test("commands are taken one by one, or all at once, now or when one comes", async () => {
  const commands = createCommands();
  commands.put("a", "1");
  commands.put("a", "2");
  commands.put("b", "3");
  assert.equal(await commands.take("a"), "1");
  assert.deepEqual(await commands.takeAll("a", 0), ["2"]);
  assert.deepEqual(await commands.takeAll("a", 0), []);
  assert.deepEqual(await commands.takeAll("a", 5), []);
  const later = commands.takeAll("a", -1);
  commands.put("a", "4");
  assert.deepEqual(await later, ["4"]);
  const next = commands.take("c");
  commands.put("c", "5");
  assert.equal(await next, "5");
  assert.deepEqual(await commands.takeAll("b", 0), ["3"]);
});

/** @param {number} low @param {number} high @param {boolean} isLog */
function numbersAt(low, high, isLog) {
  const [bottom, top] = isLog ? logRange(low, high) : evenRange(low, high);
  const ticks = isLog ? logTicks(bottom, top) : evenTicks(bottom, top);
  return measuringIn("en")
    .axis(isLog ? logLabels(ticks) : ticks)
    .filter((label) => label !== "");
}

test("the loss's axis has numbers however far a loss goes, and not too many", () => {
  const spans = [
    [1, 1e278],
    [1e-300, 1e280],
    [1e-8, 4],
    [0.1, 40],
    [0.2, 0.9],
    [0.085, 0.0851],
    [3, 3],
    [1e33, 1e40],
    [9.5, 9.6],
  ];
  for (const [low = 1, high = 1] of spans)
    for (const isLog of [true, false]) {
      const numbers = numbersAt(low, high, isLog);
      assert.ok(numbers.length >= 1 && numbers.length <= 10, `${low} ${high} ${isLog}: ${numbers}`);
      assert.equal(new Set(numbers).size, numbers.length, String(numbers));
    }
  assert.deepEqual(numbersAt(0.1, 40, true), ["0.1", "1", "10"]);
  assert.deepEqual(numbersAt(1, 8, false), ["2", "4", "6", "8"]);
  assert.deepEqual(numbersAt(1e-3, 9, true), ["0.001", "0.01", "0.1", "1"]);
  // The numbers of one axis are written alike.
  assert.deepEqual(numbersAt(3e8, 2e9, true), ["3e+08", "5e+08", "7e+08", "1e+09", "2e+09"]);
  assert.deepEqual(numbersAt(0, 1e9, false).slice(0, 3), ["0", "2e+08", "4e+08"]);
  assert.deepEqual(numbersAt(1e-5, 9, true).slice(-3), ["1e-02", "1e-01", "1e+00"]);
  for (const label of numbersAt(1.00001e9, 1.00005e9, false)) assert.match(label, /^1\.0000\d+e/);
  // Rounded, they would be another number.
  assert.deepEqual(numbersAt(1.2e5, 1.6e5, false).slice(0, 2), ["120,000", "130,000"]);
});

test("a picture that Python asked for is that of the round or of one before it", () => {
  const history = new TrainingHistory(coded(0), 1);
  for (const number of [1, 5, 9])
    history.add({ ...UPDATE, number, grid: number === 9 ? null : [[number, null]] });
  assert.equal(history.gridAt(0), undefined);
  assert.deepEqual(history.gridAt(4), [1, [[1, Number.NaN]]]);
  assert.deepEqual(history.gridAt(5), [5, [[5, Number.NaN]]]);
  assert.deepEqual(history.gridAt(9), [5, [[5, Number.NaN]]]);
});
