/**
 * One quiet line below the bar: where the program came from, what became of a link.
 */

import { element } from "./element.js";

/** @param {{dismiss: string}} words */
export function createNotice({ dismiss }) {
  const root = element("div", { className: "notice", role: "alert", hidden: true });

  const hide = () => {
    root.hidden = true;
    root.replaceChildren();
  };

  return {
    element: root,
    hide,

    /**
     * @param {string} sentence
     * @param {{text: string, onClick: () => void}} [action]
     */
    show(sentence, action) {
      const close = element("button", { type: "button", className: "quiet" }, dismiss);
      close.addEventListener("click", hide);
      root.replaceChildren(element("p", {}, sentence));
      if (action) {
        const act = element("button", { type: "button", className: "quiet" }, action.text);
        act.addEventListener("click", action.onClick);
        root.append(act);
      }
      root.append(close);
      root.hidden = false;
    },
  };
}
