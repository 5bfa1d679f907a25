/**
 * Estimates the memory that a program takes from JavaScript itself: arrays, buffers, text, Blobs,
 * canvases. Python's own heap has its own limit. If a worker's memory ends, the browser ends the
 * whole tab, and a worker can't learn how much it has. So whatever Python's calls of JavaScript make
 * is counted here. A program that takes too much is ended first.
 *
 * Programs reach JavaScript only by these calls, because the page's policy forbids `eval`. What was
 * freed can't be seen: instead a part of the sum is forgotten each second.
 */

/** Tabs end at about 4 GB. */
const LIMIT_BYTES = 1.5e9;
/** A program that frees what it takes, and takes no more than this, may run without end. */
const FORGOTTEN_PER_MILLISECOND = 10_000;
/** The clock is read once for so many. */
const STEP_BYTES = 2e7;
/** One call that fills a longer array could end the tab. */
const LONGEST_ARRAY = 5e7;
const MOST_ARGUMENTS = 4;
/** A number that is added, and one in an array that a call made, which may hold an object for each. */
const ITEM_BYTES = 8;
const OBJECT_IN_ARRAY_BYTES = 32;
const OBJECT_BYTES = 64;
/** Pyodide makes text by adding letter to letter, and the browser may keep each of these sums. */
const LETTER_BYTES = 20;

/** The imports of Python's WebAssembly that call JavaScript. What they return is counted. */
const CALLS = [
  "JsvFunction_CallBound",
  "JsvFunction_Call_OneArg",
  "JsvObject_CallMethod",
  "JsvObject_CallMethod_NoArgs",
  "JsvObject_CallMethod_OneArg",
  "JsvObject_CallMethod_TwoArgs",
  "JsvArray_ShallowCopy",
  "JsvArray_slice",
  "JsBuffer_DecodeString_js",
  "JsvObject_Entries",
  "JsvObject_Keys",
  "JsvObject_Values",
];
const TEXTS = ["_python2js_ascii", "_python2js_ucs1", "_python2js_ucs2", "_python2js_ucs4"];
/** Those that add an item to an object. */
const ADDITIONS = [
  "JsvArray_Push",
  "JsvArray_Set",
  "JsvArray_Insert",
  "JsvMap_Set",
  "JsvSet_Add",
  "JsvObject_SetAttr",
  "JsProxy_SetAttr_js",
  "JsObjMap_ass_subscript_js",
  "_JsArray_PushEntry_helper",
  "_JsObject_Set_js",
];
/** Their arguments are an array and how often it is repeated. */
const REPETITIONS = ["JsArray_repeat_js", "JsArray_inplace_repeat_js"];

const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { apply } = Reflect;
const { max } = Math;

/** @param {any} type @param {string} name @returns {(value: unknown) => any} */
function getter(type, name) {
  const get = getOwnPropertyDescriptor(type?.prototype ?? {}, name)?.get ?? (() => 0);
  return (value) => apply(get, value, []);
}

const scope = /** @type {any} */ (globalThis);
const bufferOfArray = getter(getPrototypeOf(Uint8Array), "buffer");
const bufferOfView = getter(DataView, "buffer");
const bytesOf = getter(ArrayBuffer, "byteLength");
/** How many bytes an object has, by its prototype. @type {Map<object, (value: object) => number>} */
const sizes = new Map([[ArrayBuffer.prototype, bytesOf]]);
for (const name of ["Blob", "File"])
  if (scope[name]) sizes.set(scope[name].prototype, getter(scope.Blob, "size"));
for (const name of ["OffscreenCanvas", "ImageBitmap", "ImageData"]) {
  const width = getter(scope[name], "width");
  const height = getter(scope[name], "height");
  if (scope[name]) sizes.set(scope[name].prototype, (it) => 4 * width(it) * height(it));
}
const memoryBuffer = getter(WebAssembly.Memory, "buffer");
sizes.set(WebAssembly.Memory.prototype, (it) => bytesOf(memoryBuffer(it)));
const sizeOf = sizes.get.bind(sizes);
/** Functions that keep a copy of their arguments. @type {Set<unknown>} */
const keepers = new Set([Performance.prototype.mark, Performance.prototype.measure]);
const isKeeper = keepers.has.bind(keepers);

/** @param {any} value @returns {number} */
function bytesIn(value) {
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 0;
  if (isArray(value)) return OBJECT_IN_ARRAY_BYTES * value.length;
  if (isView(value)) return value.byteLength;
  return sizeOf(getPrototypeOf(value))?.(value) ?? OBJECT_BYTES;
}

/** @param {any} value */
const lengthOf = (value) =>
  isArray(value) ? value.length : getOwnPropertyDescriptor(value, "length")?.value;

/** @param {any} view */
const bufferOf = (view) => (view instanceof DataView ? bufferOfView : bufferOfArray)(view);

/**
 * The sum of what was taken.
 * @param {() => void} onLimit
 * @param {() => number} now
 */
function createSum(onLimit, now) {
  let taken = 0;
  let untimed = 0;
  let last = now();
  return {
    /** @param {number} bytes */
    take(bytes) {
      untimed += bytes;
      if (untimed < STEP_BYTES) return;
      const time = now();
      taken = max(0, taken - (time - last) * FORGOTTEN_PER_MILLISECOND) + untimed;
      last = time;
      untimed = 0;
      if (taken < LIMIT_BYTES) return;
      onLimit();
      // Take nothing more until the page has ended this worker.
      for (;;);
    },

    /** @param {number} bytes */
    forget(bytes) {
      untimed -= bytes;
    },
  };
}

/**
 * Counts what calls are given and what they return.
 * @param {(bytes: number) => void} take
 * @param {() => ArrayBuffer | undefined} getHeap  returns Python's own, which is not counted
 */
function createCounter(take, getHeap) {
  /** Arrays and buffers that are counted. @type {WeakSet<object>} */
  const counted = new WeakSet();
  const isCounted = counted.has.bind(counted);
  const count = counted.add.bind(counted);

  /** Count what a call returned, but the same object only once. @param {any} value */
  function takeResult(value) {
    const whole = isView(value) ? bufferOf(value) : value;
    if (whole === getHeap()) return;
    const bytes = bytesIn(whole);
    if (bytes > OBJECT_BYTES && typeof whole === "object") {
      if (isCounted(whole)) return;
      count(whole);
    }
    take(bytes);
  }

  /** @param {any} value @param {boolean} isKept */
  function takeArgument(value, isKept) {
    if (typeof value !== "object" || value === null) return;
    if (lengthOf(value) > LONGEST_ARRAY) take(Number.POSITIVE_INFINITY);
    if (isKept) take(bytesIn(value));
  }

  /** @param {any[]} given  arguments, or lists of them @param {boolean} isKept */
  function takeArguments(given, isKept) {
    for (let at = 0; at < given.length; at += 1) {
      const value = given[at];
      takeArgument(value, false);
      if (isArray(value))
        for (let i = 0; i < value.length && i < MOST_ARGUMENTS; i += 1)
          takeArgument(value[i], isKept);
    }
  }

  return { takeResult, takeArguments };
}

/**
 * Functions to put around the imports by which Python calls JavaScript.
 * @param {(bytes: number) => void} take
 * @param {ReturnType<typeof createCounter>} counter
 * @returns {[string[], (f: any) => any][]}
 */
const wrappers = (take, { takeResult, takeArguments }) => [
  [
    CALLS,
    (call) =>
      (/** @type {any[]} */ ...given) => {
        takeArguments(given, isKeeper(given[0]));
        const result = call(...given);
        takeResult(result);
        return result;
      },
  ],
  [
    ["JsvFunction_Construct"],
    (construct) => (/** @type {any} */ type, /** @type {any[]} */ given) => {
      takeArguments([given], false);
      const made = construct(type, given);
      takeResult(made);
      // What has an unknown size may have a copy of what it was made from.
      if (bytesIn(made) === OBJECT_BYTES) takeArguments([given], true);
      return made;
    },
  ],
  [
    TEXTS,
    (make) => (/** @type {number} */ address, /** @type {number} */ length) => {
      take(LETTER_BYTES * length);
      return make(address, length);
    },
  ],
  [
    ADDITIONS,
    (add) =>
      (/** @type {any[]} */ ...given) => {
        take(ITEM_BYTES);
        return add(...given);
      },
  ],
  [
    REPETITIONS,
    (repeat) => (/** @type {any} */ array, /** @type {number} */ times) => {
      take(OBJECT_IN_ARRAY_BYTES * array.length * max(0, times));
      return repeat(array, times);
    },
  ],
];

/**
 * @param {() => void} onLimit  called once, when a program has taken too much
 * @param {() => number} [now]  the time in milliseconds
 */
export function createMeter(onLimit, now = performance.now.bind(performance)) {
  keepers.add(MessagePort.prototype.postMessage);
  const { take, forget } = createSum(onLimit, now);
  return {
    /**
     * Put the meter around the imports by which Python calls JavaScript.
     * @param {any} imports  are replaced
     * @param {() => ArrayBuffer | undefined} getHeap  returns Python's own
     */
    install(imports, getHeap) {
      for (const [names, around] of wrappers(take, createCounter(take, getHeap)))
        for (const name of names) {
          const { sig } = imports[name];
          imports[name] = Object.assign(around(imports[name]), { sig });
        }
    },

    /** Forget text that the host has sent and does not keep. @param {number} letters */
    forget: (letters) => forget(LETTER_BYTES * letters),
  };
}
