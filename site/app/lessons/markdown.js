/**
 * Markdown of a lesson that came with a link: a stranger's, so that nothing of it but text, links,
 * tables and the like becomes a part of the page. The course's lessons are Markdown too, and become
 * HTML by the same rules as the page is built (`site/build/lesson_files.py`).
 */

import createPurifier from "dompurify";
import MarkdownIt from "markdown-it";

const parser = new MarkdownIt("commonmark", { html: false }).enable("table").disable("image");
const CODE = /(^```[\s\S]*?^```|`+[^`]+`+)/m;
const INLINE = /(?<![\\$`\w])\$(?![\s$])([^$\n`]*[^$\s`\\])\$(?![\w$])/g;
const BLOCK = /^\$\$([^$]+)\$\$$/gm;

/** @param {string} text @returns {string} HTML that may enter the page */
export const toHtml = (text) => clean(parser.render(marked(text)));

/** Of one line. @param {string} text @returns {string} */
export const lineToHtml = (text) => clean(parser.renderInline(marked(text)));

/** Formulas between dollar signs, as the Markdown of GitHub has them in code. @param {string} text */
function marked(text) {
  const parts = text.split(CODE);
  return parts
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replace(BLOCK, "\n```math\n$1\n```\n").replace(INLINE, (_, tex) => `$\`${tex}\`$`),
    )
    .join("");
}

/** @param {string} html */
const clean = (html) =>
  createPurifier.sanitize(html, { USE_PROFILES: { html: true }, FORBID_ATTR: ["style", "id"] });
