/**
 * The card of the files that a program wrote: each is saved when the visitor asks for it.
 */

import { NoAnswer } from "../../contract/no-answer.js";
import { LARGEST } from "../../contract/written.js";
import { download } from "../ui/download.js";
import { button, element } from "../ui/element.js";

/**
 * @param {object} page
 * @param {import("../words/words.js").Words["cards"]["written"]} page.words
 * @param {import("../words/words.js").Words["cards"]["walk"]["noAnswer"]} page.noAnswer
 * @param {(what: string, data: object) => Promise<any>} page.ask
 */
export function createWritten({ words, noAnswer, ask }) {
  /** @param {string} name @param {HTMLElement} said */
  async function save(name, said) {
    said.textContent = "";
    try {
      const { base64, error } = await ask("files.read", { name });
      if (error) throw new Error(error);
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      download(name.split("/").at(-1) ?? name, new Blob([bytes]));
    } catch (error) {
      said.textContent =
        error instanceof NoAnswer ? noAnswer[error.reason] : words.unreadable(name);
    }
  }

  return {
    /** @param {import("../../contract/written.js").WrittenFiles} written */
    show({ files, more }) {
      const said = element("p", { className: "said", role: "status" });
      const items = files.map(({ name, bytes }) => {
        const size = element("span", { className: "size" }, words.size(bytes));
        const file = bytes > LARGEST ? name : button(name, () => save(name, said));
        if (typeof file !== "string") file.ariaLabel = words.save(name);
        return element("li", {}, file, " ", size);
      });
      if (files.some(({ bytes }) => bytes > LARGEST)) said.textContent = words.tooLarge(LARGEST);
      const card = element(
        "section",
        { className: "card written-files", "aria-label": words.title },
        element("h3", {}, words.title),
        element("ul", {}, ...items),
        more > 0 ? element("p", {}, words.more(more)) : "",
        said,
      );
      return { element: card, drawn: Promise.resolve() };
    },
  };
}
