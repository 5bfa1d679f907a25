/**
 * The controls for a running training, and the settings of the next one.
 */

import { element, saidLine } from "../../ui/element.js";
import { iconButton } from "../../ui/icons.js";
import { createNumberField } from "../../ui/number-field.js";

/** @typedef {import("../model/history.js").TrainingHistory} TrainingHistory */
/** @typedef {import("../../../contract/training.js").TrainingCommand} TrainingCommand */

const PACES = [0, 30, 10, 3, 1];

/**
 * @param {object} options
 * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
 * @param {boolean} options.canRestart
 * @param {{isPaused: boolean, pace: number}} options.beginning  the settings of the next training; updated here
 * @param {(command: Omit<TrainingCommand, "id">) => void} options.onCommand
 */
export function createSteering({ words, canRestart, beginning, onCommand }) {
  let isPaused = false;
  let wasOver = false;
  const pause = iconButton("pause", words.pause, () =>
    onCommand({ do: isPaused ? "go on" : "pause" }),
  );
  const one = textButton(words.oneRound, words.oneRoundTitle, () => {
    onCommand({ do: "pause" });
    onCommand({ do: "one round" });
  });
  const end = textButton(words.end, words.endTitle, () => onCommand({ do: "end" }));
  const restart = textButton(words.restart, words.restartTitle, () => onCommand({ do: "restart" }));
  const rateField = createNumberField({ write: words.decimal, least: 0 });
  const rate = rateField.element;
  const note = saidLine("steering-note");
  /** @type {number | null} the training's current rate */
  let rateNow = null;
  rate.addEventListener("change", () => {
    const value = rateField.value();
    const isRate = Number.isFinite(value) && value >= 0;
    note.say(isRate ? "" : words.noRate);
    if (isRate) onCommand({ do: "learning rate", value });
    else rateField.set(rateNow);
  });
  const rateLabel = element("label", {}, words.learningRate, " ", rate);
  const live = element(
    "span",
    { className: "steering-live", role: "group", "aria-label": words.steer },
    pause.element,
    one,
    end,
    restart,
    rateLabel,
  );
  restart.hidden = !canRestart;

  const pace = element(
    "select",
    {},
    ...PACES.map((value) => element("option", { value: String(value) }, words.paces(value))),
  );
  pace.value = String(beginning.pace);
  pace.addEventListener("change", () => {
    beginning.pace = Number(pace.value);
    onCommand({ do: "pace", value: beginning.pace });
  });
  const begins = element("input", { type: "checkbox", checked: beginning.isPaused });
  begins.addEventListener("change", () => {
    beginning.isPaused = begins.checked;
  });

  return {
    element: element(
      "div",
      { className: "steering" },
      live,
      element("label", {}, words.pace, " ", pace),
      element("label", {}, begins, " ", words.beginPaused),
      note.element,
    ),

    /** @param {TrainingHistory} history */
    show(history) {
      const isOver = history.ended !== "";
      // A disabled control loses the keyboard's focus: hand it on.
      if (isOver && live.contains(document.activeElement)) pace.focus();
      for (const control of [pause.element, one, end, restart, rate]) control.disabled = isOver;
      // A training that is over can't continue; the only play button left is that of the rounds.
      isPaused = history.isPaused && !isOver;
      if (isPaused) pause.become("play", words.goOn);
      else pause.become("pause", words.pause);
      rateLabel.hidden = history.rate === null;
      rateNow = history.rate;
      // The card announces the end; this note explains why the buttons are gone.
      if (isOver) note.show(words.steeringOver(words.beginPaused));
      else if (wasOver) note.show("");
      wasOver = isOver;
      if (document.activeElement !== rate) rateField.set(history.rate);
    },
  };
}

/** @param {string} text @param {string} title @param {() => void} onClick */
function textButton(text, title, onClick) {
  const made = element("button", { type: "button", className: "quiet", title }, text);
  made.addEventListener("click", onClick);
  return made;
}
