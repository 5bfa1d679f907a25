/**
 * Reads the plain styles of SVG, as drawing programs write them. Styles that this module can't read
 * with certainty are not plain.
 */

/** @typedef {{name: string, value: string}} Declaration */
/** @typedef {{name: string, id: string}} SvgReference  to another part, by a property or `href` */

const PROPERTY =
  /^(fill|stroke|stop|font)(-[a-z-]+)?$|^(opacity|color|display|visibility|overflow|clip-(path|rule)|mask|marker(-start|-mid|-end)?|transform(-origin)?|text-(anchor|align|decoration|rendering)|(dominant|alignment)-baseline|baseline-shift|(letter|word)-spacing|white-space|(shape|image)-rendering|paint-order|line-height)$/;
/** Attributes that are not styles, and may have any text. */
const NAMING = /^(id|class|label|title|role|aria-.*|data-.*)$/;
const QUOTED = /"[\w #,.()%-]*"|'[\w #,.()%-]*'/g;
const SELECTOR = /^\s*[\w.#*-]+(\s*[\s>]\s*[\w.#*-]+){0,2}\s*$/;
const LOCAL = /url\(\s*["']?#([^"'()\s\\%]+)["']?\s*\)/gi;
const MOST_SHEET = 20_000;
const MOST_REFERENCE = 1_000;

/**
 * Return the declarations in an element's attributes, with those of `style`.
 * @param {Declaration[]} attributes
 * @returns {Declaration[] | null} null: not plain
 */
export function declarationsOf(attributes) {
  /** @type {Declaration[]} */
  const all = [];
  for (const attribute of attributes) {
    const { name, value } = attribute;
    const found = name === "style" ? listOf(value) : [attribute];
    if (!found || (name !== "style" && value.includes("\\") && !NAMING.test(name))) return null;
    all.push(...found);
  }
  return all;
}

/** @param {string} text  of a `style` attribute, or between braces @returns {Declaration[] | null} */
function listOf(text) {
  // Without these characters, every declaration begins after a semicolon.
  if (/["'\\@{}]|\/\*/.test(text.replace(QUOTED, ""))) return null;
  const all = text.split(";").filter((piece) => piece.trim() !== "");
  const found = all.map((piece) => {
    const [name = "", ...value] = piece.split(":");
    return { name: name.trim().toLowerCase(), value: value.join(":") };
  });
  const isPlain = found.every(({ name }) => PROPERTY.test(name) || name.startsWith("-inkscape-"));
  return isPlain ? found : null;
}

/**
 * Return the declarations in `<style>` elements.
 * @param {string} text  of all of them
 * @returns {{selectors: number, declarations: Declaration[]} | null} null: not plain
 */
export function sheetOf(text) {
  const isPlain = text.length <= MOST_SHEET && !/url|[\\@]|<!--/i.test(text);
  const bare = text.replace(QUOTED, "");
  if (!isPlain || /["']/.test(bare)) return null;
  let selectors = 0;
  /** @type {Declaration[]} */
  const declarations = [];
  const rest = bare
    .replace(/\/\*.*?\*\//gs, " ")
    .replace(/([^{}]*)\{([^{}]*)\}/g, (_rule, head, body) => {
      const each = head.split(",");
      const found = each.every((/** @type {string} */ one) => SELECTOR.test(one)) && listOf(body);
      selectors += found ? each.length : Infinity;
      declarations.push(...(found || []));
      return "";
    });
  return rest.trim() === "" && Number.isFinite(selectors) ? { selectors, declarations } : null;
}

/**
 * Return the references in declarations.
 * @param {Declaration[]} declarations
 * @returns {SvgReference[] | null} null: some refer to something outside the picture
 */
export function referencesOf(declarations) {
  const all = [];
  for (const { name, value } of declarations) {
    if (!/url/i.test(value) || NAMING.test(name)) continue;
    if (value.length > MOST_REFERENCE) return null;
    const count = value.match(/url/gi)?.length ?? 0;
    const found = [...value.matchAll(LOCAL)].map(([, id = ""]) => ({ name, id }));
    if (found.length < count) return null;
    all.push(...found);
  }
  return all;
}
