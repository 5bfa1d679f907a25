/**
 * The form for the visitor's own points: added by a click into the picture or by their numbers,
 * shown at once, and written into the program.
 */

import { button, element } from "../../ui/element.js";
import { createNumberField } from "../../ui/number-field.js";
import { inputName, listed } from "../view/numbers.js";

/** @typedef {import("../model/points.js").Sample} Sample */

/**
 * @param {object} options
 * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
 * @param {import("../model/domain.js").Domain | null} options.domain
 * @param {import("../model/domain.js").Outputs} options.outputs
 * @param {Sample[]} options.samples  the training's
 * @param {() => void} options.onChange
 * @param {(samples: Sample[]) => boolean} options.write  into the program
 */
export function createPoints({ words, domain, outputs, samples, onChange, write }) {
  let shown = samples;
  const nInputs = domain?.y ? 2 : 1;
  const inputs = Array.from({ length: nInputs }, (_, i) => field(inputName(i, nInputs), words));
  const target = outputs.kind === "numbers" || !domain?.y ? null : classChoice(outputs, words);
  const value = target || nInputs === 1 ? null : field(words.target, words);
  const said = element("p", { className: "training-facts" });
  const root = element(
    "details",
    { className: "points" },
    element("summary", {}, words.points),
    element("p", { className: "training-facts" }, words.pointsHint),
    element(
      "div",
      { className: "points-form" },
      ...inputs.map(({ label }) => label),
      ...(nInputs === 1 ? [] : [target?.label ?? value?.label ?? ""]),
      button(words.addPoint, () => add(inputs.map(({ input }) => input.value()))),
      button(words.removeLast, () => change(shown.slice(0, -1))),
      button(words.removeAll, () => change([])),
      button(words.writePoints, () => {
        said.textContent = write(shown) ? words.pointsWritten : words.pointsNotWritten;
      }),
    ),
    said,
  );
  // With one input, the height in the picture is the target.
  const height = nInputs === 1 ? field(words.target, words) : null;
  if (height) inputs.at(-1)?.label.after(height.label);

  /** @param {Sample[]} newer */
  function change(newer) {
    shown = newer;
    said.textContent = "";
    onChange();
  }

  /** @param {number[]} place */
  function add(place) {
    const wanted = target ? target.read() : [(height ?? value)?.input.value() ?? 0];
    const all = [...place, ...wanted];
    if (!all.every(Number.isFinite)) {
      said.textContent = words.pointNumbers;
      return;
    }
    change([...shown, [place.slice(0, nInputs), wanted]]);
  }

  return {
    element: root,
    samples: () => shown,
    isAdding: () => root.open,

    /** @param {number[]} place  inputs; with one input the second number is the target */
    add(place) {
      if (height && place.length > 1) height.input.set(place[1] ?? 0);
      add(place.slice(0, nInputs));
    },
  };
}

/** @param {string} text @param {import("../../words/words.js").Words["cards"]["training"]} words */
function field(text, words) {
  const input = createNumberField({ write: words.decimal });
  input.set(0);
  return { input, label: element("label", {}, text, " ", input.element) };
}

/**
 * @param {import("../model/domain.js").TwoClasses | import("../model/domain.js").ManyClasses} outputs
 * @param {import("../../words/words.js").Words["cards"]["training"]} words
 */
function classChoice(outputs, words) {
  const values =
    outputs.kind === "two"
      ? [[outputs.low], [outputs.high]]
      : Array.from({ length: outputs.count }, (_, i) =>
          Array.from({ length: outputs.count }, (__, j) => (i === j ? 1 : 0)),
        );
  const select = element(
    "select",
    {},
    ...values.map((each, i) => element("option", { value: String(i) }, listed(words, each))),
  );
  select.selectedIndex = values.length - 1;
  return {
    label: element("label", {}, words.target, " ", select),
    read: () => values[select.selectedIndex] ?? [0],
  };
}
