/**
 * A multi-layer perceptron that is computed in the page: its outputs for a sample, and each
 * neuron's outputs on a grid.
 */

/** @typedef {import("../../../contract/training.js").TrainingLayer} TrainingLayer */

const ACTIVATIONS = {
  tanh: Math.tanh,
  relu: (/** @type {number} */ x) => Math.max(x, 0),
  sigmoid: (/** @type {number} */ x) => 1 / (1 + Math.exp(-x)),
  linear: (/** @type {number} */ x) => x,
};

export class Network {
  #layers;
  /** Arrays for the maps of each size, which are reused. @type {Map<number, Float64Array[][]>} */
  #room = new Map();

  /** @param {TrainingLayer[]} layers */
  constructor(layers) {
    this.#layers = layers;
    this.sizes = layers.map(({ size }) => size);
  }

  /**
   * @param {Float64Array} parameters  of each layer's neurons in turn: weights, then the bias
   * @param {ArrayLike<number>} inputs
   * @returns {number[]}
   */
  outputs(parameters, inputs) {
    const columns = Array.from(inputs, (input) => Float64Array.of(input));
    const layers = this.#compute(parameters, columns, this.#made(1));
    return (layers.at(-1) ?? []).map(([value = 0]) => value);
  }

  /**
   * Return the outputs of every neuron on a grid, row by row from the lowest second input up.
   * @param {Float64Array} parameters
   * @param {import("./domain.js").Domain} domain
   * @param {number} size  points along each side; with one input there is one row
   * @returns {Float64Array[][]} by layer and neuron, the last layer's are the outputs; valid until
   *   the next call
   */
  maps(parameters, domain, size) {
    const columns = this.inputMaps(domain, size);
    const points = columns[0]?.length ?? 0;
    const room = this.#room.get(points) ?? this.#made(points);
    this.#room.set(points, room);
    return this.#compute(parameters, columns, room);
  }

  /**
   * Return the inputs themselves on such a grid.
   * @param {import("./domain.js").Domain} domain
   * @param {number} size
   */
  inputMaps({ x, y }, size) {
    const points = y ? size * size : size;
    const maps = [Float64Array.from({ length: points }, (_, at) => along(x, at % size, size))];
    if (y)
      maps.push(
        Float64Array.from({ length: points }, (_, at) => along(y, Math.floor(at / size), size)),
      );
    return maps;
  }

  /**
   * Return the parameters by layer and neuron.
   * @param {Float64Array} parameters
   * @param {number} inputs  the number of inputs of the first layer
   */
  linksOf(parameters, inputs) {
    let before = inputs;
    let at = 0;
    const [weights, biases] = [
      /** @type {Float64Array[][]} */ ([]),
      /** @type {Float64Array[]} */ ([]),
    ];
    for (const size of this.sizes) {
      const rows = Array.from({ length: size }, (_, i) => at + i * (before + 1));
      weights.push(rows.map((start) => parameters.subarray(start, start + before)));
      biases.push(Float64Array.from(rows, (start) => parameters[start + before] ?? 0));
      at += size * (before + 1);
      before = size;
    }
    return { weights, biases };
  }

  /** @param {number} points @returns {Float64Array[][]} */
  #made(points) {
    return this.sizes.map((n) => Array.from({ length: n }, () => new Float64Array(points)));
  }

  /** @param {Float64Array} parameters @param {Float64Array[]} inputs @param {Float64Array[][]} room */
  #compute(parameters, inputs, room) {
    let before = inputs;
    let at = 0;
    for (const [layer, { activation }] of this.#layers.entries()) {
      const maps = room[layer] ?? [];
      for (const map of maps) {
        map.fill(parameters[at + before.length] ?? 0);
        for (const [j, input] of before.entries()) addProduct(map, parameters[at + j] ?? 0, input);
        at += before.length + 1;
        activate(map, ACTIVATIONS[activation]);
      }
      before = maps;
    }
    return room;
  }
}

/** @param {Float64Array} sums @param {number} weight @param {Float64Array} input */
function addProduct(sums, weight, input) {
  for (let i = 0; i < sums.length; i += 1)
    sums[i] = /** @type {number} */ (sums[i]) + weight * /** @type {number} */ (input[i]);
}

/** @param {Float64Array} sums @param {(x: number) => number} activation */
function activate(sums, activation) {
  for (let i = 0; i < sums.length; i += 1) sums[i] = activation(/** @type {number} */ (sums[i]));
}

/** @param {[number, number]} ends @param {number} index @param {number} size */
const along = ([low, high], index, size) => low + ((high - low) * index) / (size - 1);
