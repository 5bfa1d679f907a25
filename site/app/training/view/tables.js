/**
 * The tables of a training: predictions, parameters and losses.
 */

import { NoAnswer } from "../../../contract/no-answer.js";
import { readOutputs } from "../../../contract/training.js";
import { createNumberTable } from "../../ui/number-table.js";
import { listed, written } from "./numbers.js";

/** @typedef {import("../../../contract/training.js").TrainingData} TrainingData */
/** @typedef {import("../../../contract/graph.js").GraphNumber} GraphNumber */
/** @typedef {import("../../words/words.js").Words["cards"]["training"]} Words */
/** @typedef {import("../../ui/number-table.js").Table} Table */

const ROWS = 200;
const LOSS_ROWS = 50;
const QUIET_MS = 200;

/**
 * What the tables need of the card.
 * @typedef {object} Shown
 * @property {Words} words
 * @property {TrainingData} data
 * @property {import("../model/network.js").Network | null} network  null: only Python can compute it
 * @property {() => Float64Array | null} parameters  of the shown round
 * @property {() => import("../model/history.js").TrainingHistory} history
 * @property {(parameters: Float64Array) => Promise<any>} askOutputs  of the run's interpreter
 */

/** @param {Shown} shown */
export function createTables(shown) {
  const { words, data } = shown;
  const predictions = createPredictions(shown);
  predictions.element.hidden =
    data.samples.length === 0 || !(shown.network !== null || data.can_predict);
  const all = [
    predictions,
    createNumberTable(words.parameters, () => parameterTable(shown), words.moreRows),
    createNumberTable(words.losses, () => lossTable(shown), words.moreRows),
  ];
  return {
    elements: all.map(({ element }) => element),
    show() {
      for (const table of all) table.show();
    },
    /** Called when the run is over: now Python can be asked. */
    renew: predictions.renew,
  };
}

/** @param {Shown} shown */
function createPredictions({ words, data, network, parameters, askOutputs }) {
  /** Python's last answer, and the parameters it is of. @type {{of: Float64Array | null, outputs: (GraphNumber[] | null)[], note: string}} */
  let answer = { of: null, outputs: [], note: "" };
  /** @type {Float64Array | null} */
  let asked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const table = createNumberTable(words.predictions, read, words.moreRows);

  /** @param {Float64Array} numbers @param {number} sample  its row */
  function outputsOf(numbers, sample) {
    if (network) return network.outputs(numbers, data.samples[sample]?.[0] ?? []);
    return answer.of === numbers ? (answer.outputs[sample] ?? []) : [];
  }

  /** @param {Float64Array} numbers */
  async function ask(numbers) {
    const found = await askOutputs(numbers).catch((error) => error);
    if (numbers !== asked) return;
    const outputs = readOutputs(found);
    const reason = found instanceof NoAnswer ? found.reason : "unreadable";
    const note = outputs ? "" : String(found?.error ?? words.noAnswer[reason]);
    answer = { of: numbers, outputs: outputs ?? [], note };
    table.show();
  }

  /** @param {Float64Array} numbers */
  function request(numbers) {
    if (numbers === asked) return;
    asked = numbers;
    clearTimeout(timer);
    timer = setTimeout(() => ask(numbers), QUIET_MS);
  }

  /** @returns {Table | null} */
  function read() {
    const numbers = parameters();
    if (!numbers) return null;
    if (!network) request(numbers);
    const rows = data.samples.slice(0, ROWS).map(([inputs, targets], i) => {
      const number = words.count((data.places?.[i] ?? i) + 1);
      const each = [inputs, targets, outputsOf(numbers, i)];
      return [number, ...each.map((values) => listed(words, values))];
    });
    const note = network || answer.of === numbers ? answer.note : words.asking;
    return { head: words.predictionHead, rows, more: data.n_samples - rows.length, note };
  }

  return {
    ...table,
    renew() {
      asked = null;
      table.show();
    },
  };
}

/** @param {Shown} shown @returns {Table | null} */
function parameterTable({ words, data, parameters }) {
  const numbers = parameters();
  if (!numbers) return null;
  return data.layers === null
    ? namedParameters(words, data, numbers)
    : neurons(words, data, numbers);
}

/** @param {Words} words @param {TrainingData} data @param {Float64Array} numbers @returns {Table} */
function namedParameters(words, { names }, numbers) {
  const rows = Array.from(numbers.subarray(0, ROWS), (value, i) => [
    names?.[i] || words.parameter(i + 1),
    written(words, value),
  ]);
  return { head: words.namedHead, rows, more: numbers.length - rows.length };
}

/** @param {Words} words @param {TrainingData} data @param {Float64Array} numbers @returns {Table} */
function neurons(words, { layers, n_inputs }, numbers) {
  /** @type {string[][]} */
  const rows = [];
  let at = 0;
  let width = n_inputs;
  for (const [layer, { size }] of (layers ?? []).entries()) {
    for (let neuron = 0; neuron < size; neuron += 1) {
      const end = at + width;
      rows.push([
        words.neuron(layer + 1, neuron + 1),
        listed(words, numbers.subarray(at, end)),
        written(words, numbers[end] ?? 0),
      ]);
      at = end + 1;
    }
    width = size;
  }
  return { head: words.parameterHead, rows: rows.slice(0, ROWS), more: rows.length - ROWS };
}

/** @param {Shown} shown @returns {Table} */
function lossTable({ words, data, history }) {
  const { rounds, losses } = history();
  const every = Math.max(1, Math.ceil(rounds.length / LOSS_ROWS));
  const rows = rounds
    .map((round, i) => [words.count(round), written(words, losses[i] ?? 0)])
    .filter((_, i) => i % every === 0 || i === rounds.length - 1);
  // Only `train` tells its optimizer.
  const note = data.optimizer === "" ? words.lossesOfLoop : words.lossesOfTrain;
  return { head: words.lossHead, rows, more: 0, note };
}
