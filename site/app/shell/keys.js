/**
 * The dialog with the list of keys, and the choice of Vim's keys, which the browser stores. Loaded
 * when it is first needed.
 */

import { element } from "../ui/element.js";
import { showModal } from "../ui/modal.js";
import { later } from "../words/later.js";

const words = later.keys;
const KEY = "micrograd.keys";
const VIM = "vim";
const SPOKEN_KEY = "micrograd.spoken";
const MORE = "more";

/**
 * @param {object} options
 * @param {Pick<Storage, "getItem" | "setItem"> | null} options.storage
 * @param {(isOn: boolean) => Promise<void>} options.setVim  rejects if they can't be fetched
 */
export function createKeys({ storage, setVim }) {
  const vim = element("input", { type: "checkbox" });
  const spoken = element("input", { type: "checkbox", role: "switch" });
  const said = element("span", { "aria-live": "polite" });
  const close = element("button", { type: "button", autofocus: true }, words.close);
  const rows = words.list.map(([keys, what]) =>
    element("tr", {}, element("td", {}, ...caps(keys)), element("td", {}, what)),
  );
  const dialog = element(
    "dialog",
    { className: "keys", "aria-label": words.title },
    element("h2", {}, words.title),
    element("table", {}, element("tbody", {}, ...rows)),
    element("p", {}, element("label", {}, vim, ` ${words.vim}`), " ", said),
    element("p", {}, element("label", {}, spoken, ` ${words.spoken}`)),
    element("p", { className: "buttons" }, close),
  );

  async function choose() {
    said.textContent = "";
    try {
      await setVim(vim.checked);
      storage?.setItem(KEY, vim.checked ? VIM : "");
    } catch {
      said.textContent = words.refused;
    }
  }

  function open() {
    if (!dialog.isConnected) document.body.append(dialog);
    showModal(dialog);
  }

  close.addEventListener("click", () => dialog.close());
  vim.addEventListener("change", choose);
  spoken.checked = document.body.dataset.spoken === MORE;
  spoken.addEventListener("change", () => {
    document.body.dataset.spoken = spoken.checked ? MORE : "";
    storage?.setItem(SPOKEN_KEY, spoken.checked ? MORE : "");
  });
  if (storage?.getItem(KEY) === VIM) {
    vim.checked = true;
    void choose();
  }

  return { open };
}

/** @param {string} keys  in words, a plus between those that are pressed together */
const caps = (keys) =>
  keys.split(/([+ ])/).map((part) => (/^[+ ]$/.test(part) ? part : element("kbd", {}, part)));
