/**
 * The history of one training: its curve and the parameters of some rounds, both within limits.
 */

import { decoded } from "../../../contract/training.js";

/** @typedef {import("../../../contract/training.js").TrainingUpdate} TrainingUpdate */

const POINTS = 4_000;
const SNAPSHOTS = 220;
/** The time over which the speed is measured. */
const SPEED_SECONDS = 1.5;

export class TrainingHistory {
  /** @type {number[]} */
  rounds = [];
  /** @type {number[]} */
  losses = [];
  /** Parameters by round, in order; decoded when they are first needed. @type {Map<number, string | Float64Array>} */
  #snapshots = new Map();
  /** @type {Map<number, number>} */
  #snapshotLosses = new Map();
  number = 0;
  seconds = 0;
  /** The current speed, in rounds per second. */
  speed = 0;
  /** @type {number | null} */
  rate = null;
  /** Another rate from the next round on. @type {number | null} */
  nextRate = null;
  isPaused = false;
  pace = 0;
  /** @type {TrainingUpdate["ended"] | "stopped"} */
  ended = "";
  message = "";
  notTapedBecause = "";
  /** The network's outputs on Python's grid, by round, in order. @type {[number, number[][]][]} */
  #grids = [];
  #size;
  /** Recent rounds and seconds. @type {[number, number][]} */
  #marks = [[0, 0]];

  /** @param {string} start  the parameters before the first round @param {number} size  their number */
  constructor(start, size) {
    this.start = start;
    this.#size = size;
    this.#snapshots.set(0, start);
  }

  /** @param {TrainingUpdate} told */
  add(told) {
    this.#measure(told);
    for (const [i, round] of told.rounds.entries()) {
      if (round <= (this.rounds.at(-1) ?? 0)) continue;
      this.rounds.push(round);
      this.losses.push(told.losses[i] ?? 0);
    }
    if (this.rounds.length > POINTS) this.#thin();
    const losses = new Map(told.rounds.map((round, i) => [round, told.losses[i] ?? 0]));
    for (const [round, coded] of told.snapshots) {
      if (coded.length !== this.start.length) continue;
      this.#snapshots.set(round, coded);
      const loss = losses.get(round);
      if (loss !== undefined) this.#snapshotLosses.set(round, loss);
    }
    this.#sort();
    this.number = told.number;
    this.seconds = told.seconds;
    this.rate = told.learning_rate;
    this.nextRate = told.next_learning_rate;
    this.isPaused = told.is_paused;
    this.pace = told.pace;
    this.ended = told.ended;
    this.message = told.message;
    this.notTapedBecause = told.not_taped_because;
    if (told.grid) this.#keepGrid(told.number, told.grid);
  }

  /** The rounds whose parameters are known, in order. */
  get known() {
    return [...this.#snapshots.keys()];
  }

  /** @param {number} round  one of `known` @returns {Float64Array | null} null if they are not valid */
  parametersAt(round) {
    const found = this.#snapshots.get(round) ?? "";
    const parameters = typeof found === "string" ? decoded(found, this.#size) : found;
    if (parameters) this.#snapshots.set(round, parameters);
    return parameters;
  }

  /** The last round at or before this one whose parameters are known. @param {number} round */
  nearest(round) {
    let found = 0;
    for (const known of this.#snapshots.keys()) if (known <= round) found = known;
    return found;
  }

  /**
   * Return the last grid at or before a round, with its round.
   * @param {number} round
   */
  gridAt(round) {
    return this.#grids.findLast(([number]) => number <= round);
  }

  /** Return the loss of a round; undefined if it is not known. @param {number} round  one of `known` */
  lossAt(round) {
    return this.#snapshotLosses.get(round);
  }

  /** @param {TrainingUpdate} told */
  #measure({ number, seconds }) {
    this.#marks.push([number, seconds]);
    while (this.#marks.length > 2 && seconds - (this.#marks[1]?.[1] ?? 0) > SPEED_SECONDS)
      this.#marks.shift();
    const [first, start] = this.#marks[0] ?? [0, 0];
    if (seconds > start) this.speed = (number - first) / (seconds - start);
  }

  /** @param {number} round @param {(number | null)[][]} grid  by output */
  #keepGrid(round, grid) {
    this.#grids = this.#grids.filter(([number]) => number < round);
    this.#grids.push([round, grid.map((each) => each.map((value) => value ?? Number.NaN))]);
    if (this.#grids.length > SNAPSHOTS)
      this.#grids = this.#grids.filter((_, i) => i % 2 === 0 || i === SNAPSHOTS);
  }

  #sort() {
    const numbers = this.known;
    const isSorted = numbers.every((n, i) => i === 0 || n > /** @type {number} */ (numbers[i - 1]));
    if (isSorted && numbers.length <= SNAPSHOTS) return;
    let entries = [...this.#snapshots].sort(([a], [b]) => a - b);
    while (entries.length > SNAPSHOTS)
      entries = entries.filter((_, i) => i % 2 === 0 || i === entries.length - 1);
    this.#snapshots = new Map(entries);
  }

  /** Keep the lowest and the highest of each four points. */
  #thin() {
    const kept = [];
    for (let i = 0; i < this.rounds.length; i += 4) {
      const four = [i, i + 1, i + 2, i + 3].filter((at) => at < this.rounds.length);
      const by = (/** @type {number} */ at) => /** @type {number} */ (this.losses[at]);
      const low = four.reduce((a, b) => (by(b) < by(a) ? b : a));
      const high = four.reduce((a, b) => (by(b) > by(a) ? b : a));
      kept.push(...new Set([Math.min(low, high), Math.max(low, high)]));
    }
    this.rounds = kept.map((at) => /** @type {number} */ (this.rounds[at]));
    this.losses = kept.map((at) => /** @type {number} */ (this.losses[at]));
  }
}
