/**
 * The cards of Vega-Lite charts: drawn in a worker, shown as an image, with the numbers as a table.
 * A chart that can't be drawn is shown in another of its formats.
 */

import built from "built-files";
import { KINDS } from "../../contract/kinds.js";
import { colourOf, css, isDark, watchTheme } from "../ui/colours.js";
import { element } from "../ui/element.js";
import { createNumberTable } from "../ui/number-table.js";
import { createTaskWorker } from "../ui/task-worker.js";
import { askFirst } from "../ui/untrusted/ask-first.js";
import { isLightSvg } from "../ui/untrusted/markup.js";
import { frameCard } from "../ui/untrusted/sandboxed.js";

/** @typedef {import("../../contract/protocol.js").MimeBundle} MimeBundle */
/** @typedef {import("../../contract/tasks.js").Chart} Chart */

const SVG_LIMIT = 4_000_000;

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["cards"]} options.words
 * @param {import("../words/words.js").PageWords["results"]} options.ask  before what takes long
 * @param {(bundle: MimeBundle) => HTMLElement} options.showOtherwise  shows another of its formats
 */
export function createCharts({ words, ask, showOtherwise }) {
  const worker = createTaskWorker(built.chartWorker, {
    ...words.chart,
    missing: words.notFetched,
  });
  /** @type {Set<() => void>} */
  const closers = new Set();

  /** @param {any} spec @param {MimeBundle} bundle */
  function card(spec, bundle) {
    const title = titleOf(spec) || words.chart.title;
    const image = element("img", { alt: title });
    /** @type {Chart | null} */
    let chart = null;
    const table = createNumberTable(
      words.chart.numbers,
      () =>
        chart && { head: chart.columns, rows: chart.rows, more: chart.total - chart.rows.length },
      words.training.moreRows,
    );
    const figure = element(
      "figure",
      { className: "card image chart", "aria-label": title },
      image,
      table.element,
    );

    /** @param {string} svg */
    async function put(svg) {
      if (!isLightSvg(svg)) return offer(svg);
      URL.revokeObjectURL(image.src);
      image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml;charset=utf-8" }));
      await image.decode();
    }

    /** Offer to draw a slow picture, in a frame that may have its own process. @param {string} svg */
    function offer(svg) {
      const paper = `<style>html { background: ${css(colourOf("--paper"))} }</style>`;
      image.replaceWith(askFirst(ask, () => frameCard(paper + svg, title)));
    }

    async function draw() {
      const scheme = isDark() ? "dark" : "light";
      // A chart with its own background keeps its own colours.
      const config = hasPaper(spec) ? {} : configOf();
      const drawn = /** @type {Chart} */ (await worker.ask({ spec, config }));
      if (drawn.svg.length > SVG_LIMIT) throw new Error(words.chart.tooLarge);
      chart = drawn;
      await put(drawn.svg);
      figure.dataset.drawn = hasPaper(spec) ? "light" : scheme;
      table.element.hidden = drawn.rows.length === 0;
      table.show();
    }

    const drawn = draw().catch((error) => {
      const reason = words.chart.failed(String(error.message).slice(0, 300));
      figure.replaceChildren(element("p", { className: "picture-message" }, reason));
      const others = Object.entries(bundle).filter(([type]) => !KINDS.chart.types.includes(type));
      figure.append(showOtherwise(Object.fromEntries(others)));
    });
    const stop = watchTheme(() => void draw().catch(() => {}));
    closers.add(() => {
      stop();
      URL.revokeObjectURL(image.src);
    });
    return { element: figure, drawn };
  }

  return {
    show: card,

    clear() {
      worker.cancel();
      for (const close of closers) close();
      closers.clear();
    },
  };
}

/** @param {any} spec */
function titleOf(spec) {
  const title = typeof spec.title === "object" ? spec.title?.text : spec.title;
  const found = [spec.description, title].find((text) => typeof text === "string" && text !== "");
  return String(found ?? "").slice(0, 300);
}

/** @param {any} spec */
function hasPaper(spec) {
  const paper = spec.background ?? spec.config?.background ?? "transparent";
  return paper !== "transparent";
}

/** Return a Vega configuration with the page's colours. */
function configOf() {
  const [ink, quiet, line, accent] = ["--ink", "--quiet", "--line", "--accent"].map((token) =>
    css(colourOf(token)),
  );
  const text = { labelColor: quiet, titleColor: ink };
  return {
    background: null,
    axis: { ...text, gridColor: line, domainColor: quiet, tickColor: quiet },
    legend: text,
    title: { color: ink, subtitleColor: quiet },
    view: { stroke: line },
    mark: { color: accent },
    style: { "guide-label": { fill: quiet }, "guide-title": { fill: ink } },
  };
}
