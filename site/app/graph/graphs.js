/**
 * The graphs of a run: one card for each, and their links to the editor.
 */

import { checkGraph } from "../../contract/graph.js";
import { textOf } from "../../contract/kinds.js";
import { whenNear } from "../ui/in-view.js";
import { GraphCard } from "./card.js";

/** @typedef {import("../../contract/protocol.js").MimeBundle} MimeBundle */

/** The number of graphs that are drawn at once; others are drawn when they are almost in view. */
const AT_ONCE = 12;

/** The prefix of ids of graphs that are not among the results. */
const ASKED = "asked ";

/** @typedef {{element: HTMLElement, drawn: Promise<void>}} Shown */
/** @typedef {Omit<import("../../contract/link.js").Moment, "seed">} GraphMoment */
/**
 * The functions of the page that graphs need.
 * @typedef {object} GraphsPage
 * @property {(moment: GraphMoment) => Promise<boolean>} copyMoment  as a link
 */

/** @param {Omit<import("./card.js").Page, "copyMoment"> & GraphsPage} page */
export function createGraphs(page) {
  /** @type {Map<string, GraphCard>} */
  const cards = new Map();
  /** @type {import("../../contract/protocol.js").Place | null} */
  let line = null;
  /** @type {Set<string>} */
  let wrong = new Set();
  /** The cards of a recorded run. @type {Set<GraphCard>} */
  const recorded = new Set();
  const shown = () => [...cards].filter(([id]) => !id.startsWith(ASKED)).map(([, card]) => card);

  /** @type {import("./card.js").Page} */
  const ofCard = {
    ...page,
    async copyMoment(moment, card) {
      const number = shown().indexOf(card);
      return number >= 0 && (await page.copyMoment({ card: number, ...moment }));
    },
  };

  /** @param {import("../../contract/graph.js").GraphTrace} graph @param {string} dot */
  function make(graph, dot) {
    if (cards.size < AT_ONCE) return new GraphCard(graph, dot, ofCard);
    /** @type {PromiseWithResolvers<Element>} */
    const { promise, resolve } = Promise.withResolvers();
    const near = promise.then(whenNear);
    /** @type {typeof page.place} */
    const place = (drawing) => near.then(() => page.place(drawing));
    const card = new GraphCard(graph, dot, { ...ofCard, place });
    resolve(card.element);
    // Graphs out of view don't delay the end of the run.
    card.drawn = Promise.resolve();
    return card;
  }

  return {
    /**
     * @param {import("../../contract/graph.js").GraphTrace} graph
     * @param {MimeBundle} bundle
     * @returns {Shown} for new data of a graph, the element of its existing card
     */
    show(graph, bundle) {
      const dot = textOf(bundle, "dot");
      let card = cards.get(graph.id);
      if (card) card.update(graph, dot);
      else card = make(graph, dot ?? "");
      // A card that the run takes over gets its place among the run's.
      if (recorded.delete(card)) cards.delete(graph.id);
      cards.set(graph.id, card);
      card.setLine(line);
      card.setWrong(wrong);
      return card;
    },

    /**
     * Return a card for a graph that was asked for, outside the results.
     * @param {{graph: unknown, card: GraphCard | null}} asked  `card`: a card to update
     * @returns {GraphCard | null} null if it is not a graph
     */
    card({ graph, card }) {
      const checked = checkGraph(graph);
      if (!checked) return null;
      if (card) {
        card.update(checked);
        return card;
      }
      const made = new GraphCard(checked, "", ofCard);
      cards.set(ASKED + checked.id, made);
      return made;
    },

    /** Show the moment of a link. @param {GraphMoment} moment @returns {boolean} false: no graph has it */
    lookAt: (moment) => shown()[moment.card]?.lookAt(moment) ?? false,

    /** Set the cursor's line in the program that ran; null: the editor has another program. @param {import("../../contract/protocol.js").Place | null} newer */
    setLine(newer) {
      if (newer?.line === line?.line && newer?.file === line?.file) return;
      line = newer;
      for (const card of cards.values()) card.setLine(line);
    },

    /** The cards among the results. */
    shown,

    /** Mark the boxes of wrong operations. @param {Set<string>} ops */
    setWrong(ops) {
      wrong = ops;
      for (const card of cards.values()) card.setWrong(ops);
    },

    recorded() {
      for (const card of cards.values()) recorded.add(card);
    },

    dropRecorded() {
      drop(cards, (card) => recorded.has(card));
      recorded.clear();
    },

    dropRemoved: () =>
      drop(cards, (card, id) => !card.element.isConnected && !id.startsWith(ASKED)),

    clear() {
      for (const card of cards.values()) card.close();
      cards.clear();
      recorded.clear();
      line = null;
      page.lightLine(null);
    },
  };
}

/** Forget cards. @param {Map<string, GraphCard>} cards @param {(card: GraphCard, id: string) => boolean} isGone */
function drop(cards, isGone) {
  for (const [id, card] of cards) {
    if (!isGone(card, id)) continue;
    card.close();
    cards.delete(id);
  }
}
