/**
 * Makes pages for paper: an HTML file that prints on one or two sheets, in light colours.
 */

/**
 * @typedef {object} Picture
 * @property {string} html  an SVG, or an image with its bytes in it
 * @property {number} width  of what is drawn, in CSS pixels
 * @property {number} height
 * @property {string} place  the step and the number of steps, as HTML, or ""
 * @property {string} sentence
 * @property {string} [detail]  more details, in a sentence
 * @property {string[]} lines  of arithmetic; each may be wrapped
 */
/** @typedef {{title: string, facts: string[], pictures: Picture[]}} Group  the pictures of one card */

/** @typedef {ReturnType<typeof createStyles>} Styles */

/** The area of an A4 sheet between its margins, in CSS pixels. */
const SHEET = { width: 680, height: 980 };
/** The smallest scale of a picture, compared with the screen, if the paper has room. */
const SMALLEST = 0.5;
const MOST_COLUMNS = 3;
const GAP = 16;
/** The heights of the sentence above a picture, and of a line of arithmetic, in CSS pixels. */
const [HEAD, LINE] = [44, 17];

/**
 * Choose pictures that fit on some sheets: the first and the last, and others at equal distances.
 * @param {number} count
 * @param {{width: number, height: number}} size
 * @param {number} [sheets]
 * @returns {number[]}
 */
export function chosen(count, { width, height }, sheets = 1) {
  const columns = columnsFor(width);
  const across = SHEET.width / columns - GAP;
  const down = Math.min(height * Math.min(across / width, 1), SHEET.height / 2) + HEAD + 3 * LINE;
  const room = Math.max(columns * Math.floor((sheets * SHEET.height) / down), 2);
  if (count <= room) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: room }, (_, i) => Math.round((i * (count - 1)) / (room - 1)));
}

/** @param {number} width  of a picture */
function columnsFor(width) {
  const fitting = Math.floor(SHEET.width / (width * SMALLEST + GAP));
  return Math.min(Math.max(fitting, 1), MOST_COLUMNS);
}

/**
 * @param {object} page
 * @param {string} page.title
 * @param {string} page.language
 * @param {Group[]} page.groups
 * @param {string} [page.before]  HTML above them
 * @param {string} [page.styles]  what the pictures' classes mean
 */
export function paper({ title, language, groups, before = "", styles = "" }) {
  const parts = groups.map((group) => groupOnPaper(group, groups.length > 1 || before !== ""));
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
@page { size: A4; margin: 14mm 15mm; }
:root { color-scheme: light; }
body { font: 10.5pt/1.4 system-ui, sans-serif; margin: 1.5rem auto; max-width: 46rem; padding: 0 1rem; color: #1b1f24; background: #fff; }
h1 { font-size: 16pt; margin: 0 0 0.5rem; }
h2 { font-size: 12pt; margin: 1rem 0 0.25rem; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 0.75rem 0 0.25rem; break-after: avoid; }
section h3 { font-weight: normal; font-size: 9pt; margin: 0; }
p, ul, ol { margin: 0.4rem 0; }
.pictures { display: grid; gap: 0 16px; }
section { break-inside: avoid; display: grid; grid-row: span 3; grid-template-rows: subgrid; align-items: end; padding-bottom: 14px; }
section > div { align-self: start; font-size: 8.5pt; }
section svg, section img { display: block; max-width: 100%; max-height: ${SHEET.height / 2}px; width: auto; height: auto; margin-top: 2px; }
section :is(p, ul) { list-style: none; padding: 0; margin: 3px 0 0; }
section li { margin-bottom: 3px; white-space: pre-line; }
code, pre { font: 9pt/1.35 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
section code { font-size: inherit; }
pre { padding: 6px 8px; border: 1px solid #999; border-radius: 4px; white-space: pre-wrap; margin: 0.3rem 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: 2px 6px; }
.plain { white-space: pre-wrap; }
.room { border: 1px solid #999; border-radius: 4px; height: 45mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
${styles}
</style>
<h1>${escaped(title)}</h1>
${before}
${parts.join("\n")}
</html>
`;
}

/** @param {Group} group @param {boolean} isNamed */
function groupOnPaper({ title, facts, pictures }, isNamed) {
  const widest = Math.max(...pictures.map(({ width }) => width), 1);
  const columns = Math.min(columnsFor(widest), Math.max(pictures.length, 1));
  const sections = pictures.map(({ html, place, sentence, detail = "", lines }) => {
    const list = lines.map((line) => `<li><code>${escaped(line)}</code></li>`).join("");
    const heading = [place, escaped(sentence)].filter(Boolean).join(": ");
    const more = [detail && `<p>${escaped(detail)}</p>`, list && `<ul>${list}</ul>`].join("");
    return `<section><h3>${heading}</h3>${html}<div>${more}</div></section>`;
  });
  return [
    isNamed ? `<h2>${escaped(title)}</h2>` : "",
    ...facts.map((fact) => `<p>${escaped(fact)}</p>`),
    `<div class="pictures" style="grid-template-columns: repeat(${columns}, minmax(0, 1fr))">`,
    ...sections,
    "</div>",
  ].join("\n");
}

/**
 * Return a canvas as a picture, of a width that lets two stand side by side.
 * @param {HTMLCanvasElement | null | undefined} canvas
 * @param {string} sentence
 * @returns {Picture | null} null if nothing is drawn
 */
export function pictureOf(canvas, sentence) {
  if (!canvas || canvas.clientWidth === 0) return null;
  const width = SHEET.width - 2 * GAP;
  const height = (width / canvas.width) * canvas.height;
  const html = `<img src="${canvas.toDataURL()}" alt="${escaped(sentence)}" width="${Math.round(width / 2)}">`;
  return { html, width, height, place: "", sentence, lines: [] };
}

/**
 * Write a page with as many pictures as fit into a size; pictures in the middle of each card go
 * first.
 * @param {(groups: Group[]) => string} write  the page
 * @param {Group[]} groups
 * @param {number} [limit]  characters
 */
export function fitting(write, groups, limit = 1_000_000) {
  for (const most of [Number.POSITIVE_INFINITY, 4, 2, 1]) {
    const page = write(groups.map((group) => ({ ...group, pictures: ends(group.pictures, most) })));
    if (page.length <= limit) return page;
  }
  return write([]);
}

/** @param {Picture[]} pictures @param {number} most */
function ends(pictures, most) {
  if (pictures.length <= most) return pictures;
  const before = Math.floor(most / 2);
  return [...pictures.slice(0, before), ...pictures.slice(before - most)];
}

/** @param {string} text */
export const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * Collect styles as classes with short names: written at each part they would be four fifths of a
 * page's bytes.
 */
export function createStyles() {
  /** @type {Map<string, string>} */
  const classes = new Map();
  return {
    /** @param {string} declarations @returns {string} a class */
    classOf(declarations) {
      const name = classes.get(declarations) ?? `p${classes.size}`;
      classes.set(declarations, name);
      return name;
    },
    sheet: () => [...classes].map(([style, name]) => `.${name} { ${style} }`).join("\n"),
  };
}
