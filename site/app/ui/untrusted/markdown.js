/**
 * Markdown of a lesson from a link, or of a cell of text. It is untrusted, so only text, links, tables and the like enter
 * the page. The build turns the course's own lessons into HTML by the same rules
 * (`site/build/lesson_files.py`).
 */

import createPurifier from "dompurify";
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt("commonmark", { html: false }).enable("table");
const CODE = /(^```[\s\S]*?^```|`+[^`]+`+)/m;
const INLINE = /(?<![\\$`\w])\$(?![\s$])([^$\n`]*[^$\s`\\])\$(?![\w$])/g;
const BLOCK = /^\$\$([^$]+)\$\$$/gm;

/** A badge in HTML, as Colab writes it into notebooks: a picture that is a link. */
const BADGE =
  /<a\b[^<>]{0,300}\bhref="(https?:[^"<>\s]{1,300})"[^<>]{0,300}>\s{0,9}<img\b[^<>]{0,300}\balt="([^"<>[\]\\]{1,100})"[^<>]{0,300}>\s{0,9}<\/a>/gi;

// No picture is fetched: its words stand for it, and lead to it where they are in no other link.
parser.renderer.rules.image = (tokens, i) => {
  const token = tokens[i];
  const depth = tokens
    .slice(0, i)
    .reduce(
      (sum, { type }) => sum + Number(type === "link_open") - Number(type === "link_close"),
      0,
    );
  const address = parser.utils.escapeHtml(String(token?.attrGet("src") ?? ""));
  const text = parser.utils.escapeHtml(token?.content ?? "") || address;
  return depth > 0 ? text : `<a href="${address}">${text}</a>`;
};

/** The most elements of one text: layout of a table of a thousand rows takes long. */
const MOST = 2_000;

/** @param {string} text @returns {string} safe HTML; the text as it is if it has too many elements */
export const toHtml = (text) => clean(parser.render(marked(text)), text);

/** The same for one line. @param {string} text @returns {string} */
export const lineToHtml = (text) => clean(parser.renderInline(marked(text)), text);

/** The text as it is. @param {string} text @returns {string} HTML */
const plainHtml = (text) => `<p class="plain">${parser.utils.escapeHtml(text)}</p>`;

/** Put formulas between dollar signs into code, as GitHub's Markdown allows. @param {string} text */
function marked(text) {
  const parts = text.split(CODE);
  return parts
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .replace(BADGE, "[$2](<$1>)")
            .replace(BLOCK, "\n```math\n$1\n```\n")
            .replace(INLINE, (_, tex) => `$\`${tex}\`$`),
    )
    .join("");
}

/** @param {string} html @param {string} text  its source */
const clean = (html, text) =>
  createPurifier.sanitize(isMuch(html) ? plainHtml(text) : html, {
    USE_PROFILES: { html: true },
    FORBID_ATTR: ["style", "id"],
  });

/** Whether there are too many elements, most of which have two tags. @param {string} html */
const isMuch = (html) => html.split("<").length > 2 * MOST;
