/**
 * The form for predicting gradients: which one, a field for it, and the answer.
 */

import { element, saidLine } from "../../ui/element.js";

/** @typedef {import("../model/prediction.js").Prediction} Prediction */

/**
 * @param {import("../../words/words.js").Words["cards"]["walk"]["predict"]} words
 * @param {object} on
 * @param {() => void} on.onAnswered  called when another gradient is known
 */
export function createPredictionForm(words, { onAnswered }) {
  const name = element("span", { className: "prediction-name" });
  const field = element("input", { inputMode: "decimal", autocomplete: "off", spellcheck: false });
  const line = saidLine("prediction-answer");
  const told = line.element;
  const show = element("button", { type: "button", className: "quiet" }, words.tell);
  const form = element(
    "form",
    {},
    element("label", {}, name, " ", field),
    element("button", { type: "submit" }, words.check),
    show,
  );
  const why = element("p", { className: "prediction-why" });
  const root = element(
    "div",
    { className: "prediction", role: "group", "aria-label": words.title, hidden: true },
    form,
    why,
    told,
  );
  /** @type {Prediction | null} */
  let prediction = null;
  /** @type {string | null} */
  let asked = null;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (asked === null || !prediction) return;
    const answer = prediction.try(asked, field.value);
    const sentence = words.answers[answer](name.textContent ?? "");
    if (answer === "right") {
      onAnswered();
      line.say([sentence, told.textContent].filter(Boolean).join(" "));
    } else {
      line.say(sentence);
      show.hidden = !prediction.isHard(asked);
      field.select();
    }
    told.dataset.kind = answer === "right" ? "right" : "wrong";
  });
  show.addEventListener("click", () => {
    if (asked === null) return;
    prediction?.reveal(asked);
    onAnswered();
    field.focus();
  });

  return {
    element: root,

    /**
     * Ask for a node's gradient, or show the score at the end.
     * @param {Prediction | null} now  null: predicting is off
     * @param {string | null} id
     * @param {string} question  the name of its gradient
     */
    ask(now, id, question) {
      root.hidden = now === null;
      if (now === prediction && id === asked) return;
      const hadFocus = root.contains(document.activeElement);
      prediction = now;
      asked = id;
      form.hidden = why.hidden = id === null;
      why.textContent = id === null ? "" : words.why;
      name.textContent = question;
      field.value = "";
      show.hidden = true;
      told.textContent =
        now && id === null
          ? now.count === 0
            ? words.nothing
            : words.score(now.first, now.count)
          : "";
      told.dataset.kind = "";
      if (hadFocus && id !== null) field.focus();
    },
  };
}
