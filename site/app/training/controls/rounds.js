/**
 * The time machine's controls: the slider `Round`, play, and back to the last round.
 */

import { element } from "../../ui/element.js";
import { iconButton } from "../../ui/icons.js";

const WHOLE_MS = 6_000;
const FRAME_MS = 50;

/**
 * @param {object} options
 * @param {import("../../words/words.js").Words["cards"]["training"]} options.words
 * @param {(round: number | null) => void} options.onChoose  null: always the last
 */
export function createRounds({ words, onChoose }) {
  /** Rounds whose parameters are known. @type {number[]} */
  let known = [];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const slider = element("input", {
    type: "range",
    className: "slider",
    min: "0",
    max: "0",
    step: "1",
    "aria-label": words.round,
  });
  const play = iconButton("play", words.play, () => (timer === undefined ? start() : stop()));
  const live = iconButton("end", words.live, () => {
    stop();
    onChoose(null);
  });
  const sentence = element("output", { className: "position" });
  slider.addEventListener("input", () => {
    stop();
    onChoose(Number(slider.value));
  });

  function start() {
    const began = performance.now();
    const from = Number(slider.value) >= Number(slider.max) ? 0 : Number(slider.value);
    timer = setInterval(() => {
      const share = (performance.now() - began) / WHOLE_MS;
      // Step through the known rounds: there are more of them at the beginning, where more changes.
      const rest = known.filter((round) => round >= from);
      const round = rest[Math.floor(share * rest.length)];
      onChoose(round ?? null);
      if (round === undefined) stop();
    }, FRAME_MS);
    play.become("pause", words.pausePlay);
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
    play.become("play", words.play);
  }

  return {
    element: element(
      "div",
      { className: "player", role: "group", "aria-label": words.timeMachine },
      play.element,
      slider,
      live.element,
      sentence,
    ),

    /** @param {{round: number, last: number, known: number[], isLive: boolean, sentence: string}} shown */
    show(shown) {
      known = shown.known;
      slider.max = String(shown.last);
      slider.value = String(shown.round);
      slider.setAttribute("aria-valuetext", shown.sentence);
      live.element.setAttribute("aria-disabled", String(shown.isLive));
      sentence.textContent = shown.sentence;
    },

    stop,
  };
}
