/**
 * A table of nodes, or of a network's parameters; `playground_host/tables.py` writes it.
 */

import {
  isCount,
  isEither,
  isFiniteNumber,
  isListOf,
  isOneOf,
  isRecordOf,
  isTextUpTo,
  reader,
} from "./schema.js";

/** @typedef {NonNullable<ReturnType<typeof readTable>>} Table */

const COLUMNS = /** @type {const} */ (["index", "layer", "neuron", "name", "op", "data", "grad"]);
const MAX_ROWS = 1_000;
const SIZE = { characters: 1_000_000, items: 20_000 };

const isShort = isTextUpTo(100);

const isTable = isRecordOf({
  /** The network as Python prints it, or the number of nodes. */
  caption: isShort,
  columns: isListOf(isOneOf(...COLUMNS), COLUMNS.length),
  rows: isListOf(isListOf(isEither(isShort, isFiniteNumber), COLUMNS.length), MAX_ROWS),
  /** The number of rows that are left out. */
  more: isCount,
});

export const readTable = reader(isTable, SIZE);
