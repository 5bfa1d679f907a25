/**
 * Finds the lines on which a Python statement may begin, in one pass over the text.
 *
 * No statement begins inside brackets or a string, or after a line that ends with a backslash. This
 * is as much of Python's tokenizer as lines need: strings with prefixes, f-strings with strings of
 * the same quotes inside, comments, brackets. There may be IPython's own lines too.
 */

/**
 * The construct around the current position: a bracket, a string, a field `{...}` of an f-string,
 * or the format after a field's colon.
 * @typedef {object} Inside
 * @property {"bracket" | "string" | "field" | "format"} kind
 * @property {number} line  the line on which it begins
 * @property {string} quote  of the string: one character or three
 * @property {boolean} isFormatted
 * @property {boolean} isRaw
 */

const PLAIN = { quote: "", isFormatted: false, isRaw: false };
/**
 * One object for all brackets: their lines are not needed, and there may be very many.
 * @type {Inside}
 */
const BRACKET = { kind: "bracket", line: 0, ...PLAIN };
const PREFIX = /^(?:[bru]|br|rb|[ft]r?|r[ft])$/i;

// Each pattern is tried at one position. `WORD` need not be exact: it must only contain no quote.
const WORD = /[\w\u0080-\uffff]+/y;
const COMMENT = /#[^\n]*/y;
const SPACE = /[ \t\f\r]+/y;
const QUOTE = /"""|'''|["']/y;
const TEXT = /[^\\{}"'\n]+/y;
/** The rest of the line, with the next line if a backslash ends it. */
const WHOLE_LINE = /[^\\\n]*(?:\\[\s\S]?[^\\\n]*)*/y;

/**
 * Lines that only IPython understands: magics, shell commands, questions. No Python statement
 * begins with these signs or ends with a question mark.
 */
const IPYTHON = new RegExp(
  [
    "[%!?]", // a magic, a command, a question
    "[\\w.*\\u0080-\\uffff]+\\?{1,2}[ \\t]*(?:\\n|$)",
    "[\\w., \\t\\u0080-\\uffff]+=[ \\t]*(?:![^=\\n]|%[A-Za-z])", // an assignment of its result
  ]
    .map((form) => `[ \\t]*(?![ \\t])${form}`)
    .join("|"),
  "y",
);

/** A cell's magic whose cell is in another language: no statement is in it. */
const FOREIGN_CELL =
  /[ \t]*%%(?!(?:time|timeit|capture|prun|python3?)(?![\w\u0080-\uffff]))[\w\u0080-\uffff]/y;
/** A line that divides cells, with what is said after its sign. */
export const BOUNDARY = /^# ?%%(?:[ \t]([^\n]*))?$/;

/** A pass over a text. */
class Reader {
  /** @param {string} source */
  constructor(source) {
    this.source = source;
    this.place = 0;
    this.line = 0;
    /** @type {Inside[]} */
    this.inside = [];
    /** By line. @type {boolean[]} */
    this.begins = [true];
    /** The lines of IPython. @type {number[]} */
    this.foreign = [];
  }

  /** Consume a pattern at the current position. @param {RegExp} pattern  a sticky one */
  take(pattern) {
    pattern.lastIndex = this.place;
    const [found = ""] = pattern.exec(this.source) ?? [];
    this.place += found.length;
    return found;
  }

  /** Consume a character; after a line's end, note whether a statement may begin. */
  takeOne(isContinued = false) {
    const character = this.source[this.place++];
    if (character !== "\n") return;
    this.line += 1;
    this.begins.push(!isContinued && this.inside.length === 0);
  }

  /** @param {Inside["kind"]} kind */
  enter(kind, string = PLAIN) {
    this.inside.push({ kind, line: this.line, ...string });
  }

  /** At the beginning of a statement, skip a line of IPython. */
  skipForeign() {
    IPYTHON.lastIndex = this.place;
    if (!IPYTHON.test(this.source)) return;
    FOREIGN_CELL.lastIndex = this.place;
    if (FOREIGN_CELL.test(this.source)) {
      this.skipCell();
      return;
    }
    this.foreign.push(this.line);
    const found = this.take(WHOLE_LINE);
    for (let at = found.indexOf("\n"); at >= 0; at = found.indexOf("\n", at + 1)) {
      this.line += 1;
      this.begins.push(false);
      this.foreign.push(this.line);
    }
  }

  /** Skip the lines up to the next cell. */
  skipCell() {
    for (let isFirst = true; this.place < this.source.length; isFirst = false) {
      const found = this.source.indexOf("\n", this.place);
      const end = found < 0 ? this.source.length : found;
      if (!isFirst && BOUNDARY.test(this.source.slice(this.place, end))) {
        this.begins[this.line] = true;
        return;
      }
      this.foreign.push(this.line);
      this.place = Math.min(end + 1, this.source.length);
      if (found < 0) return;
      this.line += 1;
      this.begins.push(false);
    }
    this.foreign.push(this.line);
  }

  readCode() {
    const word = this.take(WORD);
    const quote = this.take(QUOTE);
    if (quote) {
      const prefix = PREFIX.test(word) ? word.toLowerCase() : "";
      this.enter("string", {
        quote,
        isFormatted: /[ft]/.test(prefix),
        isRaw: prefix.includes("r"),
      });
    } else if (!word && !this.take(COMMENT) && !this.take(SPACE)) this.readSign();
  }

  readSign() {
    const sign = this.source[this.place] ?? "";
    const top = this.inside.at(-1);
    if ("([{".includes(sign)) this.inside.push(top ? BRACKET : { ...BRACKET, line: this.line });
    else if (")]}".includes(sign)) this.inside.pop();
    else if (sign === ":" && top?.kind === "field") top.kind = "format";
    else if (sign === "\\" && this.source[this.place + 1] === "\n") {
      this.place += 1;
      this.takeOne(true);
      return;
    }
    this.takeOne();
  }

  /** Consume a part of a string's text. @param {Inside} string */
  readString(string) {
    if (this.take(TEXT)) return;
    const sign = this.source[this.place];
    const isField = string.isFormatted && sign === "{";
    if (sign === "\\") this.takeEscape(string);
    else if (this.source.startsWith(string.quote, this.place)) {
      this.place += string.quote.length;
      this.inside.pop();
    } else if (isField && this.source[this.place + 1] === "{") this.place += 2;
    else {
      if (isField) this.enter("field");
      // The line's end without a backslash ends a single-quoted string; this is a syntax error.
      if (sign === "\n" && string.quote.length === 1) this.inside.pop();
      this.takeOne();
    }
  }

  /** @param {Inside} string */
  takeEscape(string) {
    const isNamed = string.isFormatted && !string.isRaw; // \N{...} is not a field
    this.place += isNamed && this.source.startsWith("N{", this.place + 1) ? 2 : 1;
    this.takeOne(true);
  }

  /** Consume a part of a field's format. */
  readFormat() {
    if (this.take(TEXT)) return;
    const sign = this.source[this.place];
    const string = this.inside.at(-2);
    if (sign === "}") this.inside.pop();
    else if (sign === "{") this.enter("field");
    else if (string?.kind === "string" && this.source.startsWith(string.quote, this.place)) {
      this.inside.pop(); // a syntax error: the string itself consumes its end
      return;
    }
    this.takeOne();
  }

  read() {
    while (this.place < this.source.length) {
      const top = this.inside.at(-1);
      if (!top && this.begins[this.line] && this.isAtLine()) this.skipForeign();
      if (top?.kind === "string") this.readString(top);
      else if (top?.kind === "format") this.readFormat();
      else if (this.place < this.source.length) this.readCode();
    }
    return this;
  }

  isAtLine() {
    return this.place === 0 || this.source[this.place - 1] === "\n";
  }
}

/**
 * @param {string} source
 * @returns {{begins: boolean[], foreign: Set<number>}} for each line whether a statement, a comment or
 *   an empty line may begin on it; and the lines of IPython. After a bracket or a string that is never
 *   closed, every line counts as a beginning.
 */
export function readStatements(source) {
  const { begins, foreign, inside } = new Reader(source).read();
  const [open] = inside;
  return {
    begins: open ? begins.map((is, line) => is || line > open.line) : begins,
    foreign: new Set(foreign),
  };
}
