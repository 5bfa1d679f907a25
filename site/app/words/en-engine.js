/**
 * The English sentences about an operation of the visitor's own engine that differs from the
 * package's. Both the engine's card and the lessons' panel say them.
 */

/** @typedef {{at?: string, name?: string, got?: string, wanted?: string}} Wrong */

export const differences = {
  value: (/** @type {Wrong} */ { at, got, wanted }) => `at ${at} gives ${got}; ${wanted} is right.`,
  gradient: (/** @type {Wrong} */ { at, name, got, wanted }) =>
    `at ${at} gives ${name} the gradient ${got}; ${wanted} is right.`,
  "no-value": (/** @type {Wrong} */ { at, got, wanted }) =>
    `at ${at} gives a ${got}; a new ${wanted} is right, or the graph ends there.`,
  "no-number": (/** @type {Wrong} */ { at, name, got }) =>
    `at ${at} makes the gradient of ${name} a ${got}; a number is right: compute it from .data and .grad.`,
  "no-path": (/** @type {Wrong} */ { at, name }) =>
    `at ${at} gives a value that does not remember ${name}: its _prev should hold it, or no pass goes on from there.`,
  "not-added": (/** @type {Wrong} */ { at, name, got, wanted }) =>
    `at ${at}, where ${name} has the gradient 7 before the pass, leaves it ${got}; ${wanted} is right: a pass adds to what is there.`,
  chain: (/** @type {Wrong} */ { at, name, got, wanted }) =>
    `at ${at}, when 2 arrives, gives ${name} the gradient ${got}; ${wanted} is right: the local derivative times what arrives.`,
  backward: (/** @type {Wrong} */ { at, name, got, wanted }) =>
    `at ${at} gives ${name} the gradient ${got} after backward(); ${wanted} is right. The operations are right on their own: each _backward should run once, after those of all values that were computed from it.`,
  missing: (/** @type {Wrong} */ { got }) => `is not there (${got}).`,
  raised: (/** @type {Wrong} */ { at, got }) => `at ${at} ends with an error: ${got}.`,
};
