/**
 * The chart of the output near a leaf's value: computed points, the line whose slope is the
 * gradient, and the value that is tried, which can be dragged.
 */

import { shortNumber } from "../../ui/numbers.js";
import { svg } from "../../ui/svg.js";
import { pointsOf, rangeOf, reachOf, slopeLineOf } from "../model/nearby.js";

/** @typedef {import("../../../contract/graph.js").GraphNearby} GraphNearby */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

const WIDTH = 320;
const HEIGHT = 96;

/**
 * @param {Words} words
 * @param {(value: number) => void} onTry
 */
export function createNearbyChart(words, onTry) {
  const root = svg("svg", { class: "nearby", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  root.setAttribute("hidden", "");
  /** @type {GraphNearby | null} */
  let shown = null;

  /** @param {PointerEvent} event */
  function drag(event) {
    if (!shown || !root.hasPointerCapture(event.pointerId)) return;
    const { left, width } = root.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const reach = reachOf(shown.at);
    const value = shown.at + reach * (2 * share - 1);
    onTry(Number(value.toPrecision(4)));
  }
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    drag(event);
  });
  root.addEventListener("pointermove", drag);

  return {
    element: root,

    /**
     * @param {GraphNearby | null} told
     * @param {{leaf: string, output: string}} names
     * @param {{value: number, output: number}} [tried]
     */
    show(told, names, tried) {
      shown = told;
      root.toggleAttribute("hidden", told === null);
      if (!told) {
        root.replaceChildren();
        root.removeAttribute("aria-label");
        return;
      }
      const at = tried ?? { value: told.at, output: told.output };
      const range = rangeOf(told, Number.isFinite(at.output) ? at.output : told.output);
      const [from, to] = slopeLineOf(told, range);
      const reach = reachOf(told.at);
      const sentence = words.nearby({
        name: names.leaf,
        from: shortNumber(told.at - reach),
        to: shortNumber(told.at + reach),
        gradient: shortNumber(told.gradient),
      });
      root.setAttribute("aria-label", sentence);
      const place = { x: (at.value - told.at + reach) / (2 * reach), y: at.output };
      root.replaceChildren(
        svg("line", {
          class: "slope",
          ...{ x1: from.x * WIDTH, y1: from.y * HEIGHT, x2: to.x * WIDTH, y2: to.y * HEIGHT },
        }),
        ...pointsOf(told, range).map(({ x, y }) =>
          svg("circle", { class: "point", cx: x * WIDTH, cy: y * HEIGHT, r: 1.5 }),
        ),
        svg("circle", {
          class: "tried",
          cx: place.x * WIDTH,
          cy: ((range.high - place.y) / (range.high - range.low)) * HEIGHT,
          r: 5,
        }),
        svg("text", { class: "bound", x: 4, y: 12 }, `${names.output} ${shortNumber(range.high)}`),
        svg("text", { class: "bound", x: 4, y: HEIGHT - 4 }, shortNumber(range.low)),
        svg(
          "text",
          { class: "bound", x: WIDTH - 4, y: HEIGHT - 4, "text-anchor": "end" },
          `${names.leaf} ${shortNumber(told.at + reach)}`,
        ),
      );
    },
  };
}
