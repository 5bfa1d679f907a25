/**
 * Writes hand-drawn data into the program as a literal, so that a link contains it.
 */

/** @typedef {[number[], number[]]} Sample  inputs and targets */

const MADE =
  /^([ \t]*)(\w+), *(\w+) = (?:\w+\.)*(?:two_moons|circles|spirals|xor|curve)\(.*\)[ \t]*$/m;
const LITERAL = /(from_csv\(\s*(?:"""|'''))[\s\S]*?((?:"""|''')\s*\))/;
const TRAINED = /\btrain\(\s*(?:inputs *= *)?(\w+),\s*(?:targets *= *)?(\w+)/;

/** @param {Sample[]} samples */
export const csvOf = (samples) =>
  samples.map((sample) => sample.flat().map(written).join(", ")).join("\n");

/** Write a number with three decimals: a pointer is less exact. @param {number} value */
const written = (value) => String(Number(value.toFixed(3)));

/**
 * Put samples into a program, in place of those that it reads now.
 * @param {string} source
 * @param {Sample[]} samples
 * @returns {string | null} null if it is not clear where they belong
 */
export function withPoints(source, samples) {
  const rows = `\n${csvOf(samples)}\n`;
  if (LITERAL.test(source)) return source.replace(LITERAL, (_, begin, end) => begin + rows + end);
  const made = MADE.exec(source);
  if (made) {
    const [line, indent = "", inputs, targets] = made;
    return withImport(
      source.replace(line, () => `${indent}${inputs}, ${targets} = from_csv("""${rows}""")`),
    );
  }
  const [, inputs = "", targets = ""] = TRAINED.exec(source) ?? [];
  const [first, second] = [assignment(source, inputs), assignment(source, targets)];
  if (!first || !second || inputs === targets) return null;
  const block = `${inputs}, ${targets} = from_csv("""${rows}""")\n`;
  return withImport(source.replace(second, "").replace(first, () => block));
}

/**
 * Return a list that is assigned to a name at the top level, with its line's end.
 * @param {string} source @param {string} name
 */
function assignment(source, name) {
  const start = new RegExp(`^${name} = \\[`, "m").exec(source);
  if (!start || name === "") return undefined;
  let depth = 0;
  for (let at = start.index; at < source.length; at += 1) {
    if (source[at] === "[") depth += 1;
    if (source[at] !== "]") continue;
    depth -= 1;
    if (depth > 0) continue;
    const end = source.indexOf("\n", at);
    const text = source.slice(start.index, end < 0 ? source.length : end + 1);
    // More than a list on its lines: a comment, or a sum of lists.
    return /\]\s*$/.test(text) ? text : undefined;
  }
  return undefined;
}

/** @param {string} source */
function withImport(source) {
  if (/^from micrograd\.data import .*\bfrom_csv\b/m.test(source)) return source;
  const others = /^from micrograd\.data import (?!\()[^#\n]*$/m;
  if (others.test(source)) return source.replace(others, (line) => `${line.trimEnd()}, from_csv`);
  const line = "from micrograd.data import from_csv\n";
  const first = /^(?:from|import) /m.exec(source);
  return first ? source.slice(0, first.index) + line + source.slice(first.index) : line + source;
}
