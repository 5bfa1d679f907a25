/**
 * Shares a program as a link, as Markdown, or as an iframe, and a moment of its graph as a link.
 */

import { LinkError } from "../../contract/link.js";
import { later } from "../words/later.js";
import { titleOf } from "./titles.js";

/** @typedef {import("../../contract/link.js").Moment} Moment */

/** @param {string} title @param {string} url */
export const markdownLink = (title, url) => `[${title.replace(/[\\[\]<>`*_]/g, "\\$&")}](${url})`;

/** @param {string} url @param {string} language  the page's, in place of the reader's */
function withLanguage(url, language) {
  const asking = new URL(url);
  asking.searchParams.set("lang", language);
  return asking.href;
}

/**
 * Return HTML that embeds a program.
 * @param {string} title
 * @param {string} url  the page's, with the program in its fragment
 */
export function frameOf(title, url) {
  const source = new URL(url);
  source.search = "?embed";
  const escaped = (/** @type {string} */ text) =>
    text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
  const style = "width: 100%; height: 30rem; border: 0";
  return `<iframe src="${escaped(source.href)}" title="${escaped(title)}" style="${style}" allow="clipboard-write; fullscreen" loading="lazy"></iframe>`;
}

/**
 * @param {object} options
 * @param {Pick<import("../words/words.js").Words, "title" | "link">} options.words
 * @param {Pick<import("./workspace.js").Workspace, "linkTo" | "putIntoAddress" | "files">} options.workspace
 * @param {{show: (sentence: string, options: object) => void}} options.notice
 * @param {(text: string) => Promise<boolean>} options.copy
 * @param {string} options.language  the page's
 */
export function createSharing({ words, workspace, notice, copy, language }) {
  /** @param {string} sentence @param {{text: string, onClick: () => void}[]} [actions] @param {string} [text] */
  const say = (sentence, actions, text) =>
    notice.show(sentence, { actions, text, endsWithEdit: true });

  /** Return the address of a program, without `?embed`. @param {string} fragment */
  function addressOf(fragment) {
    const url = new URL(fragment, location.href);
    url.search = "";
    return url.href;
  }

  /** @param {() => Promise<string>} make @returns {Promise<string | null>} null if it failed; then the reason was shown */
  async function made(make) {
    try {
      return addressOf(await make());
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      say(error.fault === "noUnpacking" ? words.link.noUnpacking : later.sharing.tooLong);
      return null;
    }
  }

  return {
    /** Copy a link to the program, and put it into the address bar. */
    async share() {
      const url = await made(() => workspace.putIntoAddress());
      if (url === null) return;
      const title = titleOf(workspace.files()["main.py"] ?? "") || words.title;
      /** @param {string} text @param {string} copied */
      const copying = (text, copied) => ({
        text,
        onClick: async () => {
          const isCopied = await copy(copied);
          const sentence = isCopied ? later.sharing.copied : later.sharing.notCopied;
          // The visitor may want the other forms too.
          say(sentence, offers, isCopied ? undefined : copied);
        },
      });
      const offers = [
        copying(later.sharing.copyMarkdown, markdownLink(title, url)),
        copying(later.sharing.copyFrame, frameOf(title, url)),
        copying(later.sharing.copyLanguage, withLanguage(url, language)),
        { text: later.sharing.newTab, onClick: () => open(url, "_blank", "noopener") },
      ];
      if (await copy(url)) say(later.sharing.shared, offers);
      else say(later.sharing.sharedByHand, offers, url);
    },

    /** @param {Moment} moment @returns {Promise<boolean>} whether the link was copied */
    async copyMoment(moment) {
      const url = await made(() => workspace.linkTo(moment));
      return url !== null && copy(url);
    },

    /** Open the current program in the full page, in a new tab. */
    async openWhole() {
      const url = await made(() => workspace.linkTo());
      const asked = new URLSearchParams(location.search).get("lang");
      if (url !== null) open(asked ? withLanguage(url, asked) : url, "_blank", "noopener");
    },
  };
}
