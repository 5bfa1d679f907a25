/**
 * The trainings of a run, one card for each; and those of the run before, for comparison.
 */

import { TrainingCard } from "./card.js";

const CHANNEL = "training";
const PAST = 6;
/** The number of cards that are drawn at once; others are drawn when they are almost in view. */
const AT_ONCE = 4;

/**
 * @param {Omit<import("./card.js").Page, "beginning" | "onBeginning" | "send" | "past"> & {sendCommand: (channel: string, content: string) => void}} page
 */
export function createTrainings(page) {
  /** @type {Map<string, TrainingCard>} */
  const cards = new Map();
  /** @type {import("./card.js").Past[]} */
  let before = [];
  /** The cards of a recorded run. @type {Set<TrainingCard>} */
  const recorded = new Set();
  const beginning = { isPaused: false, pace: 0 };
  const onBeginning = () => {
    for (const card of cards.values()) card.settle();
  };

  /** @param {TrainingCard} card */
  function past(card) {
    const others = [...cards.values()].filter((each) => each !== card).map((each) => each.past);
    const all = [...others, ...before];
    const { start } = card.past.history;
    return {
      same: all.filter(({ history }) => history.start === start),
      hasOthers: all.length > 0,
    };
  }

  /** Forget cards. @param {(card: TrainingCard, id: string) => boolean} isGone */
  function drop(isGone) {
    for (const [id, card] of cards) {
      if (!isGone(card, id)) continue;
      card.close();
      cards.delete(id);
    }
  }

  return {
    /**
     * @param {import("../../contract/kinds.js").Data<"training">} training
     * @returns {{element: HTMLElement, drawn: Promise<void>} | null} null if it has neither data nor
     *   a card; for a training that has a card, that card's element
     */
    show({ id, data }) {
      const old = cards.get(id);
      if (data && old && recorded.delete(old) && !old.begin(data)) {
        old.close();
        cards.delete(id);
      }
      if (data && !cards.has(id)) {
        const send = (/** @type {object} */ command) =>
          page.sendCommand(CHANNEL, JSON.stringify(command));
        const isNear = cards.size < AT_ONCE;
        cards.set(
          id,
          new TrainingCard(data, { ...page, beginning, onBeginning, send, past }, isNear),
        );
        // Update the lists of earlier trainings, which can now be compared with this one.
        for (const card of cards.values()) card.listPast();
      }
      return cards.get(id) ?? null;
    },

    /** @param {import("../../contract/training.js").TrainingUpdate} told */
    update(told) {
      cards.get(told.id)?.update(told);
    },

    /** The cards, in their order. */
    shown: () => [...cards.values()],

    /** Called when the run is over. */
    ended() {
      for (const card of cards.values()) card.ended();
      // Now the start of each is known.
      for (const card of cards.values()) card.listPast();
    },

    recorded() {
      for (const card of cards.values()) recorded.add(card);
    },

    dropRecorded() {
      drop((card) => recorded.has(card));
      recorded.clear();
    },

    dropRemoved: () => drop((card) => !card.element.isConnected),

    clear() {
      const last = [...cards.values()]
        .filter((card) => !recorded.has(card))
        .map(({ past }) => past)
        .filter(({ history }) => history.number > 0);
      if (last.length > 0)
        before = last
          .slice(-PAST)
          .map(({ label, history }) => ({ label: page.words.runBefore(label), history }));
      for (const card of cards.values()) card.close();
      cards.clear();
      recorded.clear();
    },

    /** Return the commands for the next run's trainings. */
    commands() {
      /** @type {import("../../contract/training.js").TrainingCommand[]} */
      const commands = [];
      if (beginning.isPaused) commands.push({ id: "", do: "pause" });
      if (beginning.pace > 0) commands.push({ id: "", do: "pace", value: beginning.pace });
      return commands.map((command) => ({ channel: CHANNEL, content: JSON.stringify(command) }));
    },
  };
}
