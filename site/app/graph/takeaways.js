/**
 * The entries of the card's menu: what can be copied and downloaded, and how each is made.
 */

import { pictureDot } from "./dot.js";
import { download, handOut, pngOf, standaloneSvg } from "./exports.js";
import { numbersOf } from "./faces.js";
import { linesOf, titleOf } from "./sentences.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./steps.js").Walk} Walk */
/** @typedef {import("../words/words.js").Words["cards"]["walk"]} Words */

/** Boxes times steps: past it a hand-out would be too much for a browser to open. */
const HAND_OUT_LIMIT = 40_000;

/**
 * @param {object} options
 * @param {Words} options.words
 * @param {Scene} options.scene
 * @param {() => Walk} options.walk
 * @param {() => number} options.step
 * @param {(step: number) => void} options.show  draw a step, and nothing else
 * @param {() => Record<string, string>} options.dots  the package's own, by stage
 * @param {() => string} options.title
 * @param {(text: string) => Promise<boolean>} options.copy
 * @param {() => Promise<boolean>} options.copyMoment  a link to what is looked at
 */
export function takeaways({ words, scene, walk, step, show, dots, title, copy, copyMoment }) {
  const svg = () => standaloneSvg(scene.svg, scene.size, title());
  const png = () => pngOf(svg(), scene.size);
  const dot = () => pictureDot(scene.faces, scene.links, (id) => numbersOf(id, walk(), step()));
  const name = (/** @type {string} */ ending) => `${fileName(title())}.${ending}`;
  const save = (
    /** @type {string} */ ending,
    /** @type {BlobPart} */ content,
    type = "text/plain",
  ) => download(name(ending), new Blob([content], { type }));

  const isSmall = () => scene.faces.length * walk().steps.length <= HAND_OUT_LIMIT;

  /** Every step on paper; none of a graph that is too large for it. */
  function pages() {
    if (!isSmall()) return [];
    const now = step();
    const made = walk().steps.map((_, number) => {
      show(number);
      const lines = linesOf(walk(), number).map(({ sum, derivative }) =>
        [sum, derivative].filter(Boolean).join("   "),
      );
      const place = `${number} / ${walk().last}`;
      return { svg: svg(), place, sentence: titleOf(walk(), number, words), lines };
    });
    show(now);
    return made;
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
        act: () => save("html", handOut(title(), pages()), "text/html"),
      });
    return all;
  }

  return { entries, pages };
}

/** @param {Promise<Blob>} image */
async function copyImage(image) {
  // Given as a promise, the browser still counts it as the visitor's own press.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": image })]);
}

/** @param {string} title */
export const fileName = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "graph";
