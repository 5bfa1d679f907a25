/**
 * The row of choices below a graph: the folding, the sample, checking, the cursor's line.
 */

import { element, saidLine } from "../../ui/element.js";
import { iconButton } from "../../ui/icons.js";

/** @typedef {import("../../../contract/graph.js").GraphTrace} GraphTrace */
/** @typedef {import("../model/folds.js").Level} Level */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * @param {Words} words
 * @param {object} on
 * @param {(level: Level) => void} on.onLevel
 * @param {(isOn: boolean) => void} on.onCheck
 * @param {(isOn: boolean) => void} on.onPredict
 * @param {(sample: number) => void} on.onSample  counted from 0
 * @param {(nodes: Set<string>) => void} on.onOccurrence  nodes that one occurrence of the cursor's line made
 */
export function createOptions(words, on) {
  const level = element("select", { className: "small" });
  const levelField = field(words.detail, level);
  level.addEventListener("change", () => on.onLevel(/** @type {Level} */ (level.value)));

  const sample = element("input", { type: "number", min: "1", className: "small" });
  const sampleCount = element("span");
  const sampleField = field(words.sample, sample, sampleCount);
  sample.addEventListener("change", () => {
    if (sample.checkValidity() && sample.value !== "") on.onSample(sample.valueAsNumber - 1);
  });

  const check = element("input", { type: "checkbox", role: "switch" });
  const checkField = element("label", { className: "choice check-field" }, check, " ", words.check);
  check.addEventListener("change", () => on.onCheck(check.checked));

  const predict = element("input", { type: "checkbox", role: "switch" });
  const predictField = element(
    "label",
    { className: "choice", title: words.predict.hint },
    predict,
    " ",
    words.predict.title,
  );
  predict.addEventListener("change", () => on.onPredict(predict.checked));

  const occurrences = createOccurrences(words, on.onOccurrence);
  const message = saidLine("option-message");

  return {
    element: element(
      "div",
      { className: "options" },
      levelField,
      sampleField,
      checkField,
      predictField,
      occurrences.element,
      message.element,
    ),

    /** @param {GraphTrace} graph @param {Level[]} levels  those to choose from */
    setGraph({ samples, backward }, levels) {
      check.checked = false;
      predictField.hidden = backward.length === 0;
      message.say("");
      levelField.hidden = levels.length < 2;
      const options = levels.map((each) => element("option", { value: each }, words.levels[each]));
      level.replaceChildren(...options);
      sampleField.hidden = !samples || samples.shown === null;
      if (!samples || samples.shown === null) return;
      sample.max = String(samples.count);
      sample.value = String(samples.shown + 1);
      sampleCount.textContent = words.ofSamples(samples.count);
    },

    /** @param {Level | null} chosen  null when boxes were opened or closed one by one */
    setLevel(chosen) {
      level.value = chosen ?? "";
    },

    setLine: occurrences.setLine,

    isChecked: () => check.checked,

    setChecked() {
      check.checked = true;
    },

    uncheck() {
      check.checked = false;
      message.show("");
    },

    say: message.say,
  };
}

/**
 * The control that shows the nodes of the cursor's line, one round of a loop at a time.
 * @param {Words} words
 * @param {(nodes: Set<string>) => void} onOccurrence
 */
function createOccurrences(words, onOccurrence) {
  const told = element("span");
  const earlier = iconButton("back", words.earlierPass, () => go(-1)).element;
  const later = iconButton("forward", words.laterPass, () => go(1)).element;
  const root = element("div", { className: "passes", hidden: true }, earlier, told, later);
  /** @type {[number, Set<string>][]} */
  let occurrences = [];
  let file = "";
  let line = 0;
  let shown = 0;

  /** @param {number} offset */
  function go(offset) {
    shown = (shown + offset + occurrences.length) % occurrences.length;
    show();
  }

  function show() {
    const [occurrence, nodes] = occurrences[shown] ?? [0, new Set()];
    root.hidden = occurrences.length === 0;
    earlier.hidden = later.hidden = occurrences.length < 2;
    told.textContent = words.ofLine(line, nodes.size, occurrence, occurrences.length);
    onOccurrence(nodes);
  }

  return {
    element: root,

    /** @param {import("../../../contract/protocol.js").Place | null} place @param {GraphTrace} graph */
    setLine(place, graph) {
      const found = madeAt(place, graph);
      if (found.size === 0 && occurrences.length === 0) return;
      occurrences = [...found].sort(([a], [b]) => a - b);
      const isSame = file === place?.file && line === place.line;
      shown = isSame ? Math.min(shown, Math.max(occurrences.length - 1, 0)) : 0;
      file = place?.file ?? "";
      line = place?.line ?? 0;
      show();
    },
  };
}

/**
 * Return the nodes that a line made, by occurrence.
 * @param {import("../../../contract/protocol.js").Place | null} place
 * @param {GraphTrace} graph
 * @returns {Map<number, Set<string>>}
 */
function madeAt(place, graph) {
  const found = new Map();
  for (const { id, origin } of graph.nodes) {
    if (!origin || origin.file !== place?.file || origin.line !== place.line) continue;
    const nodes = found.get(origin.occurrence);
    if (nodes) nodes.add(id);
    else found.set(origin.occurrence, new Set([id]));
  }
  return found;
}

/** @param {string} label @param {...HTMLElement} controls */
function field(label, ...controls) {
  return element("label", { className: "choice" }, `${label} `, ...controls);
}
