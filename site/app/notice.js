/**
 * One quiet line below the bar: where the program came from, what became of a link.
 */

import { element } from "./element.js";

/** @param {{dismiss: string}} words */
export function createNotice({ dismiss }) {
  const root = element("div", { className: "notice", role: "alert", hidden: true });

  let isPassing = false;

  const hide = () => {
    root.hidden = true;
    root.replaceChildren();
  };

  return {
    element: root,
    hide,

    /** The visitor goes on working: what was said of the text before has had its time. */
    edited() {
      if (isPassing) hide();
    },

    /**
     * @param {string} sentence
     * @param {object} [options]
     * @param {{text: string, onClick: () => void}[]} [options.actions]
     * @param {boolean} [options.endsWithEdit]
     */
    show(sentence, { actions = [], endsWithEdit = false } = {}) {
      isPassing = endsWithEdit;
      const close = element("button", { type: "button", className: "quiet" }, dismiss);
      close.addEventListener("click", hide);
      root.replaceChildren(element("p", {}, sentence));
      for (const { text, onClick } of actions) {
        const act = element("button", { type: "button", className: "quiet" }, text);
        act.addEventListener("click", onClick);
        root.append(act);
      }
      root.append(close);
      root.hidden = false;
    },
  };
}
