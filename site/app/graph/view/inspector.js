/**
 * The panel of the pinned node: all digits of its numbers, why its gradient is what it is, the line
 * that made it, and for a leaf a field for another value.
 */

import { isFileName } from "../../../contract/files.js";
import { button, element, saidLine } from "../../ui/element.js";
import { createNumberField } from "../../ui/number-field.js";
import { fullNumber } from "../../ui/numbers.js";
import { reachOf } from "../model/nearby.js";
import { createNearbyChart } from "./nearby-chart.js";
import { createWhyList } from "./why-list.js";

/** @typedef {import("../../../contract/graph.js").GraphNode} GraphNode */
/** @typedef {import("../../../contract/graph.js").GraphNumber} GraphNumber */
/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * @typedef {object} Pinned  the pinned node or closed group
 * @property {string} id
 * @property {GraphNode | undefined} node
 * @property {string} name
 * @property {number | null} gradient  at the step that is shown
 * @property {{data: GraphNumber, grad: GraphNumber} | undefined} tried  its numbers while a leaf has another value
 * @property {string} check  the verdict on its gradient; "" if it wasn't checked
 * @property {import("./why-list.js").Why | null} why  null while its gradient is another's, or hidden
 * @property {boolean} opens
 * @property {string} closes  the kind of the group that it can be folded into, or ""
 */

const RANGE_STEPS = 200;
/** The height of the panel's head, in CSS pixels. */
const HEAD = 96;

/**
 * @param {Words} words
 * @param {object} on
 * @param {(value: number | null) => void} on.onTry  a leaf's other value; null takes it back
 * @param {(place: import("../../../contract/protocol.js").Place) => void} on.onLine
 * @param {(id: string) => void} on.onOpen
 * @param {(id: string) => void} on.onClose
 * @param {() => void} on.onUnpin
 * @param {Parameters<typeof createWhyList>[1]["onShare"]} on.onShare
 * @param {Parameters<typeof createWhyList>[1]["onSource"]} on.onSource
 */
export function createInspector(words, on) {
  const title = element("p", { className: "pinned-name" });
  const facts = element("dl");
  const actions = element("div", { className: "pinned-actions" });
  const why = createWhyList(words, on);
  const trial = createTrial(words, on.onTry);
  const root = element(
    "div",
    { className: "pinned", role: "group", "aria-label": words.pinned, hidden: true },
    title,
    facts,
    why.element,
    trial.element,
    actions,
  );
  let shown = "";

  return {
    element: root,

    /** @param {Pinned | null} pinned */
    show(pinned) {
      root.hidden = pinned === null;
      const isNew = shown !== (pinned?.id ?? "");
      shown = pinned?.id ?? "";
      why.show(pinned?.why ?? null);
      if (!pinned) return;
      const { node } = pinned;
      title.textContent = pinned.name;
      facts.replaceChildren(...factsOf(pinned).flatMap(fact));
      if (isNew) actions.replaceChildren(...buttonsOf(pinned));
      trial.show(node && node.op === "" ? node : undefined, isNew);
    },

    focusWhy: why.focus,
    showTrial: trial.showAnswer,
    showNearby: trial.showNearby,
    refuseTrial: trial.refuse,
  };

  /** @param {Pinned} pinned @returns {[string, string][]} */
  function factsOf({ node, gradient, check, tried }) {
    if (!node) return [];
    const { label, name, alias } = node;
    const isNamedTwice = label !== "" && name !== "" && label !== name && alias !== name;
    /** @type {[string, string][]} */
    const all = [
      [words.variable, isNamedTwice ? node.name : ""],
      [words.label, node.alias !== "" || [...node.label].length > 24 ? node.label : ""],
      ...numbersOf(node, gradient, tried),
      [words.notShown, words.notShownNodes(node.left_out, node.left_out_children)],
      [words.checked, tried ? "" : check],
    ];
    return all.filter(([, value]) => value !== "");
  }

  /**
   * @param {GraphNode} node @param {number | null} gradient @param {Pinned["tried"]} tried
   * @returns {[string, string][]}
   */
  function numbersOf({ data, outside_share: outside }, gradient, tried) {
    // `outside_share` and the check are known only for the program's own numbers.
    if (tried)
      return [
        ["data", fullNumber(tried.data)],
        ["grad", fullNumber(tried.grad)],
      ];
    return [
      ["data", fullNumber(data)],
      ["grad", gradient === null ? "" : fullNumber(gradient)],
      [words.outsideShare, Number(outside) === 0 ? "" : fullNumber(outside)],
    ];
  }

  /** @param {Pinned} pinned */
  function buttonsOf({ id, node, opens, closes }) {
    const made = [];
    const place = node?.origin;
    if (place && isFileName(place.file))
      made.push(button(words.line(place.line), () => on.onLine(place)));
    if (opens) made.push(button(words.open, () => on.onOpen(id)));
    if (closes) made.push(button(words.foldInto(closes), () => on.onClose(id)));
    made.push(button(words.unpin, on.onUnpin));
    return made;
  }
}

/**
 * Scroll to a panel that has opened out of view, if its head can be in view together with the
 * subject.
 * @param {HTMLElement} panel
 * @param {Element} subject
 */
export function bringIntoView(panel, subject) {
  const pane = panel.closest(".results")?.getBoundingClientRect();
  if (!pane) return;
  const { top, bottom } = panel.getBoundingClientRect();
  const wanted = Math.min(bottom - pane.bottom, top - pane.top);
  if (wanted <= 0) return;
  const room = Math.max(subject.getBoundingClientRect().top - pane.top, 0);
  const isSeen = top - Math.min(wanted, room) + HEAD < pane.bottom;
  panel.closest(".results")?.scrollBy(0, isSeen ? Math.min(wanted, room) : wanted);
}

/**
 * The controls for a leaf's value: a field and a slider.
 * @param {Words} words
 * @param {(value: number | null) => void} onTry
 */
function createTrial(words, onTry) {
  // Who speaks to the page says what is seen, and that is the same for both.
  const label = (/** @type {string} */ what) => `${words.whatIf}: ${what}`;
  const number = createNumberField({ label: label(words.tryValue) });
  const range = element("input", { type: "range", "aria-label": label(words.tryRange) });
  const reset = button(words.reset, () => onTry(null));
  const chart = createNearbyChart(words, onTry);
  const result = saidLine("trial-result", "step");
  const root = element(
    "div",
    { className: "trial" },
    element("span", { className: "trial-label", "aria-hidden": "true" }, words.whatIf),
    number.element,
    range,
    reset,
    result.element,
    chart.element,
  );
  let original = 0;

  number.element.addEventListener("input", () => {
    if (!Number.isFinite(number.value())) return;
    range.value = String(number.value());
    onTry(number.value());
  });
  range.addEventListener("input", () => {
    number.set(range.valueAsNumber);
    onTry(range.valueAsNumber);
  });

  return {
    element: root,

    /** @param {GraphNode | undefined} leaf @param {boolean} isNew */
    show(leaf, isNew) {
      root.hidden = leaf === undefined || !Number.isFinite(Number(leaf.data));
      if (root.hidden || !leaf || !isNew) return;
      original = Number(leaf.data);
      const reach = reachOf(original);
      range.min = String(original - reach);
      range.max = String(original + reach);
      range.step = String((2 * reach) / RANGE_STEPS);
      this.showAnswer(null);
    },

    /** Show the output near the leaf's value. */
    showNearby: chart.show,

    /** Show why the other value was refused; the leaf keeps its own. @param {string} why */
    refuse(why) {
      number.set(original);
      range.value = String(original);
      reset.hidden = true;
      result.say(why);
    },

    /** @param {string | null} told  the effect of the other value; null resets it @param {number} [value]  the other value */
    showAnswer(told, value = original) {
      const isTyping = told !== null && document.activeElement === number.element;
      if (!isTyping && number.value() !== value) number.set(value);
      if (document.activeElement !== range) range.value = String(value);
      reset.hidden = told === null;
      result.say(told ?? "");
    },
  };
}

/** @param {[string, string]} pair */
function fact([name, value]) {
  return [element("dt", {}, name), element("dd", {}, value)];
}
