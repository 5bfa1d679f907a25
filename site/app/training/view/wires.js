/**
 * A network's weights as lines between the pictures of its neurons: the larger, the wider; the colour
 * tells the sign.
 */

import { colourOf, css } from "../../ui/colours.js";
import { element } from "../../ui/element.js";

const THINNEST = 0.5;
const WIDEST = 4;
/** How much of its strength a line keeps while others are pointed out. */
const FAINT = 0.12;

/** @typedef {{layer: number, neuron: number}} Spot */
/** @typedef {{left: number, right: number, middle: number}} Sides */

/**
 * @param {HTMLElement} place  holds the pictures, and what is scrolled; the lines are drawn behind them
 */
export function createWires(place) {
  const canvas = element("canvas", { className: "wires", "aria-hidden": "true" });
  /** Where the pictures are, by column; measured again when there is another width. @type {Sides[][] | null} */
  let boxes = null;
  let redraw = () => {};
  new ResizeObserver(() => {
    boxes = null;
    redraw();
  }).observe(place);

  /** @param {HTMLElement[][]} columns */
  function measure(columns) {
    const { scrollWidth: width, scrollHeight: height } = place;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    return columns.map((column) =>
      column.map(({ offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }) => ({
        left,
        right: left + offsetWidth,
        middle: top + offsetHeight / 2,
      })),
    );
  }

  return {
    element: canvas,

    /**
     * @param {HTMLElement[][]} columns  the pictures: of the inputs, then of each layer
     * @param {Float64Array[][]} weights  of each layer's neurons
     * @param {Spot | null} lit  whose lines are pointed out
     */
    draw(columns, weights, lit) {
      redraw = () => this.draw(columns, weights, lit);
      if (place.clientWidth === 0) return;
      boxes ??= measure(columns);
      const context = canvas.getContext("2d");
      if (!context) return;
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      const [low, high] = [css(colourOf("--class-low")), css(colourOf("--class-high"))];
      const most = largest(weights) || 1;
      for (const { layer, neuron, source, weight } of linksIn(weights)) {
        const size = Math.min(1, Math.abs(weight) / most);
        const isFaint = lit !== null && (lit.layer !== layer || lit.neuron !== neuron);
        context.globalAlpha = (0.1 + 0.9 * size) * (isFaint ? FAINT : 1);
        context.lineWidth = THINNEST + (WIDEST - THINNEST) * size;
        context.strokeStyle = weight < 0 ? low : high;
        line(context, boxes[layer]?.[source], boxes[layer + 1]?.[neuron]);
      }
    },
  };
}

/** @param {Float64Array[][]} weights */
function* linksIn(weights) {
  for (const [layer, rows] of weights.entries())
    for (const [neuron, row] of rows.entries())
      for (const [source, weight] of row.entries()) yield { layer, neuron, source, weight };
}

/** @param {Float64Array[][]} weights  the absolute value of the largest finite one */
function largest(weights) {
  const sizes = Array.from(linksIn(weights), ({ weight }) => Math.abs(weight));
  return Math.max(0, ...sizes.filter((size) => size < Infinity));
}

/** @param {CanvasRenderingContext2D} context @param {Sides | undefined} from @param {Sides | undefined} to */
function line(context, from, to) {
  if (!from || !to) return;
  const half = (from.right + to.left) / 2;
  context.beginPath();
  context.moveTo(from.right, from.middle);
  context.bezierCurveTo(half, from.middle, half, to.middle, to.left, to.middle);
  context.stroke();
}
