/**
 * Functions to put around those of Python's types, in AssemblyScript: each takes room on the stack
 * that Python measures.
 *
 * WebAssembly keeps most of a call on the browser's own stack. The functions of `stack.js` that call
 * themselves take hardly any of the other stack, so Python would go too deep. With this room it frees
 * what lies deep later, one object after the other, and raises `RecursionError` in time.
 */

/** Python's pointer into its stack, and where its room ends. */
declare let stackPointer: usize;
declare const floor: usize;
/** Python's own check: raises `RecursionError` and returns -1 if there is no room. */
declare function enter(where: usize): i32;

/** What each function is put around. */
declare function freeInside(object: usize): void;
declare function takeInside(object: usize): i32;
declare function hashInside(object: usize): i32;
declare function compareInside(a: usize, b: usize, operator: i32): i32;
declare function callInside(f: usize, a: usize, b: usize): i32;

/** More than the browser's stack holds for each byte of it: see `C_STACK_BYTES` in `stack.js`. */
const ROOM: usize = 128;
/** For a function that calls itself directly, all of the room for its depth at once. */
const ROOM_INSIDE: usize = 96 * 1024;

function isFull(): bool {
  // Address 0 has an empty text: the message needs no more.
  return stackPointer < floor && enter(0) !== 0;
}

/** `tp_dealloc`. */
export function free(object: usize): void {
  stackPointer -= ROOM;
  freeInside(object);
  stackPointer += ROOM;
}

/** `tp_repr`, `tp_str`, `tp_iternext`: an object, or 0 after an exception. */
export function take(object: usize): i32 {
  stackPointer -= ROOM;
  const taken = isFull() ? 0 : takeInside(object);
  stackPointer += ROOM;
  return taken;
}

/** `tp_hash`: -1 after an exception. */
export function hash(object: usize): i32 {
  stackPointer -= ROOM;
  const hash = isFull() ? -1 : hashInside(object);
  stackPointer += ROOM;
  return hash;
}

/** `tp_richcompare`: an object, or 0 after an exception. */
export function compare(a: usize, b: usize, operator: i32): i32 {
  stackPointer -= ROOM;
  const result = isFull() ? 0 : compareInside(a, b, operator);
  stackPointer += ROOM;
  return result;
}

/** `tp_call`: an object, or 0 after an exception. */
export function call(f: usize, a: usize, b: usize): i32 {
  stackPointer -= ROOM_INSIDE;
  const result = isFull() ? 0 : callInside(f, a, b);
  stackPointer += ROOM_INSIDE;
  return result;
}
