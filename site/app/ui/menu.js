/**
 * The card's menu: copy and download, behind one button.
 */

import { element } from "./element.js";

/**
 * @param {string} title
 * @param {string} failed  shown in place of an entry's text if it failed
 */
export function createMenu(title, failed) {
  const list = element("ul");
  const root = element("details", { className: "menu" }, element("summary", {}, title), list);
  // A press elsewhere, or Escape, closes it.
  root.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !root.contains(next)) root.open = false;
  });
  root.addEventListener("toggle", () => {
    if (root.open) list.scrollIntoView({ block: "nearest" });
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !root.open) return;
    event.stopPropagation();
    root.open = false;
    root.querySelector("summary")?.focus();
  });

  return {
    element: root,

    /** @param {{label: string, done: string, act: () => unknown}[]} entries  `act` may return false for a failure */
    show(entries) {
      list.replaceChildren(
        ...entries.map(({ label, done, act }) => {
          const button = element("button", { type: "button" }, label);
          button.addEventListener("click", async () => {
            button.textContent = (await did(act)) ? done : failed;
          });
          button.addEventListener("blur", () => {
            button.textContent = label;
          });
          return element("li", {}, button);
        }),
      );
    },
  };
}

/** @param {() => unknown} act */
async function did(act) {
  try {
    return (await act()) !== false;
  } catch {
    return false;
  }
}
