/**
 * Python's stack: how much of it may be in use, and that deep recursion in C uses it.
 *
 * Python measures one of WebAssembly's two stacks; the browser's own may overflow first, and then
 * the interpreter breaks. `depth.ts` explains how functions of Python's types are made to use the
 * first. `playground_host.deep` finds the types.
 */

// Python raises RecursionError when this much of its C stack is in use. Where the browser's own stack
// overflows, the interpreter breaks. Chromium's, of 984 KB, did so where at least 290 KB of this
// were in use.
const C_STACK_BYTES = 192 * 1024;
/** Python raises RecursionError somewhere in this last part. */
const MARGIN_BYTES = 32 * 1024;

// Where a type has its function for a method, in bytes, and which of `depth.ts` goes around it.
/** @type {Record<string, {offset: number, around: string}>} */
const FUNCTIONS = {
  __del__: { offset: 24, around: "free" },
  __repr__: { offset: 44, around: "take" },
  __hash__: { offset: 60, around: "hash" },
  __call__: { offset: 64, around: "call" },
  __str__: { offset: 68, around: "take" },
  __eq__: { offset: 100, around: "compare" },
  __next__: { offset: 112, around: "take" },
};

/**
 * Python takes its limits from Emscripten's whenever it makes a state for a thread, and does so for
 * each task that the browser may suspend.
 * @param {any} module  Emscripten's
 */
export function limitStack(module) {
  const base = module._emscripten_stack_get_base();
  module._emscripten_stack_set_limits(base, base - C_STACK_BYTES);
  module.__Py_InitializeRecursionLimits(module._PyThreadState_Get());
}

/**
 * Put a function around each that may call itself.
 * @param {any} pyodide
 * @param {WebAssembly.Exports} exports  of Python's WebAssembly
 * @param {BufferSource} code  of `depth.ts`, compiled
 */
export function countDepth(pyodide, exports, code) {
  const { HEAPU32, _Py_EnterRecursiveCall, _emscripten_stack_get_base } = pyodide._module;
  const table = /** @type {WebAssembly.Table} */ (exports.__indirect_function_table);
  const module = new WebAssembly.Module(code);
  const names = Object.values(FUNCTIONS).map(({ around }) => `${around}Inside`);
  const depth = {
    stackPointer: /** @type {WebAssembly.Global} */ (exports.__stack_pointer),
    floor: _emscripten_stack_get_base() - C_STACK_BYTES + MARGIN_BYTES,
    enter: _Py_EnterRecursiveCall,
    // Each instance uses one of them.
    ...Object.fromEntries(names.map((name) => [name, () => 0])),
  };
  const types = pyodide.pyimport("playground_host.deep").types().toJs();
  for (const [method, addresses] of Object.entries(types)) {
    const { offset, around } = /** @type {{offset: number, around: string}} */ (FUNCTIONS[method]);
    const places = addresses.map((/** @type {number} */ a) => HEAPU32[(a + offset) >> 2]);
    for (const place of new Set(places)) {
      const imports = { depth: { ...depth, [`${around}Inside`]: table.get(place) } };
      const { exports: made } = new WebAssembly.Instance(module, imports);
      table.set(place, made[around]);
    }
  }
}
