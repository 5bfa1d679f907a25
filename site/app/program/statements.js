/**
 * On which lines of Python a statement may begin: pure, and in one pass over the text.
 *
 * None begins inside brackets or a string, or after a line that ends with a backslash. It is Python's
 * tokenizer as far as lines need it: strings with their prefixes, f-strings with strings of the same
 * quotes inside, comments, brackets. Lines that are for IPython alone may stand between them.
 */

/**
 * What the place is inside of: a bracket, a string, a field `{...}` of an f-string, or the format
 * that stands in a field behind its colon.
 * @typedef {object} Inside
 * @property {"bracket" | "string" | "field" | "format"} kind
 * @property {number} line  where it began
 * @property {string} quote  of the string: one character or three
 * @property {boolean} isFormatted
 * @property {boolean} isRaw
 */

const PLAIN = { quote: "", isFormatted: false, isRaw: false };
/**
 * One for all but the outermost: where they began nobody asks, and there may be very many.
 * @type {Inside}
 */
const BRACKET = { kind: "bracket", line: 0, ...PLAIN };
const PREFIX = /^(?:[bru]|br|rb|[ft]r?|r[ft])$/i;

// Each is tried at one place. What a word is made of need not be exact: it only is no quote.
const WORD = /[\w\u0080-\uffff]+/y;
const COMMENT = /#[^\n]*/y;
const SPACE = /[ \t\f\r]+/y;
const QUOTE = /"""|'''|["']/y;
const TEXT = /[^\\{}"'\n]+/y;
/** To the end of the line, and of the next one where a backslash ends it. */
const WHOLE_LINE = /[^\\\n]*(?:\\[\s\S]?[^\\\n]*)*/y;

/**
 * What IPython reads and Python can't: magics, commands of the shell, questions. No statement of
 * Python begins with these signs, and none ends with a question mark.
 */
const IPYTHON = new RegExp(
  [
    "[%!?]", // a magic, a command, a question
    "[\\w.*\\u0080-\\uffff]+\\?{1,2}[ \\t]*(?:\\n|$)",
    "[\\w., \\t\\u0080-\\uffff]+=[ \\t]*(?:![^=\\n]|%[A-Za-z])", // what one of them gives
  ]
    .map((form) => `[ \\t]*(?![ \\t])${form}`)
    .join("|"),
  "y",
);

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
    /** Those that begin with what is for IPython. @type {number[]} */
    this.foreign = [];
  }

  /** Take what a pattern finds here. @param {RegExp} pattern  a sticky one */
  take(pattern) {
    pattern.lastIndex = this.place;
    const [found = ""] = pattern.exec(this.source) ?? [];
    this.place += found.length;
    return found;
  }

  /** Take a character; a line that begins with it may begin a statement where nothing is open. */
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

  /** At the begin of a statement: leave a line out that is for IPython. */
  skipForeign() {
    IPYTHON.lastIndex = this.place;
    if (!IPYTHON.test(this.source)) return;
    this.foreign.push(this.line);
    const found = this.take(WHOLE_LINE);
    for (let at = found.indexOf("\n"); at >= 0; at = found.indexOf("\n", at + 1)) {
      this.line += 1;
      this.begins.push(false);
      this.foreign.push(this.line);
    }
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

  /** A part of a string's text. @param {Inside} string */
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
      // Without a backslash before it the end of the line ends a string of one quote, wrongly.
      if (sign === "\n" && string.quote.length === 1) this.inside.pop();
      this.takeOne();
    }
  }

  /** @param {Inside} string */
  takeEscape(string) {
    const isNamed = string.isFormatted && !string.isRaw; // \N{...} is no field
    this.place += isNamed && this.source.startsWith("N{", this.place + 1) ? 2 : 1;
    this.takeOne(true);
  }

  /** A part of what stands behind a field's colon. */
  readFormat() {
    if (this.take(TEXT)) return;
    const sign = this.source[this.place];
    const string = this.inside.at(-2);
    if (sign === "}") this.inside.pop();
    else if (sign === "{") this.enter("field");
    else if (string?.kind === "string" && this.source.startsWith(string.quote, this.place)) {
      this.inside.pop(); // wrongly: the string's end is its own to read
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
 * @returns {{begins: boolean[], foreign: Set<number>}} for each line whether a statement may begin
 *   on it, as a comment or an empty line may too; and which lines are for IPython alone. Behind a
 *   bracket or a string that nothing closes, every line may begin one.
 */
export function readStatements(source) {
  const { begins, foreign, inside } = new Reader(source).read();
  const [open] = inside;
  return {
    begins: open ? begins.map((is, line) => is || line > open.line) : begins,
    foreign: new Set(foreign),
  };
}
