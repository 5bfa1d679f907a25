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
 * @param {import("../card.js").Beginning} options.beginning  how the next training begins; updated here
 * @param {(command: Omit<TrainingCommand, "id">) => void} options.onCommand
 * @param {(pace: number) => void} options.onPace  of this training and all later ones
 * @param {() => void} options.onBeginning  called when `beginning` has changed
 */
export function createSteering({ words, canRestart, beginning, onCommand, onPace, onBeginning }) {
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
  /** @type {number | null} the rate of the next round */
  let rateNow = null;
  const sent = createSent();
  rate.addEventListener("change", () => {
    const value = rateField.value();
    const isRate = Number.isFinite(value) && value >= 0;
    note.say(isRate ? "" : words.noRate);
    if (isRate) {
      sent.put(value);
      onCommand({ do: "learning rate", value });
    } else rateField.set(sent.value() ?? rateNow);
  });

  /** @param {TrainingHistory} history */
  function showRate({ rate: last, nextRate, ended }) {
    // A schedule's rate is not known before the first round, but it can be replaced.
    rateLabel.hidden = !canRestart && last === null && nextRate === null;
    if (ended !== "") sent.put(null);
    rateNow = ended === "" ? (nextRate ?? last) : last;
    const isRefused = sent.hasRefused(rateNow, nextRate === null);
    if (isRefused) note.say(words.rateNotRead);
    // What the visitor is writing stays, and so does what the training has not heard yet.
    const isFree = sent.value() === null && document.activeElement !== rate;
    if (isFree || isRefused) rateField.set(rateNow);
  }
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
    onPace(beginning.pace);
    onBeginning();
  });
  const begins = element("input", { type: "checkbox", checked: beginning.isPaused });
  begins.addEventListener("change", () => {
    beginning.isPaused = begins.checked;
    onBeginning();
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
      showRate(history);
      // The card announces the end; this note explains why the buttons are gone.
      if (isOver) note.show(words.steeringOver(words.beginPaused));
      else if (wasOver) note.show("");
      wasOver = isOver;
    },

    /** Called when another card has changed how the next training begins. */
    settle() {
      pace.value = String(beginning.pace);
      begins.checked = beginning.isPaused;
    },
  };
}

/** A number that was sent to the training, until the training has used it or another one. */
function createSent() {
  /** @type {number | null} */
  let value = null;
  let isHeard = false;
  return {
    value: () => value,

    /** @param {number | null} number */
    put(number) {
      value = number;
      isHeard = false;
    },

    /** @param {number | null} now  the training's number @param {boolean} isUsed */
    hasRefused(now, isUsed) {
      if (value === null) return false;
      const isRefused = isHeard && now !== value;
      isHeard ||= now === value;
      if (isRefused || (isHeard && isUsed)) this.put(null);
      return isRefused;
    },
  };
}

/** @param {string} text @param {string} title @param {() => void} onClick */
function textButton(text, title, onClick) {
  const made = element("button", { type: "button", className: "quiet", title }, text);
  made.addEventListener("click", onClick);
  return made;
}
