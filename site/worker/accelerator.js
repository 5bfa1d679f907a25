/**
 * The tape's accelerator: runs programs of `micrograd.replay` on Python's own memory, by the passes
 * of `passes.ts`. Its Python half, `playground_host.accelerator`, keeps the arrays of a program
 * alive.
 */

/** The number of neurons with the same inputs that are computed at once. */
const BLOCK = 4;

// Kinds of operations, which `passes.ts` explains. Besides these, the first neuron of a block has
// the kind 4, the number of neurons, and the others have the kind 0.
const OPERATION = 1;
const ROW = 2;
const NEURON = 3;

// The number of integers of a program in `passes.ts`.
const SIZE = 8;
const ASKED = 7;

/** The size of the table of 2 ** (i / 32) - 1: enough for every e ** 2x that tanh needs, x < 20. */
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
 * @param {(bytes: number) => number} allocate  returns the address of memory that is never freed
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

/** Whether n parents have consecutive indices. @param {Int32Array} parents @param {number} start @param {number} n */
function isRow(parents, start, n) {
  for (let j = 1; j < n; j++) {
    if (parents[start + j] !== /** @type {number} */ (parents[start]) + j) return false;
  }
  return true;
}

/**
 * A program as views on its arrays.
 * @typedef {object} Program
 * @property {number} nLeaves
 * @property {Int32Array} codes
 * @property {Int32Array} parentOffsets
 * @property {Int32Array} parents
 * @property {Int32Array} kinds
 */

const at = (/** @type {Int32Array} */ list, /** @type {number} */ i) =>
  /** @type {number} */ (list[i]);

/** @typedef {(code: number) => number} IsNeuron */

/**
 * @param {Program} program @param {IsNeuron} isNeuron
 * @throws {RangeError} if a pass would read or write outside its arrays
 */
function check({ nLeaves, codes, parentOffsets, parents }, isNeuron) {
  for (let k = 0; k < codes.length; k++) {
    const count = at(parentOffsets, k + 1) - at(parentOffsets, k);
    const least = isNeuron(at(codes, k)) ? 3 : 1;
    if (count < least || (least === 3 && count % 2 === 0))
      throw new RangeError(`operation ${k} has ${count} parents`);
    for (let j = at(parentOffsets, k); j < at(parentOffsets, k + 1); j++) {
      if (!(at(parents, j) >= 0 && at(parents, j) < nLeaves + k))
        throw new RangeError(`operation ${k} has no parent ${parents[j]}`);
    }
  }
}

/**
 * Write the kinds of the operations, which `passes.ts` explains.
 * @param {Program} program @param {IsNeuron} isNeuron
 */
function findKinds({ nLeaves, codes, parentOffsets, parents, kinds }, isNeuron) {
  for (let k = 0; k < codes.length; k++) {
    const start = at(parentOffsets, k);
    const n = (at(parentOffsets, k + 1) - start) >> 1;
    const isOfRows = isRow(parents, start, n) && isRow(parents, start + n, n);
    kinds[k] = !isNeuron(at(codes, k)) ? OPERATION : isOfRows ? ROW : NEURON;
  }
  /** Whether operation k is a neuron with the inputs of `first`, and none of the block is its operand. */
  const fits = (/** @type {number} */ k, /** @type {number} */ first) => {
    const start = at(parentOffsets, k);
    const length = at(parentOffsets, k + 1) - start;
    const n = length >> 1;
    return (
      kinds[k] === ROW &&
      codes[k] === codes[first] &&
      parents[start] === parents[at(parentOffsets, first)] &&
      length === at(parentOffsets, first + 1) - at(parentOffsets, first) &&
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
 * Mark the leaves whose gradients are needed: those that move, and the first input of a block that
 * has one of them as an input.
 * @param {Program} program @param {Int32Array} parameters @param {Uint8Array} asked
 */
function ask({ nLeaves, codes, parentOffsets, parents, kinds }, parameters, asked) {
  asked.fill(0);
  for (const index of parameters) asked[index] = 1;
  for (let k = 0; k < codes.length; k++) {
    if (kinds[k] !== BLOCK) continue;
    const start = at(parentOffsets, k);
    const n = (at(parentOffsets, k + 1) - start) >> 1;
    const x = at(parents, start);
    if (x < nLeaves && asked.subarray(x, x + n).includes(1)) asked[x] = 1;
  }
}

/**
 * Move all parameters against their gradients; if one would not be finite, move none.
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
 * The functions that Python calls. Arrays are passed as addresses, and each call makes new views on
 * them: when Python's memory grows, older views become empty.
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
    const [nLeaves, n, codes, parentOffsets, parents, , kinds] =
      /** @type {[number, number, number, number, number, number, number]} */ (
        /** @type {unknown} */ (new Uint32Array(memory.buffer, place, SIZE))
      );
    const offsets = integers(parentOffsets, n + 1);
    return {
      nLeaves,
      codes: integers(codes, n),
      parentOffsets: offsets,
      parents: integers(parents, offsets[n] ?? 0),
      kinds: integers(kinds, n),
    };
  }

  return {
    forward: passes.forward,
    backward: passes.backward,

    /** Prepare a program: find the kinds of its operations. @param {number} place */
    prepare(place) {
      const program = programAt(place);
      check(program, passes.isNeuron);
      findKinds(program, passes.isNeuron);
    },

    /**
     * Take rounds of gradient descent; stop before a round in which a number is not finite.
     * @param {number} place  the program's
     * @param {number} values @param {number} gradients
     * @param {number} rate
     * @param {number} first  the number of the first round
     * @param {number} every  the parameters are kept after each round whose number is a multiple of
     *   it
     * @param {number[]} others  address and length of each of four arrays: scratch space of a byte
     *   for each leaf; the indices of the leaves that move; the losses, one per round to take; the
     *   kept parameters
     * @returns {number} the number of rounds taken
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
 * Let Python's tapes run here; in a browser that can't do it, they run in Python.
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
