/**
 * Checks the data of a training from a visitor's program. They are used only if every part matches
 * `contract/training.js`.
 */

import {
  isCount,
  isFiniteNumber,
  isFlag,
  isListOf,
  isOneOf,
  isRecordOf,
  isText,
  orAbsent,
  orNull,
  parsed,
} from "./schema.js";

/** @typedef {import("./training.js").TrainingData} TrainingData */
/** @typedef {import("./training.js").TrainingUpdate} TrainingUpdate */

const MAX_TITLE = 200;
const MAX_LAYERS = 100;
const MAX_WIDTH = 10_000;
const MAX_SAMPLES = 2_000;
const MAX_NUMBERS = 1_000;
const MAX_CODED = 4_000_000;
const MAX_SNAPSHOTS = 250;
const MAX_GRID = 1_000;
/** Samples are many numbers; parameters are long texts. */
const SIZE = { characters: 9_000_000, items: 150_000 };

const isWidth = (/** @type {any} */ value) => isCount(value) && value >= 1 && value <= MAX_WIDTH;
const isCoded = (/** @type {any} */ value) =>
  typeof value === "string" && value.length <= MAX_CODED;
const isTitle = (/** @type {any} */ value) => isText(value) && value.length <= MAX_TITLE;
const isNumbers = isListOf(isFiniteNumber, MAX_NUMBERS);
/** @type {(one: import("./schema.js").Rule, other: import("./schema.js").Rule) => import("./schema.js").Rule} */
const isPairOf = (one, other) => (value) =>
  Array.isArray(value) && value.length === 2 && one(value[0]) && other(value[1]);

const isData = isRecordOf({
  id: isText,
  title: isTitle,
  layers: orNull(
    isListOf(
      isRecordOf({
        size: isWidth,
        activation: isOneOf("tanh", "relu", "sigmoid", "linear"),
      }),
      MAX_LAYERS,
    ),
  ),
  n_inputs: isCount,
  n_samples: isCount,
  samples: isListOf(isPairOf(isNumbers, isNumbers), MAX_SAMPLES),
  n_parameters: isCount,
  start: isCoded,
  loss: isText,
  optimizer: isText,
  num_rounds: orNull(isCount),
  can_restart: isFlag,
  can_steer: isFlag,
});

const isUpdate = isRecordOf({
  id: isText,
  restarts: isCount,
  not_taped_because: isText,
  number: isCount,
  seconds: isFiniteNumber,
  learning_rate: orNull(isFiniteNumber),
  rounds: isListOf(isCount, MAX_NUMBERS),
  losses: isListOf(isFiniteNumber, MAX_NUMBERS),
  snapshots: isListOf(isPairOf(isCount, isCoded), MAX_SNAPSHOTS),
  is_paused: isFlag,
  pace: isFiniteNumber,
  grid: orAbsent(orNull(isListOf(isFiniteNumber, MAX_GRID))),
  ended: isOneOf(
    "",
    "num_rounds",
    "on_round",
    "tolerance",
    "interrupt",
    "watcher",
    "diverged",
    "error",
  ),
  message: isText,
});

/**
 * Read a displayed training: its data, or only the id of one that was displayed before.
 * @param {string} json
 * @returns {{id: string, data: TrainingData | null} | null} null if it is neither
 */
export function readTraining(json) {
  const told = parsed(json, SIZE);
  return isText(told?.id) ? { id: told.id, data: checkTraining(told) } : null;
}

/** @param {any} data @returns {TrainingData | null} */
function checkTraining(data) {
  if (!isData(data)) return null;
  const wide = (/** @type {any} */ list, /** @type {number | undefined} */ width) =>
    list.length === width;
  const targets = data.samples[0]?.[1].length;
  const isEven = data.samples.every(
    (/** @type {any} */ [inputs, wanted]) => wide(inputs, data.n_inputs) && wide(wanted, targets),
  );
  return isEven && (data.layers === null || countParameters(data) === data.n_parameters)
    ? data
    : null;
}

/**
 * @param {string} json
 * @returns {TrainingUpdate | null} null if it is not an update
 */
export function readUpdate(json) {
  const told = parsed(json, SIZE);
  return isUpdate(told) && told.rounds.length === told.losses.length ? told : null;
}

/**
 * @param {string} coded  base64 of 64-bit floats
 * @param {number} count  the number of floats
 * @returns {Float64Array | null} null if the number differs, or one is not finite
 */
export function decoded(coded, count) {
  try {
    const binary = atob(coded);
    if (binary.length !== 8 * count) return null;
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = binary.charCodeAt(i);
    const numbers = new Float64Array(bytes.buffer);
    return numbers.every(Number.isFinite) ? numbers : null;
  } catch {
    return null;
  }
}

/** @param {TrainingData} data */
function countParameters({ layers, n_inputs }) {
  let [count, width] = [0, n_inputs];
  for (const { size } of layers ?? []) {
    count += size * (width + 1);
    width = size;
  }
  return count;
}
