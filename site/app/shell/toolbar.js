/**
 * The bar: Run, Stop, Examples, Share, theme, and the state in words.
 */

import { element, tell } from "../ui/element.js";
import { whenPicked } from "../ui/picking.js";

const LATEST_DRAFTS = 8;

/**
 * @typedef {object} Choice  an entry of the Examples menu
 * @property {string} id
 * @property {string} title
 */

/**
 * @param {object} options
 * @param {import("../words/words.js").PageWords} options.words
 * @param {Choice[]} options.examples
 * @param {() => void} options.onRun
 * @param {() => void} options.onStop
 * @param {() => void} options.onShare
 * @param {(id: string) => void} options.onExample
 * @param {(id: string) => void} options.onDraft
 * @param {() => void} options.onAllDrafts
 * @param {() => void} options.onLessons
 * @param {() => void} options.onGoOn  to the first lesson, or to the next one
 * @param {() => void} options.onKeys
 * @param {Record<string, () => void>} options.onFile  the actions on files, by the keys of their
 *   words
 */
export function createToolbar(options) {
  const { words, onRun, onStop, onShare, onGoOn } = options;
  const run = button(words.run, words.runTitle, "run", onRun);
  const stop = button(words.stop, words.stopTitle, "stop", onStop);
  const goOn = button("", "", "go-on", onGoOn);
  const share = button(words.share, words.shareTitle, "share", onShare);
  const { element: menu, goOn: goOnInMenu, ...ofMenu } = createMenu(options);
  const status = element("p", { role: "status", className: "status", "aria-live": "off" });
  const progress = element("progress", { "aria-label": words.progress, max: 1, hidden: true });

  const root = element(
    "header",
    { className: "toolbar" },
    element("h1", {}, words.title),
    element("div", { className: "actions" }, run, stop, goOn, menu, share),
    element("div", { className: "state" }, status, progress),
  );
  stop.disabled = true;

  return {
    element: root,
    run,
    setDrafts: ofMenu.setDrafts,

    /** @param {string} text  of the button that leads into the lessons */
    setGoOn(text) {
      for (const each of [goOn, goOnInMenu]) each.textContent = text;
    },

    /** Show where the visitor is. @param {string} title  of the open example or lesson; "" elsewhere @param {boolean} isLesson */
    showPlace(title, isLesson) {
      for (const each of [goOn, goOnInMenu]) each.hidden = isLesson;
      ofMenu.showPlace(title);
    },

    /** @param {string} text @param {"state" | "result"} [kind]  how it is announced, if it is */
    setStatus(text, kind) {
      if (status.textContent === text) return;
      status.textContent = text;
      if (kind) tell(status, text, kind);
    },

    /** @param {number | undefined} share  of Python's download, from 0 to 1 */
    setProgress(share) {
      progress.hidden = share === undefined;
      if (share !== undefined) progress.value = share;
    },

    /** @param {boolean} isBusy  a run is running or waiting */
    setBusy(isBusy) {
      // A disabled button loses the keyboard's focus: hand it on.
      if (!isBusy && document.activeElement === stop) run.focus();
      stop.disabled = !isBusy;
    },
  };
}

/**
 * @param {string} text
 * @param {string} title
 * @param {string} className
 * @param {() => void} onClick
 */
function button(text, title, className, onClick) {
  const made = element("button", { type: "button", title, className }, text);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * A native select, which works on every phone and with every screen reader, as a menu: a choice
 * opens something, and then the menu shows its own name again.
 * @param {Parameters<typeof createToolbar>[0]} options
 */
function createMenu({
  words,
  examples,
  onExample,
  onDraft,
  onAllDrafts,
  onLessons,
  onGoOn,
  onKeys,
  onFile,
}) {
  const name = element("option", { value: "", hidden: true, selected: true });
  const group = element("optgroup", { label: words.examples });
  group.append(...examples.map(({ id, title }) => element("option", { value: `x:${id}` }, title)));
  const drafts = element("optgroup", { label: words.yourDrafts });
  const all = element("option", { value: "a:" }, words.allDrafts);
  const files = element("optgroup", { label: words.files.title });
  for (const key of Object.keys(onFile)) {
    const title =
      words.files[
        /** @type {"begin" | "sources" | "open" | "saveProgram" | "saveNotebook"} */ (key)
      ];
    files.append(element("option", { value: `f:${key}` }, title));
  }
  const select = element(
    "select",
    { className: "examples" },
    name,
    element("option", { value: "l:" }, words.allLessons),
    group,
    files,
  );
  // On a narrow screen a short name is visible; the accessible name begins with the visible one.
  const narrow = matchMedia("(width < 64rem)");
  // A phone has no room for their buttons.
  const phone = matchMedia("(width < 48rem)");
  const keys = element("option", { value: "k:" }, words.keys.inMenu);
  const goOn = element("option", { value: "g:" });
  const offerMore = () => {
    for (const each of [goOn, keys]) each.remove();
    if (phone.matches) name.after(goOn);
    if (phone.matches) group.before(keys);
  };
  phone.addEventListener("change", offerMore);
  offerMore();
  let place = "";
  const nameIt = () => {
    name.textContent = narrow.matches ? words.menuShort : place || words.menu;
    select.ariaLabel = narrow.matches ? `${words.menuShort}: ${words.menu}` : words.menu;
  };
  narrow.addEventListener("change", nameIt);
  nameIt();
  whenPicked(select, () => {
    const [kind, id] = [select.value.slice(0, 2), select.value.slice(2)];
    select.value = "";
    if (kind === "x:") onExample(id);
    if (kind === "d:") onDraft(id);
    if (kind === "a:") onAllDrafts();
    if (kind === "l:") onLessons();
    if (kind === "k:") onKeys();
    if (kind === "g:") onGoOn();
    if (kind === "f:") onFile[id]?.();
  });

  return {
    element: select,
    goOn,
    /** @param {string} title  shown in place of the menu's name */
    showPlace(title) {
      place = title;
      nameIt();
    },
    /** @param {Choice[]} choices  the visitor's drafts, newest first */
    setDrafts(choices) {
      drafts.replaceChildren(
        ...choices
          .slice(0, LATEST_DRAFTS)
          .map(({ id, title }) => element("option", { value: `d:${id}` }, title)),
      );
      if (choices.length > 0) select.append(drafts, all);
      else for (const each of [drafts, all]) each.remove();
    },
  };
}
