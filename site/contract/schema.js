/**
 * Rules for data from a visitor's program: each says whether a value is what it should be, so
 * that a check at the door is a table of names and rules.
 */

/** @typedef {(value: any) => boolean} Rule */
/** A rule that knows the type of what it lets through. @template T @typedef {(value: any) => value is T} Guard */
/** What a rule lets through. @template R @typedef {R extends (value: any) => value is infer T ? T : any} Ruled */
/** What a table of rules lets through. @template T @typedef {{[Name in keyof T]: Ruled<T[Name]>}} RecordRuled */

const MAX_TEXT = 20_000;

/** Say which type a rule stands for. @template T @param {Rule} rule @returns {Guard<T>} */
const guard = (rule) => /** @type {Guard<any>} */ (rule);

/** @param {number} most  characters @returns {Guard<string>} */
export const isTextUpTo = (most) =>
  guard((value) => typeof value === "string" && value.length <= most);
export const isText = isTextUpTo(MAX_TEXT);
/** @type {Guard<number>} */
export const isCount = guard((value) => Number.isSafeInteger(value) && value >= 0);
/** @type {Guard<boolean>} */
export const isFlag = guard((value) => typeof value === "boolean");
/** @type {Guard<number>} */
export const isFiniteNumber = guard(Number.isFinite);
/** @template {Rule} R @param {R} rule @returns {Guard<Ruled<R> | null>} */
export const orNull = (rule) => guard((value) => value === null || rule(value));
/** @template {Rule} R @param {R} rule @returns {Guard<Ruled<R> | undefined>} */
export const orAbsent = (rule) => guard((value) => value === undefined || rule(value));
/** @template {string | number | boolean | null} T @param {T[]} values @returns {Guard<T>} */
export const isOneOf = (...values) => guard((value) => values.includes(value));
/** @template {Rule} R @param {R} rule @param {number} most @returns {Guard<Ruled<R>[]>} */
export const isListOf = (rule, most) =>
  guard((value) => Array.isArray(value) && value.length <= most && value.every(rule));
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

/**
 * Read JSON, if it is of a size that is read at once: what it costs is known before it is read.
 * @param {string | undefined} json
 * @param {{characters?: number, items?: number}} [most]  `items`: values in lists and records
 * @returns {any} undefined if it is none, or too large
 */
export function parsed(json = "", { characters = Infinity, items = Infinity } = {}) {
  if (json.length > characters || hasMoreThan(items, json)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * Whether JSON nests no deeper, and holds no more values, than it may: a megabyte of brackets takes
 * a browser a second to refuse. What stands in texts does not count.
 * @param {string} json
 * @param {{depth: number, items: number}} most
 */
export function isModest(json, { depth, items }) {
  let open = 0;
  let found = 0;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === '"') at = endOfText(json, at);
    else if (sign === "[" || sign === "{") open += 1;
    else if (sign === "]" || sign === "}") open -= 1;
    else if (sign === ",") found += 1;
    if (open > depth || found > items) return false;
  }
  return true;
}

/** @param {string} json @param {number} start  of a text: its quote @returns {number} where it ends */
function endOfText(json, start) {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}

/** Whether there are more commas and brackets than that. @param {number} most @param {string} json */
function hasMoreThan(most, json) {
  if (most === Infinity) return false;
  let left = most;
  for (const sign of [",", "[", "{"]) {
    for (let at = json.indexOf(sign); at >= 0; at = json.indexOf(sign, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}
