/**
 * What each neuron of a network with two inputs says, as a small map; layers stand side by side.
 */

import { colourOf, mixed } from "../colours.js";
import { element } from "../element.js";

const SIZE = 24;
const LIMIT = 160;

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["cards"]["training"]} options.words
 * @param {import("./network.js").Network} options.network
 * @param {import("./area.js").Area} options.area
 * @param {() => Float64Array | null} options.parameters  those to show now
 */
export function createMaps({ words, network, area, parameters }) {
  const layers = element("div", { className: "maps" });
  const root = element("details", {}, element("summary", {}, words.maps), layers);
  const count = network.sizes.reduce((a, b) => a + b, 0);
  root.hidden = !area.y || count > LIMIT;
  /** @type {HTMLCanvasElement[][]} */
  let canvases = [];

  function make() {
    canvases = network.sizes.map((size, layer) =>
      Array.from({ length: size }, (_, neuron) => {
        const label = words.neuron(layer + 1, neuron + 1);
        return element("canvas", {
          width: SIZE,
          height: SIZE,
          role: "img",
          "aria-label": label,
          title: label,
        });
      }),
    );
    layers.replaceChildren(
      ...canvases.map((row, layer) =>
        element(
          "div",
          { className: "map-layer" },
          element("span", {}, words.layer(layer + 1)),
          ...row,
        ),
      ),
    );
  }

  function show() {
    const numbers = parameters();
    if (!root.open || root.hidden || !numbers) return;
    if (canvases.length === 0) make();
    const colours = ["--class-low", "--paper", "--class-high"].map((token) => colourOf(token));
    for (const [layer, maps] of network.maps(numbers, area, SIZE).entries())
      for (const [neuron, values] of maps.entries())
        paint(canvases[layer]?.[neuron], values, colours);
  }
  root.addEventListener("toggle", show);

  return { element: root, show };
}

/**
 * @param {HTMLCanvasElement | undefined} canvas
 * @param {Float64Array} values  row by row from the lowest second input up
 * @param {import("../colours.js").Rgb[]} colours  of -1, 0 and 1, or of what is farthest from 0
 */
function paint(canvas, values, [low = [0, 0, 0], none = low, high = low]) {
  const context = canvas?.getContext("2d");
  if (!context) return;
  const image = context.createImageData(SIZE, SIZE);
  const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
  for (const [at, value] of values.entries()) {
    const row = SIZE - 1 - Math.floor(at / SIZE);
    const colour = mixed(none, value < 0 ? low : high, Math.abs(value) / most);
    image.data.set([...colour, 255], 4 * (row * SIZE + (at % SIZE)));
  }
  context.putImageData(image, 0, 0);
}
