/**
 * A recording of an example's run, which the build makes (`build/record-examples.js`): the messages
 * that the run sent to the page, and the positions in its pictures.
 */

import { checkMessage } from "./messages.js";
import { isCount, isListOf, isMapOf, isRecordOf, isText, isTextUpTo } from "./schema.js";

/** @typedef {import("./schema.js").Ruled<typeof isRecording>} Recording */

const MAX_MESSAGES = 1_000;
const MAX_LAYOUTS = 100;
const MAX_LAYOUT = 1_000_000;

/** Whether it is a message of a run. @param {any} value @returns {value is import("./messages.js").RunMessage} @throws {TypeError} if it is none at all */
const isMessage = (value) => "run" in checkMessage(value);

const isRecording = isRecordOf({
  /** The program. */
  source: isText,
  /** Of its random numbers. */
  seed: isCount,
  /** In their order; the last one is that of the run's end. */
  messages: isListOf(isMessage, MAX_MESSAGES),
  /** What Graphviz answered in its format `json0`, as far as it is read, by the DOT. */
  layouts: isMapOf(isTextUpTo(MAX_LAYOUT), MAX_LAYOUTS),
});

const DOCSTRING = /^""".*?"""/s;
/** A program without the text of its docstring, but with its lines. @param {string} source */
const withoutDocstring = (source) =>
  source.replace(DOCSTRING, (docstring) => docstring.replace(/[^\n]/g, ""));

/**
 * Read a recording of a program, which may be in another language: then only its docstring differs,
 * and not in the number of lines.
 * @param {any} data
 * @param {string} source
 * @returns {Recording | null} null if it is not one, or of another program
 */
export function readRecording(data, source) {
  try {
    if (!isRecording(data) || data.messages.at(-1)?.type !== "ended") return null;
  } catch {
    return null;
  }
  return withoutDocstring(data.source) === withoutDocstring(source) ? data : null;
}
