/**
 * The chart of the loss against the rounds, with uPlot, loaded with the first training.
 *
 * uPlot draws a few thousand points in a millisecond, has logarithmic scales, works without `eval`,
 * and is small (22 KB gzipped).
 */

import UPlot from "uplot";
import { colourOf, css } from "../../ui/colours.js";
import { evenRange, evenTicks, logLabels, logRange, logTicks } from "../model/ticks.js";

/** @typedef {{label: string, rounds: number[], losses: number[], kind: "now" | "earlier" | "other"}} Line */

const HEIGHT = 220;
/** Larger losses are not drawn. */
const LARGEST = 1e300;
/** The width of a figure of an axis, in pixels. */
const LETTER = 7;
/** The width of a column of a dashed curve, in pixels. */
const COLUMN = 2;
/** The distances of numbers on the axis of rounds, which are whole. */
const ROUNDS = Array.from({ length: 15 }, (_, i) => [1, 2, 5].map((each) => each * 10 ** i)).flat();
const STYLES = {
  now: { token: "--accent", width: 2, dash: [] },
  earlier: { token: "--quiet", width: 1, dash: [] },
  other: { token: "--grad", width: 1.5, dash: [6, 4] },
};

/**
 * @param {object} options
 * @param {HTMLElement} options.place
 * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
 * @param {(round: number | null) => void} options.onPoint  the round at the pointer; null: none
 * @param {(round: number) => void} options.onChoose  a round was clicked
 */
export function createLossChart({ place, words, onPoint, onChoose }) {
  /** @type {UPlot | undefined} */
  let plot;
  /** The shape of the current plot: another shape needs another plot. */
  let shape = "";
  /** @type {Line[]} */
  let lines = [];
  let isLog = true;
  let marked = 0;

  const size = new ResizeObserver(() => {
    if (place.clientWidth > 0) plot?.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  size.observe(place);

  function make() {
    plot?.destroy();
    plot = new UPlot(
      {
        ...optionsOf(lines, isLog, words),
        width: Math.max(place.clientWidth, 200),
        hooks: { setCursor: [pointed], draw: [drawMark] },
      },
      undefined,
      place,
    );
    plot.over.addEventListener("click", () => {
      const left = plot?.cursor.left ?? -1;
      if (plot && left >= 0) onChoose(Math.max(0, Math.round(plot.posToVal(left, "x"))));
    });
  }

  /** @param {UPlot} self */
  function pointed(self) {
    const { left = -1 } = self.cursor;
    onPoint(left < 0 ? null : Math.max(0, Math.round(self.posToVal(left, "x"))));
  }

  /** Draw the mark of the shown round. @param {UPlot} self */
  function drawMark({ ctx, bbox, valToPos }) {
    const at = Math.round(valToPos(marked, "x", true));
    if (!(at >= bbox.left && at <= bbox.left + bbox.width)) return;
    // In the middle of a pixel, where the line is sharp.
    const x = at + (window.devicePixelRatio % 2) / 2;
    ctx.save();
    ctx.strokeStyle = css(colourOf("--ink"));
    ctx.lineWidth = window.devicePixelRatio;
    // The curve before may have set dashes.
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  return {
    /** @param {Line[]} shown @param {boolean} isLogarithmic @param {number} round */
    show(shown, isLogarithmic, round) {
      lines = shown.filter(({ rounds }) => rounds.length > 0);
      marked = round;
      isLog = isLogarithmic;
      const wanted = JSON.stringify([isLog, lines.map(({ kind, label }) => [kind, label])]);
      if (!plot || wanted !== shape) {
        shape = wanted;
        make();
      }
      const tables = lines.map(
        ({ rounds, losses }) =>
          /** @type {UPlot.AlignedData} */ ([
            rounds,
            losses.map((loss) => (Math.abs(loss) < LARGEST ? loss : null)),
          ]),
      );
      const data = tables.length > 1 ? UPlot.join(tables) : (tables[0] ?? [[], []]);
      plot?.setData(data);
    },

    /** @param {number} round */
    mark(round) {
      marked = round;
      plot?.redraw(false);
    },

    recolour() {
      if (plot) {
        shape = "";
        this.show(lines, isLog, marked);
      }
    },

    /** Return the canvas, drawn in the current colours. */
    async redrawn() {
      this.recolour();
      // uPlot draws in a microtask.
      await Promise.resolve();
      return plot?.ctx.canvas ?? null;
    },

    close() {
      size.disconnect();
      plot?.destroy();
    },
  };
}

/**
 * @param {Line[]} lines
 * @param {boolean} isLog
 * @param {import("../../words/words.js").Words["cards"]["training"]} words
 * @returns {Omit<UPlot.Options, "width">}
 */
function optionsOf(lines, isLog, words) {
  const quiet = css(colourOf("--quiet"));
  const grid = { stroke: css(colourOf("--line")), width: 1 };
  const axis = { stroke: quiet, grid, ticks: grid, font: "12px system-ui" };
  return {
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { setScale: false, x: false, y: false }, y: false },
    scales: {
      x: { time: false },
      y: {
        distr: isLog ? 3 : 1,
        range: (_, low, high) => (isLog ? logRange : evenRange)(low, high),
      },
    },
    axes: [
      {
        ...axis,
        label: words.round,
        labelSize: 18,
        size: 36,
        incrs: ROUNDS,
        values: (_, ticks) => ticks.map((tick) => words.count(tick)),
      },
      {
        ...axis,
        size: (_, labels) => Math.max(62, 20 + LETTER * widest(labels ?? [])),
        // uPlot's own increments end at 1e32, and an axis without one has no numbers.
        incrs: (_self, _axis, low, high) => [Math.max(high - low, 5)],
        splits: (_self, _axis, low, high) => (isLog ? logTicks : evenTicks)(low, high),
        filter: (_, ticks) => (isLog ? logLabels(ticks) : ticks),
        values: (_, ticks) => words.axis(ticks),
      },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line))],
  };
}

const widest = (/** @type {string[]} */ labels) =>
  Math.max(0, ...labels.map(({ length }) => length));

/** @param {Line} line @returns {UPlot.Series} */
function seriesOf({ kind, label }) {
  const { token, width, dash } = STYLES[kind];
  const stroke = css(colourOf(token));
  const paths = dash.length > 0 ? evenly : undefined;
  return { label, stroke, width, dash, paths, spanGaps: true, points: { show: isAlone } };
}

/** Tell whether a curve has one point only, of which no line is seen. @param {UPlot} plot @param {number} series */
const isAlone = (plot, series) =>
  Array.from(plot.data[series] ?? []).filter((loss) => loss != null).length === 1;

/**
 * Return the path of a dashed curve. A curve of many points goes up and down within a column of
 * pixels, which would use up the dashes: here each column has only as many points as are visible.
 * @type {UPlot.Series.PathBuilder}
 */
function evenly(plot, series, from, to) {
  const path = new Path2D();
  const [rounds, losses] = [plot.data[0], plot.data[series] ?? []];
  /** The heights in one column. @type {number[]} */
  let heights = [];
  let column = Number.NaN;
  const end = () => {
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const last = heights.at(-1) ?? 0;
    for (const height of high - low > 2 * COLUMN ? [heights[0] ?? 0, low, high, last] : [last])
      if (heights.length > 0) path.lineTo(column, height);
    heights = [];
  };
  for (let i = from; i <= to; i += 1) {
    const loss = losses[i];
    if (loss == null) continue;
    const x = plot.valToPos(rounds[i] ?? 0, "x", true);
    if (!(x - column < COLUMN)) {
      end();
      column = x;
    }
    heights.push(plot.valToPos(loss, "y", true));
  }
  end();
  return { stroke: path };
}
