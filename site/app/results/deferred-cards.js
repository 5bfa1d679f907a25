/**
 * Makes expensive cards only when they are almost in view. The first ones of a run are made at
 * once, so that nobody has to wait for them.
 */

import { element } from "../ui/element.js";
import { whenNear } from "../ui/in-view.js";

const AT_ONCE = 12;

/** @typedef {ReturnType<typeof createDeferredCards>} DeferredCards */

export function createDeferredCards() {
  let made = 0;

  return {
    /** @param {() => HTMLElement} make @returns {HTMLElement} the card, or its place */
    card(make) {
      made += 1;
      if (made <= AT_ONCE) return make();
      const place = element("div", { className: "card late" });
      whenNear(place).then(() => {
        if (place.isConnected) place.replaceWith(make());
      });
      return place;
    },

    /** Called when the cards are removed: the next ones are the first. */
    clear() {
      made = 0;
    },
  };
}
