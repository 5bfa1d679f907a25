/**
 * Draws a network's weights as lines between the pictures of its neurons: a larger weight is wider,
 * and the colour shows the sign.
 */

import { colourOf, css } from "../../ui/colours.js";
import { element } from "../../ui/element.js";

const THINNEST = 0.5;
const WIDEST = 4;
/** The opacity of a line while other lines are highlighted. */
const FAINT = 0.12;

/** @typedef {{layer: number, neuron: number}} Spot */
/** @typedef {{left: number, right: number, middle: number}} Sides */

/**
 * @param {HTMLElement} place  contains the pictures and is scrolled; the lines are drawn behind
 *   them
 */
export function createWires(place) {
  const canvas = element("canvas", { className: "wires", "aria-hidden": "true" });
  /** The positions of the pictures, by column; measured again when the width changes. @type {Sides[][] | null} */
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
     * @param {Spot | null} lit  the neuron whose lines are highlighted
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

/** Return the largest finite absolute value. @param {Float64Array[][]} weights */
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
