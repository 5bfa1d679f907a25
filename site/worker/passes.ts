/**
 * The two passes of the tape's accelerator, in AssemblyScript: WebAssembly that computes two
 * numbers at once.
 *
 * They work on Python's own memory. A program is the address of eight integers: the number of its
 * leaves; the number of its operations; the addresses of its codes, parent offsets, parents and constants,
 * as in `micrograd.replay`; the address of the operations' kinds (see below); and the address of a
 * byte for each leaf, 0 if its gradient isn't needed. If this last address is 0, all gradients are
 * needed.
 *
 * `micrograd.replay` defines the order of the sums too. The numbers equal Python's except for the
 * last bits of `tanh`, `exp` and other functions, and of a neuron's sum, which Python rounds only
 * once.
 */

declare function exp(x: f64): f64;
declare function log(x: f64): f64;
declare function sin(x: f64): f64;
declare function cos(x: f64): f64;
declare function pow(x: f64, y: f64): f64;

// Kinds of operations: a neuron in the block that begins before it; an operation that is not a
// neuron; a neuron whose inputs have consecutive indices, and its weights too; any other neuron;
// the first of a block of four neurons with the same inputs.
const IN_BLOCK = 0;
const OPERATION = 1;
const ROW = 2;
const BLOCK = 4;

// The codes of `micrograd.replay`; `tests/engine/test_rows.py` compares them.
const ADD = 0;
const SUBTRACT = 1;
const MULTIPLY = 2;
const DIVIDE = 3;
const DIVIDE_NUMBER = 4;
const POWER = 5;
const NODE_POWER = 6;
const NEGATE = 7;
const EXP = 8;
const TANH = 9;
const RELU = 10;
const SIGMOID = 11;
const LOG = 12;
const SIN = 13;
const COS = 14;
const SQRT = 15;
const ABS = 16;
const WEIGHTED_SUM = 17;
const TANH_NEURON = 18;
const RELU_NEURON = 19;
const SIGMOID_NEURON = 20;

/** Whether a code stands for a neuron. */
export function isNeuron(code: i32): bool {
  return (
    code === WEIGHTED_SUM || code === TANH_NEURON || code === RELU_NEURON || code === SIGMOID_NEURON
  );
}

const STEPS: f64 = 32;
/** The last bits of a sum with this number are the other number, rounded to an integer. */
const INTEGER_BITS: f64 = 6755399441055744;

/** The address of the table of 2 ** (i / 32) - 1, for i from 0 to 2047. */
let powers: usize = 0;

export function setPowers(place: usize): void {
  powers = place;
}

// Numbers and pairs of numbers

function integer(place: usize, i: i32): i32 {
  return load<i32>(place + ((<usize>i) << 2));
}

function placeOf(numbers: usize, i: i32): usize {
  return numbers + ((<usize>i) << 3);
}

function number(numbers: usize, i: i32): f64 {
  return load<f64>(placeOf(numbers, i));
}

function add(place: usize, x: f64): void {
  store<f64>(place, load<f64>(place) + x);
}

function pair(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b);
}

function both(a: f64): v128 {
  return f64x2.splat(a);
}

function first(a: v128): f64 {
  return f64x2.extract_lane(a, 0);
}

function second(a: v128): f64 {
  return f64x2.extract_lane(a, 1);
}

function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

function times(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

function addBoth(place: usize, x: v128): void {
  v128.store(place, plus(v128.load(place), x));
}

// Functions

/**
 * Two hyperbolic tangents, with a relative error of 1e-14.
 *
 * They are computed from e**2x - 1: a table, and the Taylor series of the rest. No branch depends
 * on the sign or the size: a wrong branch prediction would cost as much as the sums. Far from 0 the
 * last bit matters, because the derivative is computed from the difference to 1.
 */
function tanhs(x: v128): v128 {
  const size = f64x2.min(f64x2.abs(x), both(20));
  const y = plus(size, size);
  const sum = plus(times(y, both(STEPS / Math.LN2)), both(INTEGER_BITS));
  const r = minus(y, times(minus(sum, both(INTEGER_BITS)), both(Math.LN2 / STEPS)));
  // NaN may have any bits; 2047 is the last index of the table.
  const i = i32x4.extract_lane(sum, 0) & 2047;
  const j = i32x4.extract_lane(sum, 2) & 2047;
  const power = pair(number(powers, i), number(powers, j));
  const q = times(r, r);
  const low = plus(both(1), times(r, both(0.5)));
  const middle = plus(both(1 / 6.0), times(r, both(1 / 24.0)));
  const high = plus(both(1 / 120.0), times(r, both(1 / 720.0)));
  const series = times(r, plus(low, times(q, plus(middle, times(q, high)))));
  const e = plus(power, times(plus(power, both(1)), series));
  const missing = f64x2.div(both(2), plus(e, both(2)));
  const near = times(times(both(0.5), e), missing);
  const far = minus(both(1), missing);
  const found = v128.bitselect(near, far, f64x2.lt(size, both(3)));
  return v128.or(found, v128.and(x, both(-0.0)));
}

export function tanh(x: f64): f64 {
  return first(tanhs(both(x)));
}

function sigmoid(x: f64): f64 {
  return 1 / (1 + exp(-x));
}

/** The power of C's pow, which differs from JavaScript's for two cases. */
function power(a: f64, b: f64): f64 {
  if (a === 1 || (a === -1 && abs(b) === Infinity)) return 1;
  return pow(a, b);
}

function powerByNumber(a: f64, c: f64): f64 {
  if (c === 2) return a * a;
  if (c === 1) return a;
  if (c === 0.5) return sqrt(a);
  if (c === -0.5) return 1 / sqrt(a);
  return c === -2 ? 1 / (a * a) : power(a, c);
}

/** c / b; it overflows if the reciprocal of b does, as in PyTorch. */
function divideNumber(c: f64, b: f64): f64 {
  return abs(1 / b) === Infinity ? c * (1 / b) : c / b;
}

/** The derivative of y = a ** b with respect to b. */
function slopeOfExponent(a: f64, b: f64, y: f64): f64 {
  return a === 0 && b >= 0 ? 0 : y * log(a);
}

// Forward

/** The value of an operation that is not a neuron. */
function resultOf(code: i32, a: f64, b: f64, c: f64): f64 {
  switch (code) {
    case ADD:
      return a + b;
    case SUBTRACT:
      return a - b;
    case MULTIPLY:
      return a * b;
    case DIVIDE:
      return a / b;
    case DIVIDE_NUMBER:
      return divideNumber(a, b);
    case POWER:
      return powerByNumber(a, c);
    case NODE_POWER:
      return power(a, b);
    case NEGATE:
      return -a;
    case EXP:
      return exp(a);
    case TANH:
      return tanh(a);
    case RELU:
      return a < 0 ? 0 : a;
    case SIGMOID:
      return sigmoid(a);
    case LOG:
      return log(a);
    case SIN:
      return sin(a);
    case COS:
      return cos(a);
    case SQRT:
      return sqrt(a);
    case ABS:
      return abs(a);
    default:
      return NaN; // no such code
  }
}

function activated(code: i32, sums: v128): v128 {
  if (code === TANH_NEURON) return tanhs(sums);
  if (code === RELU_NEURON) return v128.bitselect(both(0), sums, f64x2.lt(sums, both(0)));
  if (code === SIGMOID_NEURON) return pair(sigmoid(first(sums)), sigmoid(second(sums)));
  return sums;
}

/** The sums of two rows' lanes. */
function sumsOf(a: v128, b: v128): v128 {
  return plus(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/** Compute four neurons of n inputs; their parents begin at `at`. */
function forwardBlock(code: i32, at: usize, n: i32, v: usize, own: usize): void {
  const length = 2 * n + 1;
  let x = placeOf(v, integer(at, 0));
  let w0 = placeOf(v, integer(at, n));
  let w1 = placeOf(v, integer(at, n + length));
  let w2 = placeOf(v, integer(at, n + 2 * length));
  let w3 = placeOf(v, integer(at, n + 3 * length));
  const end = placeOf(x, n & ~1);
  let sums0 = both(0);
  let sums1 = both(0);
  let sums2 = both(0);
  let sums3 = both(0);
  while (x < end) {
    const inputs = v128.load(x);
    sums0 = plus(sums0, times(inputs, v128.load(w0)));
    sums1 = plus(sums1, times(inputs, v128.load(w1)));
    sums2 = plus(sums2, times(inputs, v128.load(w2)));
    sums3 = plus(sums3, times(inputs, v128.load(w3)));
    x += 16;
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
  }
  const last = length - 1;
  const biases01 = pair(number(v, integer(at, last)), number(v, integer(at, last + length)));
  const biases23 = pair(
    number(v, integer(at, last + 2 * length)),
    number(v, integer(at, last + 3 * length)),
  );
  let sums01 = plus(biases01, sumsOf(sums0, sums1));
  let sums23 = plus(biases23, sumsOf(sums2, sums3));
  if (n & 1) {
    const input = both(load<f64>(x));
    sums01 = plus(sums01, times(input, pair(load<f64>(w0), load<f64>(w1))));
    sums23 = plus(sums23, times(input, pair(load<f64>(w2), load<f64>(w3))));
  }
  v128.store(own, activated(code, sums01));
  v128.store(own, activated(code, sums23), 16);
}

/** The sum of a neuron whose inputs have consecutive indices, and its weights too. */
function rowSum(at: usize, n: i32, v: usize): f64 {
  let x = placeOf(v, integer(at, 0));
  let w = placeOf(v, integer(at, n));
  const end = placeOf(x, n & ~1);
  let sums = both(0);
  while (x < end) {
    sums = plus(sums, times(v128.load(x), v128.load(w)));
    x += 16;
    w += 16;
  }
  const sum = number(v, integer(at, 2 * n)) + (first(sums) + second(sums));
  return n & 1 ? sum + load<f64>(x) * load<f64>(w) : sum;
}

function weightedSum(at: usize, n: i32, v: usize): f64 {
  let sum = number(v, integer(at, 2 * n));
  for (let j = 0; j < n; j++) sum += number(v, integer(at, j)) * number(v, integer(at, n + j));
  return sum;
}

/** Compute each operation's value from the leaves' values. */
export function forward(program: usize, v: usize): void {
  const n: i32 = integer(program, 1);
  const codes: usize = integer(program, 2);
  const parentOffsets: usize = integer(program, 3);
  const parents: usize = integer(program, 4);
  const constants: usize = integer(program, 5);
  const kinds: usize = integer(program, 6);
  let own = placeOf(v, integer(program, 0));
  for (let k = 0; k < n; k++) {
    const code = integer(codes, k);
    const start = integer(parentOffsets, k);
    const count = integer(parentOffsets, k + 1) - start;
    const at = parents + ((<usize>start) << 2);
    const kind = integer(kinds, k);
    if (kind === BLOCK) {
      forwardBlock(code, at, count >> 1, v, own);
      k += BLOCK - 1;
      own += 8 * BLOCK;
      continue;
    }
    if (kind === OPERATION) {
      const a = number(v, integer(at, 0));
      const b = number(v, integer(at, count - 1));
      store<f64>(own, resultOf(code, a, b, number(constants, k)));
    } else {
      const sum = kind === ROW ? rowSum(at, count >> 1, v) : weightedSum(at, count >> 1, v);
      store<f64>(own, first(activated(code, both(sum))));
    }
    own += 8;
  }
}

// Backward

/** The gradients of two neurons' sums, from their values and gradients. */
function sharesOf(code: i32, y: v128, g: v128): v128 {
  if (code === TANH_NEURON) return times(g, minus(both(1), times(y, y)));
  if (code === RELU_NEURON) return v128.bitselect(both(0), g, f64x2.le(y, both(0)));
  if (code === SIGMOID_NEURON) return times(times(g, minus(both(1), y)), y);
  return g;
}

/** Run a block backward, the last neuron first, as in Python: rounding depends on this order. */
function backwardBlock(
  code: i32,
  at: usize,
  n: i32,
  v: usize,
  g: usize,
  own: i32,
  asks: bool,
): void {
  const length = 2 * n + 1;
  const shares01 = sharesOf(code, v128.load(placeOf(v, own)), v128.load(placeOf(g, own)));
  const shares23 = sharesOf(code, v128.load(placeOf(v, own), 16), v128.load(placeOf(g, own), 16));
  const share0 = both(first(shares01));
  const share1 = both(second(shares01));
  const share2 = both(first(shares23));
  const share3 = both(second(shares23));
  let x = placeOf(0, integer(at, 0));
  let w0 = placeOf(0, integer(at, n));
  let w1 = placeOf(0, integer(at, n + length));
  let w2 = placeOf(0, integer(at, n + 2 * length));
  let w3 = placeOf(0, integer(at, n + 3 * length));
  const end = placeOf(x, n & ~1);
  while (x < end) {
    const inputs = v128.load(v + x);
    if (asks) {
      let sum = plus(v128.load(g + x), times(share3, v128.load(v + w3)));
      sum = plus(sum, times(share2, v128.load(v + w2)));
      sum = plus(sum, times(share1, v128.load(v + w1)));
      v128.store(g + x, plus(sum, times(share0, v128.load(v + w0))));
    }
    addBoth(g + w3, times(share3, inputs));
    addBoth(g + w2, times(share2, inputs));
    addBoth(g + w1, times(share1, inputs));
    addBoth(g + w0, times(share0, inputs));
    x += 16;
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
  }
  if (n & 1) {
    const input = load<f64>(v + x);
    if (asks) {
      add(g + x, first(share3) * load<f64>(v + w3));
      add(g + x, first(share2) * load<f64>(v + w2));
      add(g + x, first(share1) * load<f64>(v + w1));
      add(g + x, first(share0) * load<f64>(v + w0));
    }
    add(g + w3, first(share3) * input);
    add(g + w2, first(share2) * input);
    add(g + w1, first(share1) * input);
    add(g + w0, first(share0) * input);
  }
  add(placeOf(g, integer(at, 4 * length - 1)), first(share3));
  add(placeOf(g, integer(at, 3 * length - 1)), first(share2));
  add(placeOf(g, integer(at, 2 * length - 1)), first(share1));
  add(placeOf(g, integer(at, length - 1)), first(share0));
}

function backwardRow(share: f64, at: usize, n: i32, v: usize, g: usize): void {
  const shares = both(share);
  let x = placeOf(0, integer(at, 0));
  let w = placeOf(0, integer(at, n));
  const end = placeOf(x, n & ~1);
  while (x < end) {
    addBoth(g + x, times(shares, v128.load(v + w)));
    addBoth(g + w, times(shares, v128.load(v + x)));
    x += 16;
    w += 16;
  }
  if (n & 1) {
    add(g + x, share * load<f64>(v + w));
    add(g + w, share * load<f64>(v + x));
  }
}

function backwardNeuron(share: f64, at: usize, n: i32, v: usize, g: usize): void {
  for (let j = 0; j < n; j++) {
    const x = integer(at, j);
    const w = integer(at, n + j);
    add(placeOf(g, x), share * number(v, w));
    add(placeOf(g, w), share * number(v, x));
  }
}

/** Run an operation of two parents backward; a and b may be the same. */
function backwardTwo(code: i32, a: f64, b: f64, y: f64, gradient: f64, ga: usize, gb: usize): void {
  switch (code) {
    case ADD:
      add(ga, gradient);
      add(gb, gradient);
      break;
    case SUBTRACT:
      add(ga, gradient);
      add(gb, -gradient);
      break;
    case MULTIPLY:
      add(ga, gradient * b);
      add(gb, gradient * a);
      break;
    case DIVIDE:
      add(ga, gradient / b);
      add(gb, -(gradient * (a / b / b)));
      break;
    case DIVIDE_NUMBER:
      add(ga, gradient * (1 / b));
      add(gb, -(gradient * a * ((1 / b) * (1 / b))));
      break;
    case NODE_POWER:
      if (b !== 0) add(ga, gradient * (b * power(a, b - 1)));
      add(gb, gradient * slopeOfExponent(a, b, y));
      break;
    default: // no such code
  }
}

/** The share that an operation of one parent adds to its gradient. */
function shareOf(code: i32, a: f64, y: f64, g: f64): f64 {
  switch (code) {
    case NEGATE:
      return -g;
    case EXP:
      return g * y;
    case TANH:
      return g * (1 - y * y);
    case SIGMOID:
      return g * (1 - y) * y;
    case LOG:
      return g / a;
    case SIN:
      return g * cos(a);
    case COS:
      return -(g * sin(a));
    case SQRT:
      return g / (2 * y);
    case ABS:
      return g * (f64(a > 0) - f64(a < 0));
    default:
      return NaN; // no such code
  }
}

function backwardOperation(
  code: i32,
  at: usize,
  count: i32,
  c: f64,
  v: usize,
  g: usize,
  own: i32,
): void {
  const i = integer(at, 0);
  const j = integer(at, count - 1);
  const a = number(v, i);
  const y = number(v, own);
  const gradient = number(g, own);
  const ga = placeOf(g, i);
  if (code === POWER) {
    if (c !== 0) add(ga, gradient * (c * powerByNumber(a, c - 1)));
  } else if (count === 2) {
    backwardTwo(code, a, number(v, j), y, gradient, ga, placeOf(g, j));
  } else if (code === RELU) {
    if (!(y <= 0)) add(ga, gradient);
  } else {
    add(ga, shareOf(code, a, y, gradient));
  }
}

/** Add up each node's gradient, from the output to the leaves. */
export function backward(program: usize, v: usize, g: usize): void {
  const nLeaves: i32 = integer(program, 0);
  const codes: usize = integer(program, 2);
  const parentOffsets: usize = integer(program, 3);
  const parents: usize = integer(program, 4);
  const constants: usize = integer(program, 5);
  const kinds: usize = integer(program, 6);
  const asked: usize = integer(program, 7);
  for (let k = integer(program, 1) - 1; k >= 0; k--) {
    const kind = integer(kinds, k);
    if (kind === IN_BLOCK) continue; // the block's first neuron does it for all
    const code = integer(codes, k);
    const start = integer(parentOffsets, k);
    const count = integer(parentOffsets, k + 1) - start;
    const at = parents + ((<usize>start) << 2);
    const own = nLeaves + k;
    const n = count >> 1;
    if (kind === BLOCK) {
      const x = integer(at, 0);
      const asks = asked === 0 || x >= nLeaves || load<u8>(asked + x) !== 0;
      backwardBlock(code, at, n, v, g, own, asks);
    } else if (kind === OPERATION) {
      backwardOperation(code, at, count, number(constants, k), v, g, own);
    } else {
      const share = first(sharesOf(code, both(number(v, own)), both(number(g, own))));
      if (kind === ROW) backwardRow(share, at, n, v, g);
      else backwardNeuron(share, at, n, v, g);
      add(placeOf(g, integer(at, 2 * n)), share);
    }
  }
}
