/**
 * The comparison of a visitor's engine with the package's; `playground_host/comparison.py` writes it.
 */

import { isCount, isListOf, isOneOf, isRecordOf, isText, reader } from "./schema.js";

/** One operation that differs from the package's. @typedef {import("./schema.js").Ruled<typeof isDifference>} Difference */

const MAX_DIFFERENCES = 100;
const SIZE = { characters: 1_000_000, items: 10_000 };

const isDifference = isRecordOf({
  /** An expression. */
  operation: isText,
  kind: isOneOf(
    "no-value",
    "no-number",
    "no-path",
    "value",
    "gradient",
    "not-added",
    "chain",
    "backward",
    "missing",
    "raised",
  ),
  /** The operands' numbers; those that JSON lacks by name. */
  at: isListOf(() => true, 4),
  /** Whose gradient it is, from 0. */
  operand: isCount,
  got: isText,
  wanted: isText,
  /** Its name on boxes. */
  op: isText,
  file: isText,
  /** 0 if it is unknown. */
  line: isCount,
});

const isComparison = isRecordOf({
  /** The number of compared operations. */
  count: isCount,
  differences: isListOf(isDifference, MAX_DIFFERENCES),
});

export const readComparison = reader(isComparison, SIZE);
