/**
 * Chooses the shown part of the plane or the line, and the meaning of its colours.
 */

/** @typedef {import("../../../contract/training.js").TrainingData} TrainingData */

/** @typedef {{x: [number, number], y: [number, number] | null}} Domain  `y` is null with one input */

/**
 * The kind of the targets: two classes, separated at `level`; as many classes as outputs; or
 * numbers.
 * @typedef {{kind: "two", low: number, high: number, level: number}} TwoClasses
 * @typedef {{kind: "many", count: number, reach: number}} ManyClasses
 * @typedef {{kind: "numbers", low: number, high: number}} NumberRange
 * @typedef {TwoClasses | ManyClasses | NumberRange} Outputs
 */

const MARGIN = 0.15;

/** Return the ends of an axis with a margin; the same as `playground_host.trainings.bounds`. @param {number[]} values */
export function bounds(values) {
  const low = values.length > 0 ? Math.min(...values) : -1;
  const high = values.length > 0 ? Math.max(...values) : 1;
  const margin = MARGIN * (high - low) || 1;
  return /** @type {[number, number]} */ ([low - margin, high + margin]);
}

/** @param {TrainingData} data @returns {Domain | null} null if there is no picture of it */
export function domainOf({ n_inputs, samples }) {
  if (n_inputs !== 1 && n_inputs !== 2) return null;
  const axis = (/** @type {number} */ i) => bounds(samples.map(([inputs]) => inputs[i] ?? 0));
  return { x: axis(0), y: n_inputs === 2 ? axis(1) : null };
}

/** @param {TrainingData} data @returns {Outputs} */
export function outputsOf({ samples, loss, layers }) {
  const outputs = layers?.at(-1)?.size ?? samples[0]?.[1].length ?? 1;
  const targets = samples.map(([, wanted]) => wanted[0] ?? 0);
  if (outputs > 1) {
    const all = samples.flatMap(([, wanted]) => wanted);
    const reach = Math.max(...all, 0) - Math.min(...all, 0) || 1;
    return { kind: "many", count: outputs, reach };
  }
  const values = [...new Set(targets)].sort((a, b) => a - b);
  const [low = -1, high = 1] = [values[0], values.at(-1)];
  if (values.length === 2) {
    // For logits, 0 is undecided, whatever the targets are.
    const level = loss === "bce_with_logits" ? 0 : (low + high) / 2;
    return { kind: "two", low, high, level };
  }
  return low === high
    ? { kind: "numbers", low: low - 1, high: high + 1 }
    : { kind: "numbers", low, high };
}
