/**
 * Mends characters that come with copied text and that Python does not know: quotes of a text
 * processor, spaces that do not break, and what has no width. What stands in a string, or in a
 * comment, stays as it is.
 */

const DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033";
const SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4";
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
const NOTHING = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
/** @type {Record<string, string>} */
const SIGNS = Object.fromEntries(
  Object.entries({
    "*": "\u00d7\u00b7\u22c5\u2219",
    "-": "\u2212\u2013\u2014",
    "/": "\u00f7",
    ",": "\uff0c",
    ":": "\uff1a",
    "(": "\uff08",
    ")": "\uff09",
    "**2": "\u00b2",
    "**3": "\u00b3",
    '"': DOUBLE,
    "'": SINGLE,
  }).flatMap(([meant, signs]) => [...signs].map((sign) => [sign, meant])),
);

/** A comment, or a string in Python's quotes; one that nothing ends goes to the end of its line. */
const PLAIN =
  /#[^\n]*|"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/;
/** A string that begins with a text processor's quote. */
const QUOTED = new RegExp(
  `[${DOUBLE}](?<double>[^${DOUBLE}"\\n]*)[${DOUBLE}"]|[${SINGLE}](?<single>[^${SINGLE}'\\n]*)[${SINGLE}']`,
);
const PARTS = new RegExp(
  `(?<plain>${PLAIN.source})|${QUOTED.source}|[^"'#${DOUBLE}${SINGLE}]+|.`,
  "gu",
);

/**
 * Return the program with Python's characters.
 * @param {string} source
 */
export function mended(source) {
  return source.replace(PARTS, (part, ...rest) => {
    const { plain, double, single } = rest.at(-1);
    if (plain !== undefined) return part;
    const content = double ?? single;
    if (content === undefined) return asCode(part);
    const quote = double === undefined ? "'" : '"';
    return quote + content.replaceAll(quote, `\\${quote}`) + quote;
  });
}

/** @param {string} code */
const asCode = (code) =>
  [...code.replace(SPACES, " ").replace(NOTHING, "")].map((sign) => SIGNS[sign] ?? sign).join("");
