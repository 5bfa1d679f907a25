/**
 * The list of the files that a program wrote; `playground_host/written.py` makes it.
 */

import { isCount, isListOf, isRecordOf, isTextUpTo, reader } from "./schema.js";

/** @typedef {NonNullable<ReturnType<typeof readWritten>>} WrittenFiles */

/** The most bytes of a file that Python gives the page. */
export const LARGEST = 10_000_000;
const MOST = 50;

const isWritten = isRecordOf({
  files: isListOf(isRecordOf({ name: isTextUpTo(200), bytes: isCount }), MOST),
  /** The number of files that are left out. */
  more: isCount,
});

export const readWritten = reader(isWritten, { characters: 50_000, items: 200 });
