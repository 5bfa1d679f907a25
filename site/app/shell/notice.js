/**
 * The notices below the bar, such as the origin of the program, or a copied link.
 */

import { element } from "../ui/element.js";

/** @param {{dismiss: string}} words */
export function createNotice({ dismiss }) {
  const root = element("div", { className: "notice", role: "alert", hidden: true });

  let isPassing = false;
  /** Notices of the same task without buttons; further ones are added to them. @type {Element[]} */
  let justSaid = [];

  const hide = () => {
    root.hidden = true;
    root.replaceChildren();
    justSaid = [];
  };

  return {
    element: root,
    hide,

    /** Called at an edit: remove notices about the text before. */
    edited() {
      if (isPassing) hide();
    },

    /**
     * @param {string} sentence
     * @param {object} [options]
     * @param {{text: string, onClick: () => void}[]} [options.actions]
     * @param {boolean} [options.endsWithEdit]
     * @param {string} [options.text]  to be selected and copied by hand
     * @returns {() => void} takes it back, if it is still there
     */
    show(sentence, { actions = [], endsWithEdit = false, text: toCopy } = {}) {
      const before = justSaid.filter(({ textContent }) => textContent !== sentence);
      isPassing = endsWithEdit && (before.length === 0 || isPassing);
      const said = element("p", {}, sentence);
      const close = element("button", { type: "button", className: "quiet" }, dismiss);
      close.addEventListener("click", hide);
      const had = root.contains(document.activeElement) && document.activeElement?.textContent;
      root.replaceChildren(...before, said);
      justSaid = actions.length > 0 || toCopy ? [] : [...before, said];
      queueMicrotask(() => {
        justSaid = [];
      });
      if (toCopy) {
        const field = element("input", { readOnly: true, value: toCopy, "aria-label": sentence });
        field.addEventListener("focus", () => field.select());
        root.append(field);
      }
      for (const { text, onClick } of actions) {
        const act = element("button", { type: "button", className: "quiet" }, text);
        act.addEventListener("click", onClick);
        root.append(act);
        // A button that is shown again after its press keeps the focus.
        if (text === had) queueMicrotask(() => act.focus());
      }
      root.append(close);
      root.hidden = false;
      return () => {
        if (said.isConnected) hide();
      };
    },
  };
}
