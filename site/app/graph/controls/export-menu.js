/**
 * The entries of the card's menu: what can be copied and downloaded.
 */

import { asOnPaper } from "../../ui/colours.js";
import { download, fileName } from "../../ui/download.js";
import { chosen, createStyles, paper } from "../../ui/paper.js";
import { language } from "../../words/words.js";
import { pictureDot } from "../model/dot.js";
import { detailOf, linesOf, titleOf } from "../model/sentences.js";
import { pngOf, standaloneSvg, svgOnPaper } from "./exports.js";

/** @typedef {import("../view/scene.js").Scene} Scene */
/** @typedef {import("../model/steps.js").Walk} Walk */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/** The most boxes times steps in a hand-out of all steps: more would be larger than a megabyte. */
const ALL_STEPS_LIMIT = 4_000;
/** The most lines of arithmetic below a picture. */
const MOST_LINES = 5;

/**
 * @param {object} options
 * @param {Words} options.words
 * @param {Scene} options.scene
 * @param {() => Walk} options.walk
 * @param {(step: number) => void} options.show  draws a step with the program's numbers, without
 *   marks
 * @param {() => void} options.showAgain  draws the card's state again
 * @param {(id: string) => import("../model/faces.js").Numbers} options.numbers  the shown numbers
 * @param {() => Record<string, string>} options.dots  the package's own, by stage
 * @param {() => string} options.title
 * @param {(text: string) => Promise<boolean>} options.copy
 * @param {() => Promise<boolean>} options.copyMoment  copies a link to the current moment
 */
export function createExports(options) {
  const { words, scene, walk, show, showAgain, numbers, dots, title, copy, copyMoment } = options;
  const svg = () => standaloneSvg(scene.svg, scene.size, title());
  const png = () => pngOf(svg(), scene.size);
  const dot = () => pictureDot(scene.faces, scene.links, numbers);
  const name = (/** @type {string} */ ending) => `${fileName(title())}.${ending}`;
  const save = (
    /** @type {string} */ ending,
    /** @type {BlobPart} */ content,
    type = "text/plain",
  ) => download(name(ending), new Blob([content], { type }));

  const isSmall = () => scene.faces.length * walk().steps.length <= ALL_STEPS_LIMIT;

  /**
   * Return steps for paper, in light colours.
   * @param {import("../../ui/paper.js").Styles} styles
   * @param {number | null} sheets  the sheets for the pictures; null: as many as all steps need
   * @returns {import("../../ui/paper.js").Group}
   */
  function onPaper(styles, sheets) {
    const { steps, last, seed } = walk();
    const all = steps.map((_, number) => number);
    // If there is not room for all, those of the backward pass are the most useful.
    const few = seed > 0 ? [0, ...all.slice(seed)] : all;
    const told =
      sheets === null || chosen(all.length, scene.size, sheets).length === all.length
        ? all
        : chosen(few.length, scene.size, sheets).map((place) => few[place] ?? 0);
    const pictures = told.map((number) => {
      show(number);
      const lines = linesOf(walk(), number).map(({ sum, derivative }) =>
        [sum, derivative].filter(Boolean).join("\n"),
      );
      const more = lines.length - MOST_LINES;
      return {
        html: svgOnPaper(scene.svg, scene.size, styles.classOf),
        ...scene.size,
        place: `${number} / ${last}`,
        sentence: titleOf(walk(), number, words),
        detail: detailOf(walk(), number, words),
        lines: more > 1 ? [...lines.slice(0, MOST_LINES), words.moreLines(more)] : lines,
      };
    });
    showAgain();
    return { title: title(), facts: [], pictures };
  }

  async function allSteps() {
    const styles = createStyles();
    const groups = await asOnPaper(() => [onPaper(styles, null)]);
    return paper({ title: title(), language, groups, styles: styles.sheet() });
  }

  function entries() {
    const all = [
      { label: words.copyMoment, done: words.copied, act: copyMoment },
      { label: words.copySvg, done: words.copied, act: () => copy(svg()) },
      { label: words.copyPng, done: words.copied, act: () => copyImage(png()) },
      { label: words.copyDot, done: words.copied, act: () => copy(dot()) },
      ...Object.entries(dots()).map(([stage, text]) => ({
        label: words.copyStage[/** @type {"before"} */ (stage)],
        done: words.copied,
        act: () => copy(text),
      })),
      { label: words.saveSvg, done: words.saved, act: () => save("svg", svg(), "image/svg+xml") },
      {
        label: words.savePng,
        done: words.saved,
        act: async () => download(name("png"), await png()),
      },
      { label: words.saveDot, done: words.saved, act: () => save("dot", dot()) },
    ];
    if (isSmall())
      all.push({
        label: words.saveHandOut,
        done: words.saved,
        act: async () => save("html", await allSteps(), "text/html"),
      });
    return all;
  }

  return { entries, onPaper };
}

/** @param {Promise<Blob>} image */
async function copyImage(image) {
  // With a promise, the browser still counts the copying as the visitor's own action.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": image })]);
}
