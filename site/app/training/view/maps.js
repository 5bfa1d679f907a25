/**
 * Small maps of each neuron's output, for a network with two inputs; layers are side by side, with
 * the weights as lines between them if there is room.
 */

import { colourOf, mixed } from "../../ui/colours.js";
import { element } from "../../ui/element.js";
import { inputName, written } from "./numbers.js";
import { createWires } from "./wires.js";

const SIZE = 24;
const LIMIT = 160;
/** The most neurons of a layer for lines: with more, lines could not be distinguished. */
const TALLEST = 16;

/**
 * @param {object} options
 * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
 * @param {import("../model/network.js").Network} options.network
 * @param {import("../model/domain.js").Domain} options.domain
 * @param {() => Float64Array | null} options.parameters  the shown parameters
 */
export function createMaps({ words, network, domain, parameters }) {
  const isWired = Math.max(...network.sizes) <= TALLEST;
  const layers = element("div", { className: isWired ? "maps wired" : "maps" });
  const readout = element("p", { className: "training-facts" }, words.wires);
  const root = element("details", {}, element("summary", {}, words.maps), layers);
  if (isWired) root.append(readout);
  const count = network.sizes.reduce((a, b) => a + b, 0);
  root.hidden = !domain.y || count > LIMIT;
  const wires = isWired ? createWires(layers) : null;
  /** The canvases of the inputs, and of each layer. @type {HTMLCanvasElement[][]} */
  let columns = [];
  /** @type {import("./wires.js").Spot | null} */
  let lit = null;

  function make() {
    columns = [2, ...network.sizes].map((size, layer) =>
      Array.from({ length: size }, (_, neuron) => {
        const label = layer === 0 ? inputName(neuron, size) : words.neuron(layer, neuron + 1);
        const map = element("canvas", {
          width: SIZE,
          height: SIZE,
          role: "img",
          "aria-label": label,
          title: label,
        });
        if (wires && layer > 0) {
          map.addEventListener("pointerenter", () => point({ layer: layer - 1, neuron }));
          map.addEventListener("pointerleave", () => point(null));
        }
        return map;
      }),
    );
    layers.replaceChildren(
      ...(wires ? [wires.element] : []),
      ...columns.map((column, layer) =>
        element(
          "div",
          { className: "map-layer" },
          element("span", {}, layer === 0 ? words.inputs : words.layer(layer)),
          ...column,
        ),
      ),
    );
  }

  /** @param {import("./wires.js").Spot | null} spot */
  function point(spot) {
    lit = spot;
    show();
  }

  /** @param {Float64Array[][]} weights @param {Float64Array[]} biases */
  function tell(weights, biases) {
    const row = lit && weights[lit.layer]?.[lit.neuron];
    const said =
      lit && row
        ? words.weightsOf(
            words.neuron(lit.layer + 1, lit.neuron + 1),
            Array.from(row, (weight) => written(words, weight)),
            written(words, biases[lit.layer]?.[lit.neuron] ?? 0),
          )
        : words.wires;
    if (readout.textContent !== said) readout.textContent = said;
  }

  function show() {
    const numbers = parameters();
    if (!root.open || root.hidden || !numbers) return;
    if (columns.length === 0) make();
    const colours = ["--class-low", "--paper", "--class-high"].map((token) => colourOf(token));
    const maps = [network.inputMaps(domain, SIZE), ...network.maps(numbers, domain, SIZE)];
    for (const [layer, each] of maps.entries())
      for (const [neuron, values] of each.entries())
        paint(columns[layer]?.[neuron], values, colours);
    if (!wires) return;
    const { weights, biases } = network.linksOf(numbers, 2);
    wires.draw(columns, weights, lit);
    tell(weights, biases);
  }
  root.addEventListener("toggle", show);

  return { element: root, show };
}

/**
 * @param {HTMLCanvasElement | undefined} canvas
 * @param {Float64Array} values  row by row from the lowest second input up
 * @param {import("../../ui/colours.js").Rgb[]} colours  of -1, 0 and 1, or of what is farthest from 0
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
