/**
 * The tape's accelerator: runs programs of `micrograd.replay` on Python's own memory.
 *
 * The layout of a program, and the order of its sums, are in that module's docstring; its Python
 * half is `playground_host.kernel`. Numbers are Python's but for the last bits of `tanh`, `exp`
 * and other functions, and of a neuron's sum, which Python rounds once.
 */

const WEIGHTED_SUM = 17;
const TANH_NEURON = 18;
const RELU_NEURON = 19;
const SIGMOID_NEURON = 20;

/** So many neurons that take the same inputs are computed at once. */
const BLOCK = 4;

// 2 to the power of i/32, less 1, for every e**2x that tanh needs: x < 20.
const STEPS = 32;
const POWERS_LESS_1 = Float64Array.from({ length: 58 * STEPS + 1 }, (_, i) =>
  Math.expm1((i * Math.LN2) / STEPS),
);

/**
 * The hyperbolic tangent, to 1e-14 of itself: `Math.tanh` takes several times as long.
 *
 * By e**2x - 1, from a table and the Taylor series of what is left. No branch depends on the sign
 * or the size of usual numbers: guessing one wrong would cost as much as the sums. Far from 0 the
 * last bit counts, for a derivative is made of what is missing to 1.
 * @param {number} x
 */
export function tanh(x) {
  const size = Math.abs(x);
  if (!(size < 20) || size === 0) return size >= 20 ? Math.sign(x) : x;
  const y = 2 * size;
  const i = (y * (STEPS / Math.LN2) + 0.5) | 0;
  const r = y - i * (Math.LN2 / STEPS);
  const q = r * r;
  const series = r * (1 + r * 0.5 + q * (1 / 6 + r * (1 / 24) + q * (1 / 120 + r * (1 / 720))));
  const power = POWERS_LESS_1[i] ?? 0;
  const e = power + (power + 1) * series;
  const missing = 2 / (e + 2);
  return (x / size) * (size < 3 ? 0.5 * e * missing : 1 - missing);
}

/** As C's pow, which knows two powers that JavaScript's does not. @param {number} a @param {number} b */
function power(a, b) {
  if (a === 1 || (a === -1 && (b === Infinity || b === -Infinity))) return 1;
  return a ** b;
}

/** @param {number} a @param {number} c */
function powerByNumber(a, c) {
  if (c === 0.5) return Math.sqrt(a);
  return c === -0.5 ? 1 / Math.sqrt(a) : power(a, c);
}

/**
 * The value of an operation that is no neuron.
 * @param {number} code @param {number} a @param {number} b @param {number} c
 */
function resultOf(code, a, b, c) {
  switch (code) {
    case 0:
      return a + b;
    case 1:
      return a - b;
    case 2:
      return a * b;
    case 3:
    case 4:
      return a / b;
    case 5:
      return powerByNumber(a, c);
    case 6:
      return power(a, b);
    case 7:
      return -a;
    case 8:
      return Math.exp(a);
    case 9:
      return tanh(a);
    case 10:
      // biome-ignore lint/complexity/useMathMinMax: Math.max has no -0 beside a 0.
      return a < 0 ? 0 : a;
    case 11:
      return 1 / (1 + Math.exp(-a));
    case 12:
      return Math.log(a);
    case 13:
      return Math.sin(a);
    case 14:
      return Math.cos(a);
    case 15:
      return Math.sqrt(a);
    case 16:
      return Math.abs(a);
    default:
      throw new RangeError(`no operation has the code ${code}`);
  }
}

/**
 * What an operation of one parent adds to its gradient.
 * @param {number} code @param {number} a the parent @param {number} y the value @param {number} g
 */
function shareOf(code, a, y, g) {
  switch (code) {
    case 7:
      return -g;
    case 8:
      return g * y;
    case 9:
      return g * (1 - y * y);
    case 11:
      return g * (1 - y) * y;
    case 12:
      return g / a;
    case 13:
      return g * Math.cos(a);
    case 14:
      return -(g * Math.sin(a));
    case 15:
      return g / (2 * y);
    default:
      return g * ((a > 0 ? 1 : 0) - (a < 0 ? 1 : 0));
  }
}

/** @param {number} code @param {number} sum */
function activated(code, sum) {
  if (code === TANH_NEURON) return tanh(sum);
  // biome-ignore lint/complexity/useMathMinMax: Math.max has no -0 beside a 0.
  if (code === RELU_NEURON) return sum < 0 ? 0 : sum;
  return code === SIGMOID_NEURON ? 1 / (1 + Math.exp(-sum)) : sum;
}

/** The gradient of a neuron's sum. @param {number} code @param {number} y @param {number} g */
function neuronShare(code, y, g) {
  if (code === TANH_NEURON) return g * (1 - y * y);
  if (code === RELU_NEURON) return y <= 0 ? 0 : g;
  return code === SIGMOID_NEURON ? g * (1 - y) * y : g;
}

/**
 * @typedef {object} Program
 * @property {number} nLeaves
 * @property {Int32Array} codes
 * @property {Int32Array} starts
 * @property {Int32Array} parents
 * @property {Float64Array} constants
 */

/** @param {Int32Array} parents @param {number} start @param {number} n  are they one after the other? */
function isRow(parents, start, n) {
  for (let j = 1; j < n; j++) {
    if (parents[start + j] !== /** @type {number} */ (parents[start]) + j) return false;
  }
  return true;
}

/**
 * For each operation: how many neurons from it on are one block, whose inputs are the same row and
 * whose weights are rows, none of them a neuron of the block; 0 in a block, 1 for all else.
 * @param {Program} program
 */
function blocksOf({ nLeaves, codes, starts, parents }) {
  const sizes = new Int32Array(codes.length).fill(1);
  const at = (/** @type {Int32Array} */ list, /** @type {number} */ i) =>
    /** @type {number} */ (list[i]);
  const canBe = (/** @type {number} */ k, /** @type {number} */ first) => {
    const start = at(starts, k);
    const n = (at(starts, k + 1) - start) >> 1;
    return (
      at(codes, k) === at(codes, first) &&
      at(parents, start) === at(parents, at(starts, first)) &&
      n === (at(starts, first + 1) - at(starts, first)) >> 1 &&
      isRow(parents, start, n) &&
      isRow(parents, start + n, n) &&
      at(parents, start + n - 1) < nLeaves + first &&
      at(parents, start + 2 * n - 1) < nLeaves + first &&
      at(parents, start + 2 * n) < nLeaves + first
    );
  };
  for (let k = 0; k + BLOCK <= codes.length; k++) {
    if (at(codes, k) < WEIGHTED_SUM) continue;
    if (canBe(k, k) && canBe(k + 1, k) && canBe(k + 2, k) && canBe(k + 3, k)) {
      sizes.set([BLOCK, 0, 0, 0], k);
      k += BLOCK - 1;
    }
  }
  return sizes;
}

/**
 * Take a program; return its two passes, functions of values and gradients.
 * @param {Program} program
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the loops share what they read.
export function compile(program) {
  const { nLeaves, starts, codes, parents, constants } = program;
  const blocks = blocksOf(program);

  /** @param {any} v @param {any} at @param {number} k */
  function forwardNeuron(v, at, k) {
    const start = at.starts[k];
    const n = (at.starts[k + 1] - start) >> 1;
    let sum = v[at.parents[start + 2 * n]];
    for (let j = 0; j < n; j++) sum += v[at.parents[start + j]] * v[at.parents[start + n + j]];
    v[nLeaves + k] = activated(at.codes[k], sum);
  }

  /** @param {any} v @param {any} at @param {number} k */
  function forwardBlock(v, at, k) {
    const start = at.starts[k];
    const n = (at.starts[k + 1] - start) >> 1;
    const length = 2 * n + 1;
    const x = at.parents[start];
    const w0 = at.parents[start + n];
    const w1 = at.parents[start + n + length];
    const w2 = at.parents[start + n + 2 * length];
    const w3 = at.parents[start + n + 3 * length];
    let sum0 = v[at.parents[start + length - 1]];
    let sum1 = v[at.parents[start + 2 * length - 1]];
    let sum2 = v[at.parents[start + 3 * length - 1]];
    let sum3 = v[at.parents[start + 4 * length - 1]];
    for (let j = 0; j < n; j++) {
      const input = v[x + j];
      sum0 += input * v[w0 + j];
      sum1 += input * v[w1 + j];
      sum2 += input * v[w2 + j];
      sum3 += input * v[w3 + j];
    }
    const code = at.codes[k];
    const own = nLeaves + k;
    v[own] = activated(code, sum0);
    v[own + 1] = activated(code, sum1);
    v[own + 2] = activated(code, sum2);
    v[own + 3] = activated(code, sum3);
  }

  /** @param {any} v @param {any} g @param {any} at @param {number} k */
  function backwardNeuron(v, g, at, k) {
    const start = at.starts[k];
    const n = (at.starts[k + 1] - start) >> 1;
    const share = neuronShare(at.codes[k], v[nLeaves + k], g[nLeaves + k]);
    for (let j = 0; j < n; j++) {
      const x = at.parents[start + j];
      const w = at.parents[start + n + j];
      g[x] += share * v[w];
      g[w] += share * v[x];
    }
    g[at.parents[start + 2 * n]] += share;
  }

  /** @param {any} v @param {any} g @param {any} at @param {number} k */
  function backwardBlock(v, g, at, k) {
    const start = at.starts[k];
    const n = (at.starts[k + 1] - start) >> 1;
    const length = 2 * n + 1;
    const code = at.codes[k];
    const own = nLeaves + k;
    const x = at.parents[start];
    const w0 = at.parents[start + n];
    const w1 = at.parents[start + n + length];
    const w2 = at.parents[start + n + 2 * length];
    const w3 = at.parents[start + n + 3 * length];
    const s0 = neuronShare(code, v[own], g[own]);
    const s1 = neuronShare(code, v[own + 1], g[own + 1]);
    const s2 = neuronShare(code, v[own + 2], g[own + 2]);
    const s3 = neuronShare(code, v[own + 3], g[own + 3]);
    const asks = asked === null || x >= nLeaves || asked[x] === 1;
    for (let j = 0; j < n; j++) {
      const input = v[x + j];
      // The last neuron first, as in Python: rounding depends on it.
      if (asks)
        g[x + j] = g[x + j] + s3 * v[w3 + j] + s2 * v[w2 + j] + s1 * v[w1 + j] + s0 * v[w0 + j];
      g[w3 + j] += s3 * input;
      g[w2 + j] += s2 * input;
      g[w1 + j] += s1 * input;
      g[w0 + j] += s0 * input;
    }
    g[at.parents[start + 4 * length - 1]] += s3;
    g[at.parents[start + 3 * length - 1]] += s2;
    g[at.parents[start + 2 * length - 1]] += s1;
    g[at.parents[start + length - 1]] += s0;
  }

  /** @param {any} v @param {any} g @param {any} at @param {number} k */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a table, one branch an operation.
  function backwardOperation(v, g, at, k) {
    const code = at.codes[k];
    const y = v[nLeaves + k];
    const gradient = g[nLeaves + k];
    const i = at.parents[at.starts[k]];
    const j = at.parents[at.starts[k + 1] - 1];
    const a = v[i];
    const b = v[j];
    const c = at.constants[k];
    if (code === 0) {
      g[i] += gradient;
      g[j] += gradient;
    } else if (code === 1) {
      g[i] += gradient;
      g[j] -= gradient;
    } else if (code === 2) {
      g[i] += gradient * b;
      g[j] += gradient * a;
    } else if (code === 3) {
      g[i] += gradient / b;
      g[j] -= gradient * (y / b);
    } else if (code === 4) {
      g[i] += gradient * (1 / b);
      g[j] -= gradient * a * ((1 / b) * (1 / b));
    } else if (code === 5) {
      if (c !== 0) g[i] += gradient * (c * powerByNumber(a, c - 1));
    } else if (code === 6) {
      if (b !== 0) g[i] += gradient * (b * power(a, b - 1));
      if (a !== 0 || !(b >= 0)) g[j] += gradient * (y * Math.log(a));
    } else if (code === 10) {
      if (!(y <= 0)) g[i] += gradient;
    } else {
      g[i] += shareOf(code, a, y, gradient);
    }
  }

  const at = { starts, codes, parents, constants };
  /** Of which leaves the gradient is asked for; null: of all. @type {Uint8Array | null} */
  let asked = null;
  const passes = {
    /** @param {Float64Array} v */
    forward(v) {
      for (let k = 0; k < codes.length; k++) {
        const code = /** @type {number} */ (codes[k]);
        if (blocks[k] === BLOCK) {
          forwardBlock(v, at, k);
          k += BLOCK - 1;
        } else if (code >= WEIGHTED_SUM) {
          forwardNeuron(v, at, k);
        } else {
          const a = /** @type {any} */ (v)[parents[/** @type {any} */ (starts)[k]] ?? 0];
          const b = /** @type {any} */ (v)[parents[/** @type {any} */ (starts)[k + 1] - 1] ?? 0];
          v[nLeaves + k] = resultOf(code, a, b, constants[k] ?? 0);
        }
      }
    },

    /** @param {Float64Array} v @param {Float64Array} g */
    backward(v, g) {
      for (let k = codes.length - 1; k >= 0; k--) {
        if (blocks[k] === 0) continue; // the block's first neuron does it for all
        if (blocks[k] === BLOCK) backwardBlock(v, g, at, k);
        else if (/** @type {number} */ (codes[k]) >= WEIGHTED_SUM) backwardNeuron(v, g, at, k);
        else backwardOperation(v, g, at, k);
      }
    },

    /**
     * Take rounds of gradient descent, up to one that meets a number that is not finite: that one
     * is not taken.
     * @param {Float64Array} v @param {Float64Array} g
     * @param {{parameters: Int32Array, rate: number, first: number, every: number}} settings
     *   indexes of the leaves that move; the number of the first round; which ones are kept
     * @param {Float64Array} losses  of as many rounds as there is room for
     * @param {Float64Array} kept  the parameters after every round whose number `every` divides
     * @returns {number} how many rounds were taken
     */
    descend(v, g, { parameters, rate, first, every }, losses, kept) {
      const before = new Float64Array(parameters.length);
      const last = v.length - 1;
      asked = inputsAsked(parameters);
      let room = 0;
      let round = 0;
      for (; round < losses.length; round++) {
        passes.forward(v);
        losses[round] = v[last] ?? 0;
        if (!Number.isFinite(losses[round])) break;
        g.fill(0);
        g[last] = 1;
        passes.backward(v, g);
        if (!step(v, g, parameters, rate, before)) break;
        if ((first + round) % every === 0) room = keep(v, parameters, kept, room);
      }
      asked = null;
      return round;
    },
  };

  /** @param {Int32Array} parameters */
  function inputsAsked(parameters) {
    const found = new Uint8Array(nLeaves);
    for (const index of parameters) found[index] = 1;
    // A block's inputs are told by the first of them.
    for (let k = 0; k < codes.length; k++) {
      if (blocks[k] !== BLOCK) continue;
      const start = starts[k] ?? 0;
      const n = ((starts[k + 1] ?? 0) - start) >> 1;
      const x = parents[start] ?? 0;
      if (x < nLeaves && found.subarray(x, x + n).includes(1)) found[x] = 1;
    }
    return found;
  }

  return passes;
}

/** @param {Float64Array} v @param {Int32Array} parameters @param {Float64Array} kept @param {number} room */
function keep(v, parameters, kept, room) {
  for (const [i, at] of parameters.entries()) kept[room + i] = v[at] ?? 0;
  return room + parameters.length;
}

/**
 * Move the parameters down their gradients, all or, if one would not be finite, none.
 * @param {Float64Array} v @param {Float64Array} g
 * @param {Int32Array} parameters @param {number} rate @param {Float64Array} before
 */
function step(v, g, parameters, rate, before) {
  let isFine = true;
  for (let i = 0; i < parameters.length; i++) {
    const at = parameters[i] ?? 0;
    const number = v[at] ?? 0;
    before[i] = number;
    const moved = number - rate * (g[at] ?? 0);
    v[at] = moved;
    isFine &&= Number.isFinite(moved);
  }
  if (!isFine) for (const [i, at] of parameters.entries()) v[at] = before[i] ?? 0;
  return isFine;
}

/**
 * Let Python's tapes run here. Arrays are told by their addresses: where Python's memory grows, it
 * moves, and a view on it that was made before is empty.
 * @param {any} pyodide
 */
export function installKernel(pyodide) {
  const memory = () => pyodide._module.HEAPU8.buffer;
  const floats = (/** @type {number} */ place, /** @type {number} */ n) =>
    new Float64Array(memory(), place, n);
  const integers = (/** @type {number} */ place, /** @type {number} */ n) =>
    new Int32Array(memory(), place, n).slice();

  pyodide.registerJsModule("playground_kernel", {
    /** @param {number} nLeaves @param {number[]} places  of codes, starts, parents, constants */
    compile(nLeaves, ...places) {
      const [codes, nCodes, starts, nStarts, parents, nParents, constants, nConstants] =
        /** @type {[number, number, number, number, number, number, number, number]} */ (places);
      const passes = compile({
        nLeaves,
        codes: integers(codes, nCodes),
        starts: integers(starts, nStarts),
        parents: integers(parents, nParents),
        constants: floats(constants, nConstants).slice(),
      });
      const n = nLeaves + nCodes;
      return {
        forward: (/** @type {number} */ values) => passes.forward(floats(values, n)),
        backward: (/** @type {number} */ values, /** @type {number} */ gradients) =>
          passes.backward(floats(values, n), floats(gradients, n)),
        /**
         * @param {number} values @param {number} gradients @param {number} rate
         * @param {number} first @param {number} every
         * @param {number[]} others  addresses and lengths of parameters, losses and kept
         */
        descend(values, gradients, rate, first, every, ...others) {
          const [parameters, nMoved, losses, nLosses, kept, nKept] =
            /** @type {[number, number, number, number, number, number]} */ (others);
          return passes.descend(
            floats(values, n),
            floats(gradients, n),
            { parameters: integers(parameters, nMoved), rate, first, every },
            floats(losses, nLosses),
            floats(kept, nKept),
          );
        },
      };
    },
  });
  pyodide.pyimport("playground_host.kernel").install();
}
