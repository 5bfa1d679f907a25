/**
 * Rules for data from a visitor's program: each is a function that tells whether a value is valid,
 * so a check of data is a table of names and rules.
 */

/** @typedef {(value: any) => boolean} Rule */
/** A rule with the type of the values that it accepts. @template T @typedef {(value: any) => value is T} Guard */
/** The type of the values that a rule accepts. @template R @typedef {R extends (value: any) => value is infer T ? T : unknown} Ruled */
/** The type of the records that a table of rules accepts. @template T @typedef {{[Name in keyof T]: Ruled<T[Name]>}} RecordRuled */

const MAX_TEXT = 20_000;

/** Return a rule with its type. @template T @param {Rule} rule @returns {Guard<T>} */
const guard = (rule) => /** @type {Guard<any>} */ (rule);

/** @param {number} most  characters @returns {Guard<string>} */
export const isTextUpTo = (most) =>
  guard((value) => typeof value === "string" && value.length <= most);
export const isText = isTextUpTo(MAX_TEXT);
/** @param {number} least @param {number} most @returns {Guard<number>} */
export const isIntegerIn = (least, most) =>
  guard((value) => Number.isSafeInteger(value) && value >= least && value <= most);
export const isCount = isIntegerIn(0, Infinity);
/** @type {Guard<boolean>} */
export const isFlag = guard((value) => typeof value === "boolean");
/** @type {Guard<number>} */
export const isNumber = guard((value) => typeof value === "number");
/** @type {Guard<number>} */
export const isFiniteNumber = guard(Number.isFinite);
/** @template {Rule} R @param {R} rule @returns {Guard<Ruled<R> | null>} */
export const orNull = (rule) => guard((value) => value === null || rule(value));
/** @template {Rule} R @param {R} rule @returns {Guard<Ruled<R> | undefined>} */
export const orAbsent = (rule) => guard((value) => value === undefined || rule(value));
/** @template {Rule} A @template {Rule} B @param {A} one @param {B} other @returns {Guard<Ruled<A> | Ruled<B>>} */
export const isEither = (one, other) => guard((value) => one(value) || other(value));
/** @template {string | number | boolean | null} T @param {T[]} values @returns {Guard<T>} */
export const isOneOf = (...values) => guard((value) => values.includes(value));
/** @template {Rule} R @param {R} rule @param {number} most @returns {Guard<Ruled<R>[]>} */
export const isListOf = (rule, most) =>
  guard((value) => Array.isArray(value) && value.length <= most && value.every(rule));
/** @template {Rule} A @template {Rule} B @param {A} one @param {B} other @returns {Guard<[Ruled<A>, Ruled<B>]>} */
export const isPairOf = (one, other) =>
  guard((value) => Array.isArray(value) && value.length === 2 && one(value[0]) && other(value[1]));
/** @template {Record<string, Rule>} T @param {T} rules @returns {Guard<RecordRuled<T>>} */
export const isRecordOf = (rules) => {
  const entries = Object.entries(rules);
  return guard(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      entries.every(([name, rule]) => rule(value[name])),
  );
};
/** @template {Rule} R @param {R} rule @param {number} most  names @returns {Guard<Record<string, Ruled<R>>>} */
export const isMapOf = (rule, most) =>
  guard(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.keys(value).length <= most &&
      Object.values(value).every(rule),
  );

/** Data of this page nest less deeply. Copying and writing deeper ones may fill the call stack. */
const DEEPEST = 200;

/**
 * Parse JSON if its size is within limits; the limits are checked before parsing.
 * @param {string | undefined} json
 * @param {{characters?: number, items?: number, depth?: number}} [most]  `items`: values in lists and records
 * @returns {any} undefined if it is not JSON, or too large
 */
export function parsed(
  json = "",
  { characters = Infinity, items = Infinity, depth = DEEPEST } = {},
) {
  if (json.length > characters || !isModest(json, { items, depth })) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
/** The codes of `[` and `{`; those of `]` and `}` are larger by two. */
const [LIST, RECORD] = [0x5b, 0x7b];

/**
 * Return a function that parses JSON and checks it; its result is null if the check fails.
 * @template T
 * @param {Guard<T>} rule
 * @param {{characters: number, items: number}} most
 * @returns {(json: string) => T | null}
 */
export const reader = (rule, most) => (json) => {
  const value = parsed(json, most);
  return rule(value) ? value : null;
};

/**
 * Whether the depth and the number of values of JSON are within limits: a browser needs a second to
 * refuse a megabyte of brackets. Characters inside strings do not count.
 * @param {string} json
 * @param {{depth: number, items: number}} most
 */
function isModest(json, { depth, items }) {
  let open = 0;
  let found = 0;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === QUOTE) at = endOfText(json, at);
    else if (sign === COMMA) found += 1;
    else if (sign === LIST || sign === RECORD) open += 1;
    else if (sign === LIST + 2 || sign === RECORD + 2) open -= 1;
    if (open > depth || found > items) return false;
  }
  return true;
}

/** @param {string} json @param {number} start  of a string: its quote @returns {number} its end */
function endOfText(json, start) {
  for (let at = json.indexOf('"', start + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let escapes = 0;
    while (json.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return json.length;
}
