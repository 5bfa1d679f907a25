/**
 * A training's data, which `playground_host/trainings.py` sends: first a description, which is
 * displayed, then updates. They come from a visitor's program, and are used only if every rule here
 * accepts them; the types follow from the rules.
 *
 * Parameters are base64 of 64-bit floats, little-endian, in the order of the network's parameters.
 */

import { isGraphNumber } from "./graph.js";
import {
  isCount,
  isFiniteNumber,
  isFlag,
  isIntegerIn,
  isListOf,
  isOneOf,
  isPairOf,
  isRecordOf,
  isText,
  isTextUpTo,
  orAbsent,
  orNull,
  parsed,
} from "./schema.js";

/** @typedef {import("./schema.js").Ruled<typeof isLayer>} TrainingLayer */
/** @typedef {import("./schema.js").Ruled<typeof isData>} TrainingData */
/** @typedef {import("./schema.js").Ruled<typeof isUpdate>} TrainingUpdate  the changes since the last update */

const MAX_TITLE = 200;
const MAX_LAYERS = 100;
const MAX_WIDTH = 10_000;
const MAX_SAMPLES = 2_000;
const MAX_NAMES = 200;
const MAX_NUMBERS = 1_000;
const MAX_CODED = 4_000_000;
const MAX_SNAPSHOTS = 250;
const MAX_GRID = 1_000;
const MAX_OUTPUTS = 10;
/** Samples are many numbers; parameters are long texts. */
const SIZE = { characters: 9_000_000, items: 150_000 };

const isCoded = isTextUpTo(MAX_CODED);
const isNumbers = isListOf(isFiniteNumber, MAX_NUMBERS);

const isLayer = isRecordOf({
  size: isIntegerIn(1, MAX_WIDTH),
  activation: isOneOf("tanh", "relu", "sigmoid", "linear"),
});

const isData = isRecordOf({
  /** Unique in its run. */
  id: isText,
  /** The network, as Python prints it. */
  title: isTextUpTo(MAX_TITLE),
  /** From the inputs on; null: only Python can compute it. */
  layers: orNull(isListOf(isLayer, MAX_LAYERS)),
  /** 0 if it is not known. */
  n_inputs: isCount,
  /** The number of all samples. */
  n_samples: isCount,
  /** Those that are finite numbers, the first ones of many: inputs and targets. */
  samples: isListOf(isPairOf(isNumbers, isNumbers), MAX_SAMPLES),
  /** Their places among all, from 0; null: they are the first. */
  places: orNull(isListOf(isCount, MAX_SAMPLES)),
  /** Whether the network can be called. */
  can_predict: isFlag,
  n_parameters: isCount,
  /** What the program calls the first parameters, or ""; null: there are `layers`. */
  names: orNull(isListOf(isTextUpTo(MAX_TITLE), MAX_NAMES)),
  /** The parameters before the first round. */
  start: isCoded,
  /** Its name, or "". */
  loss: isText,
  /** Its name, or "". */
  optimizer: isText,
  num_rounds: orNull(isCount),
  can_restart: isFlag,
  /** Whether it reads commands, which needs a browser that can suspend a program. */
  can_steer: isFlag,
});

const isUpdate = isRecordOf({
  id: isText,
  /** The number of restarts: rounds are counted from the last one. */
  restarts: isCount,
  /** The reason why each round makes its graph anew, which is slower; or "". */
  not_taped_because: isText,
  /** The number of the last round; 0 before the first. */
  number: isCount,
  /** The time since the start, without pauses. */
  seconds: isFiniteNumber,
  /** Of the last round. */
  learning_rate: orNull(isFiniteNumber),
  /** Another one from the next round on; null: none, or the program's loop did not read it. */
  next_learning_rate: orNull(isFiniteNumber),
  /** The rounds of `losses`; of many, those with the lowest and highest loss of each stretch. */
  rounds: isListOf(isCount, MAX_NUMBERS),
  losses: isNumbers,
  /** Round and parameters, of some rounds and of the last. */
  snapshots: isListOf(isPairOf(isCount, isCoded), MAX_SNAPSHOTS),
  is_paused: isFlag,
  /** Rounds per second at most; 0: as fast as it goes. */
  pace: isFiniteNumber,
  /**
   * Each of the network's outputs on a grid over the samples' range with a margin of 0.15: 24 by 24 from the
   * lowest second input up, or 96 along one input, null where it is not finite; null: unchanged.
   */
  grid: orAbsent(orNull(isListOf(isListOf(orNull(isFiniteNumber), MAX_GRID), MAX_OUTPUTS))),
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
  /** With "diverged": what is not finite, and in which round. */
  message: isText,
});

/**
 * A command to the channel `training`.
 * @typedef {object} TrainingCommand
 * @property {string} id  "": any training that begins
 * @property {"pause" | "go on" | "one round" | "end" | "restart" | "learning rate" | "pace"} do
 * @property {number} [value]
 */

/**
 * The question `training.graph`: the graph of one sample; the answer is its `GraphTrace`.
 * @typedef {{training: string, parameters: string, sample: number}} TrainingGraphQuestion
 */

/** The question `training.outputs`. @typedef {{training: string, parameters: string}} TrainingOutputsQuestion */

const isOutputs = isRecordOf({
  /** Of each sample of the table; null: the network gives no numbers. */
  outputs: isListOf(orNull(isListOf(isGraphNumber, MAX_NUMBERS)), MAX_SAMPLES),
});

/** Read the answer to `training.outputs`. @param {any} answer */
export const readOutputs = (answer) => (isOutputs(answer) ? answer.outputs : null);

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
  const width = data.samples[0]?.[1].length;
  const isEven = data.samples.every(
    ([inputs, targets]) => inputs.length === data.n_inputs && targets.length === width,
  );
  const areAll = data.places === null || data.places.length === data.samples.length;
  return isEven && areAll && (data.layers === null || countParameters(data) === data.n_parameters)
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
