/**
 * Rules for data from a visitor's program: each says whether a value is what it should be, so
 * that a check at the door is a table of names and rules.
 */

/** @typedef {(value: any) => boolean} Rule */

const MAX_TEXT = 20_000;

/** @type {Rule} */
export const isText = (value) => typeof value === "string" && value.length <= MAX_TEXT;
/** @type {Rule} */
export const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
/** @type {Rule} */
export const isFlag = (value) => typeof value === "boolean";
/** @type {Rule} */
export const isFiniteNumber = (value) => Number.isFinite(value);
/** @type {(rule: Rule) => Rule} */
export const orNull = (rule) => (value) => value === null || rule(value);
/** @type {(...values: any[]) => Rule} */
export const isOneOf =
  (...values) =>
  (value) =>
    values.includes(value);
/** @type {(rule: Rule, most: number) => Rule} */
export const isListOf = (rule, most) => (value) =>
  Array.isArray(value) && value.length <= most && value.every(rule);
/** @param {Record<string, Rule>} rules @returns {Rule} */
export const isRecordOf = (rules) => {
  const entries = Object.entries(rules);
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    entries.every(([name, rule]) => rule(value[name]));
};

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
