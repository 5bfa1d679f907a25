/**
 * The graph of one sample at the shown round, from the run's interpreter.
 */

import { NoAnswer } from "../../../contract/no-answer.js";
import { element } from "../../ui/element.js";

const QUIET_MS = 200;

/** @typedef {{element: HTMLElement}} Card */
/** Makes the card of a graph, or updates an existing one. @typedef {(shown: {graph: object, card: any}) => Card | null} GraphCard */

/**
 * @param {object} options
 * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
 * @param {number} options.count  the number of samples
 * @param {(sample: number) => Promise<any>} options.ask  returns the graph of a sample, from 0
 * @param {GraphCard} options.graphCard
 */
export function createSampleGraph({ words, count, ask, graphCard }) {
  const number = element("input", { type: "number", min: "1", max: String(count), value: "1" });
  const said = element("p", { className: "training-facts" });
  const place = element("div");
  const root = element(
    "details",
    { className: "sample-graph", hidden: count === 0 },
    element("summary", {}, words.sampleGraph),
    element("label", {}, words.sample, " ", number, words.ofSamples(count)),
    said,
    place,
  );
  /** @type {Card | null} */
  let card = null;
  let round = -1;
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function show() {
    clearTimeout(timer);
    const sample = number.valueAsNumber - 1;
    if (!root.open || !(sample >= 0 && sample < count)) return;
    asked += 1;
    const ours = asked;
    const answer = await ask(sample).catch((error) => ({
      error: error instanceof NoAnswer ? words.noAnswer[error.reason] : words.noAnswer.unreadable,
    }));
    if (ours !== asked) return;
    const made = answer.error === undefined ? graphCard({ graph: answer, card }) : null;
    said.textContent = made ? "" : String(answer.error ?? words.noAnswer.unreadable).slice(0, 300);
    if (made && made !== card) {
      card = made;
      place.replaceChildren(made.element);
    }
  }
  root.addEventListener("toggle", show);
  number.addEventListener("change", () => {
    const wanted = Math.round(number.valueAsNumber);
    number.value = String(Number.isNaN(wanted) ? 1 : Math.min(Math.max(wanted, 1), count));
    void show();
  });

  return {
    element: root,

    /** @param {number} sample  from 0 */
    choose(sample) {
      number.value = String(sample + 1);
      if (root.open) void show();
      else root.open = true;
    },

    /** Called when another round is shown. @param {number} shown */
    follow(shown) {
      if (shown === round) return;
      round = shown;
      clearTimeout(timer);
      if (root.open) timer = setTimeout(show, QUIET_MS);
    },

    close: () => clearTimeout(timer),
  };
}
