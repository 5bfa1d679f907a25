/**
 * The controls of a walk: the slider `Step`, one step back and forth, play, and jumps.
 */

import { element } from "../../ui/element.js";
import { iconButton } from "../../ui/icons.js";
import { term } from "../model/names.js";

const SLOWEST_MS = 900;
const QUICKEST_MS = 80;
/** The time in which a long walk is played, unless the steps would become too short. */
const WHOLE_MS = 45_000;

/** @typedef {import("../../words/words.js").Words["cards"]["walk"]} Words */

/**
 * @param {object} options
 * @param {Words} options.words
 * @param {(step: number, isHeard?: boolean) => void} options.onStep  called for the
 *   visitor's or the playing's step; `isHeard`: a screen reader reads it from the slider
 * @param {() => void} options.onPlay
 */
export function createPlayer({ words, onStep, onPlay }) {
  let last = 0;
  let seed = -1;
  /** The last step that may be shown now. */
  let end = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  const slider = element("input", {
    type: "range",
    className: "slider",
    min: "0",
    step: "1",
    "aria-label": words.step,
  });
  const position = element("output", { className: "position" });
  const toStart = iconButton("start", words.toStart, () => choose(0)).element;
  const back = iconButton("back", words.back, () => choose(current() - 1)).element;
  const play = iconButton("play", words.play, () => (timer === undefined ? start() : stop()));
  const forward = iconButton("forward", words.forward, () => choose(current() + 1)).element;
  const toEnd = iconButton("end", words.toEnd, () => choose(end)).element;
  const toSeed = element("button", {
    type: "button",
    className: "quiet",
    title: words.toSeedTitle,
  });
  toSeed.addEventListener("click", () => choose(seed));
  slider.addEventListener("input", () => choose(current(), true));

  const current = () => Number(slider.value);

  /** @param {number} step @param {boolean} [isHeard] */
  function choose(step, isHeard) {
    stop();
    onStep(Math.min(Math.max(step, 0), end), isHeard);
  }

  function start() {
    onPlay();
    if (current() >= end) onStep(0);
    const pace = Math.min(Math.max(WHOLE_MS / last, QUICKEST_MS), SLOWEST_MS);
    timer = setInterval(() => {
      if (current() < end) onStep(current() + 1);
      if (current() >= end) stop();
    }, pace);
    showPlaying();
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
    showPlaying();
  }

  function showPlaying() {
    if (timer === undefined) play.become("play", words.play);
    else play.become("pause", words.pause);
  }

  return {
    element: element(
      "div",
      { className: "player", role: "group", "aria-label": words.player },
      toStart,
      back,
      play.element,
      forward,
      toEnd,
      slider,
      position,
      toSeed,
    ),

    /** @param {{last: number, seed: number}} walk @param {string} output  the output's name */
    setWalk(walk, output) {
      stop();
      toSeed.textContent = words.toSeed(term(output));
      ({ last, seed } = walk);
      end = last;
      slider.max = String(last);
      // As wide as its longest text, so that the slider's length does not change.
      position.style.minWidth = `${2 * String(last).length + 3}ch`;
      toSeed.hidden = seed < 0;
    },

    /** @param {number} step  the last that may be shown for now */
    setEnd(step) {
      end = step;
    },

    /** @param {number} step @param {string} sentence */
    show(step, sentence) {
      slider.value = String(step);
      slider.setAttribute("aria-valuetext", words.stepOf(step, last, sentence));
      position.textContent = `${step} / ${last}`;
      // A disabled button would lose the focus.
      for (const each of [back, toStart]) each.setAttribute("aria-disabled", String(step === 0));
      for (const each of [forward, toEnd]) each.setAttribute("aria-disabled", String(step >= end));
    },

    stop,
  };
}
