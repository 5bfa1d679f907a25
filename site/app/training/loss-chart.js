/**
 * The loss against the rounds: uPlot's canvas, loaded when a training is shown first.
 *
 * uPlot because it draws only what is new of a few thousand points in a millisecond, has logarithmic
 * scales, needs no permission to compile code, and is small (22 KB packed).
 */

import UPlot from "uplot";
import { colourOf, css } from "../colours.js";

/** @typedef {{label: string, rounds: number[], losses: number[], kind: "now" | "earlier" | "other"}} Line */

const HEIGHT = 220;
const STYLES = {
  now: { token: "--accent", width: 2, dash: [] },
  earlier: { token: "--quiet", width: 1, dash: [] },
  other: { token: "--grad", width: 1.5, dash: [6, 4] },
};

/**
 * @param {object} options
 * @param {HTMLElement} options.place
 * @param {import("../words/words.js").Words["cards"]["training"]} options.words
 * @param {(round: number | null) => void} options.onPoint  the pointer is at a round, or gone
 * @param {(round: number) => void} options.onChoose  a round was clicked
 */
export function createLossChart({ place, words, onPoint, onChoose }) {
  /** @type {UPlot | undefined} */
  let plot;
  /** What the plot was made for: another shape needs another plot. */
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
    const quiet = css(colourOf("--quiet"));
    const grid = { stroke: css(colourOf("--line")), width: 1 };
    const axis = { stroke: quiet, grid, ticks: grid, font: "12px system-ui" };
    plot = new UPlot(
      {
        width: Math.max(place.clientWidth, 200),
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { setScale: false, x: false, y: false }, y: false },
        scales: { x: { time: false }, y: { distr: isLog ? 3 : 1 } },
        axes: [
          { ...axis, label: words.round, labelSize: 18, size: 36 },
          { ...axis, size: 62, values: (_, ticks) => ticks.map(shortTick) },
        ],
        series: [{}, ...lines.map((line) => seriesOf(line))],
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

  /** The round that the rest of the card shows. @param {UPlot} self */
  function drawMark({ ctx, bbox, valToPos }) {
    const x = Math.round(valToPos(marked, "x", true));
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
    ctx.save();
    ctx.strokeStyle = css(colourOf("--ink"));
    ctx.lineWidth = window.devicePixelRatio;
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
        ({ rounds, losses }) => /** @type {UPlot.AlignedData} */ ([rounds, losses]),
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

    /** The canvas, drawn in the colours of now. */
    async redrawn() {
      this.recolour();
      // uPlot draws when the turn's own work is done.
      await Promise.resolve();
      return plot?.ctx.canvas ?? null;
    },

    close() {
      size.disconnect();
      plot?.destroy();
    },
  };
}

/** @param {Line} line @returns {UPlot.Series} */
function seriesOf({ kind, label }) {
  const { token, width, dash } = STYLES[kind];
  const stroke = css(colourOf(token));
  return { label, stroke, width, dash, spanGaps: true, points: { show: false } };
}

/** @param {number | null} tick  null where a logarithmic axis would be too full */
function shortTick(tick) {
  if (tick === null) return "";
  const size = Math.abs(tick);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? tick.toExponential(0) : String(tick);
}
