/**
 * The tape's accelerator: runs programs of `micrograd.replay` on Python's own memory, by the passes
 * of `passes.ts`. Its Python half is `playground_host.accelerator`, which keeps what a program is made of.
 */

/** So many neurons that take the same inputs are computed at once. */
const BLOCK = 4;

// Kinds of operations, which `passes.ts` explains: but for these, a block's first neuron has the
// kind 4, as many as there are, and the others 0.
const OPERATION = 1;
const ROW = 2;
const NEURON = 3;

// What `passes.ts` says of a program: eight integers.
const SIZE = 8;
const ASKED = 7;

/** Of 2 to the power of i/32, less 1: every e**2x that tanh needs, x < 20, and no index beyond. */
const POWERS = 2048;
const powers = () =>
  Float64Array.from({ length: POWERS }, (_, i) => Math.expm1((i * Math.LN2) / 32));

/**
 * @typedef {object} Passes
 * @property {(place: number) => void} setPowers
 * @property {(x: number) => number} tanh
 * @property {(code: number) => number} isNeuron  1 if so, else 0
 * @property {(program: number, values: number) => void} forward
 * @property {(program: number, values: number, gradients: number) => void} backward
 */

/**
 * Start the passes.
 * @param {BufferSource} code  of `passes.ts`, compiled
 * @param {WebAssembly.Memory} memory
 * @param {(bytes: number) => number} allocate  memory that is never given back
 * @returns {Passes}
 * @throws {WebAssembly.CompileError} in a browser that computes one number at a time
 */
export function startPasses(code, memory, allocate) {
  const module = new WebAssembly.Module(code);
  const functions = /** @type {any} */ ({ passes: Math, env: { memory } });
  const passes = /** @type {any} */ (new WebAssembly.Instance(module, functions).exports);
  const place = allocate(8 * POWERS);
  new Float64Array(memory.buffer, place, POWERS).set(powers());
  passes.setPowers(place);
  return passes;
}

/** @param {Int32Array} parents @param {number} start @param {number} n  are they one after the other? */
function isRow(parents, start, n) {
  for (let j = 1; j < n; j++) {
    if (parents[start + j] !== /** @type {number} */ (parents[start]) + j) return false;
  }
  return true;
}

/**
 * A program whose parts can be looked at.
 * @typedef {object} Program
 * @property {number} nLeaves
 * @property {Int32Array} codes
 * @property {Int32Array} starts
 * @property {Int32Array} parents
 * @property {Int32Array} kinds
 */

const at = (/** @type {Int32Array} */ list, /** @type {number} */ i) =>
  /** @type {number} */ (list[i]);

/** @typedef {(code: number) => number} IsNeuron */

/**
 * @param {Program} program @param {IsNeuron} isNeuron
 * @throws {RangeError} where a pass would read or write beside its arrays
 */
function check({ nLeaves, codes, starts, parents }, isNeuron) {
  for (let k = 0; k < codes.length; k++) {
    const count = at(starts, k + 1) - at(starts, k);
    const least = isNeuron(at(codes, k)) ? 3 : 1;
    if (count < least || (least === 3 && count % 2 === 0))
      throw new RangeError(`operation ${k} has ${count} parents`);
    for (let j = at(starts, k); j < at(starts, k + 1); j++) {
      if (!(at(parents, j) >= 0 && at(parents, j) < nLeaves + k))
        throw new RangeError(`operation ${k} has no parent ${parents[j]}`);
    }
  }
}

/**
 * Write the kinds of the operations, which `passes.ts` explains.
 * @param {Program} program @param {IsNeuron} isNeuron
 */
function findKinds({ nLeaves, codes, starts, parents, kinds }, isNeuron) {
  for (let k = 0; k < codes.length; k++) {
    const start = at(starts, k);
    const n = (at(starts, k + 1) - start) >> 1;
    const isOfRows = isRow(parents, start, n) && isRow(parents, start + n, n);
    kinds[k] = !isNeuron(at(codes, k)) ? OPERATION : isOfRows ? ROW : NEURON;
  }
  /** Is it one after `first`, of the same inputs, and does it take none of the block? */
  const fits = (/** @type {number} */ k, /** @type {number} */ first) => {
    const start = at(starts, k);
    const length = at(starts, k + 1) - start;
    const n = length >> 1;
    return (
      kinds[k] === ROW &&
      codes[k] === codes[first] &&
      parents[start] === parents[at(starts, first)] &&
      length === at(starts, first + 1) - at(starts, first) &&
      at(parents, start + n - 1) < nLeaves + first &&
      at(parents, start + 2 * n - 1) < nLeaves + first &&
      at(parents, start + 2 * n) < nLeaves + first
    );
  };
  for (let k = 0; k + BLOCK <= codes.length; k++) {
    if (!fits(k, k) || !fits(k + 1, k) || !fits(k + 2, k) || !fits(k + 3, k)) continue;
    kinds.set([BLOCK, 0, 0, 0], k);
    k += BLOCK - 1;
  }
}

/**
 * Say of which leaves the gradient is asked for: those that move, and the first input of a block
 * that takes one of them.
 * @param {Program} program @param {Int32Array} parameters @param {Uint8Array} asked
 */
function ask({ nLeaves, codes, starts, parents, kinds }, parameters, asked) {
  asked.fill(0);
  for (const index of parameters) asked[index] = 1;
  for (let k = 0; k < codes.length; k++) {
    if (kinds[k] !== BLOCK) continue;
    const start = at(starts, k);
    const n = (at(starts, k + 1) - start) >> 1;
    const x = at(parents, start);
    if (x < nLeaves && asked.subarray(x, x + n).includes(1)) asked[x] = 1;
  }
}

/**
 * Move the parameters down their gradients, all or, if one would not be finite, none.
 * @param {Float64Array} v @param {Float64Array} g
 * @param {Int32Array} parameters @param {number} rate @param {Float64Array} before
 */
function step(v, g, parameters, rate, before) {
  let isFine = true;
  for (let i = 0; i < parameters.length; i++) {
    const index = at(parameters, i);
    const number = v[index] ?? 0;
    before[i] = number;
    const moved = number - rate * (g[index] ?? 0);
    v[index] = moved;
    isFine &&= Number.isFinite(moved);
  }
  if (!isFine) for (const [i, index] of parameters.entries()) v[index] = before[i] ?? 0;
  return isFine;
}

/** @param {Float64Array} v @param {Int32Array} parameters @param {Float64Array} kept @param {number} room */
function keep(v, parameters, kept, room) {
  for (const [i, index] of parameters.entries()) kept[room + i] = v[index] ?? 0;
  return room + parameters.length;
}

/**
 * What Python calls. Arrays are told by their addresses: where Python's memory grows, a view on it
 * that was made before is empty, so views last for a call.
 * @param {Passes} passes
 * @param {WebAssembly.Memory} memory
 */
export function createAccelerator(passes, memory) {
  const floats = (/** @type {number} */ place, /** @type {number} */ n) =>
    new Float64Array(memory.buffer, place, n);
  const integers = (/** @type {number} */ place, /** @type {number} */ n) =>
    new Int32Array(memory.buffer, place, n);

  /** @param {number} place @returns {Program} */
  function programAt(place) {
    const [nLeaves, n, codes, starts, parents, , kinds] =
      /** @type {[number, number, number, number, number, number, number]} */ (
        /** @type {unknown} */ (new Uint32Array(memory.buffer, place, SIZE))
      );
    const begins = integers(starts, n + 1);
    return {
      nLeaves,
      codes: integers(codes, n),
      starts: begins,
      parents: integers(parents, begins[n] ?? 0),
      kinds: integers(kinds, n),
    };
  }

  return {
    forward: passes.forward,
    backward: passes.backward,

    /** Make a program ready: its kinds are found out. @param {number} place */
    prepare(place) {
      const program = programAt(place);
      check(program, passes.isNeuron);
      findKinds(program, passes.isNeuron);
    },

    /**
     * Take rounds of gradient descent, up to one that meets a number that is not finite: that one
     * is not taken.
     * @param {number} place  the program's
     * @param {number} values @param {number} gradients
     * @param {number} rate
     * @param {number} first  the number of the first round
     * @param {number} every  the parameters are kept after every round whose number it divides
     * @param {number[]} others  address and length of: a byte for each leaf, to be used; the
     *   indexes of the leaves that move; the losses, of as many rounds as there is room for; what
     *   is kept
     * @returns {number} how many rounds were taken
     */
    descend(place, values, gradients, rate, first, every, ...others) {
      const [bytes, nLeaves, moved, nMoved, losses, nLosses, kept, nKept] =
        /** @type {[number, number, number, number, number, number, number, number]} */ (others);
      const program = programAt(place);
      const n = nLeaves + program.codes.length;
      const [v, g] = [floats(values, n), floats(gradients, n)];
      const parameters = integers(moved, nMoved);
      const [found, keeps] = [floats(losses, nLosses), floats(kept, nKept)];
      const before = new Float64Array(nMoved);
      ask(program, parameters, new Uint8Array(memory.buffer, bytes, nLeaves));
      const askedAt = new Uint32Array(memory.buffer, place, SIZE);
      askedAt[ASKED] = bytes;
      let room = 0;
      let round = 0;
      for (; round < nLosses; round++) {
        passes.forward(place, values);
        found[round] = v[n - 1] ?? 0;
        if (!Number.isFinite(found[round])) break;
        g.fill(0);
        g[n - 1] = 1;
        passes.backward(place, values, gradients);
        if (!step(v, g, parameters, rate, before)) break;
        if ((first + round) % every === 0) room = keep(v, parameters, keeps, room);
      }
      askedAt[ASKED] = 0;
      return round;
    },
  };
}

/**
 * Let Python's tapes run here; where the browser can't, they run in Python.
 * @param {any} pyodide
 * @param {BufferSource} code  of the passes
 */
export function installAccelerator(pyodide, code) {
  const { memory, _malloc: allocate } = pyodide._module;
  let passes;
  try {
    passes = startPasses(code, memory, allocate);
  } catch {
    return;
  }
  pyodide.registerJsModule("playground_accelerator", createAccelerator(passes, memory));
  pyodide.pyimport("playground_host.accelerator").install();
}
