/**
 * The program in the editor, and its origin: the visitor's draft, an example, a link.
 *
 * A draft is saved while the visitor types. A program from elsewhere becomes a new draft at the
 * first edit; the draft before it is kept. A lesson keeps its address during edits. Other programs
 * lose their address at the first edit, because a reload would bring back the unedited text.
 */

import { hasData } from "../../contract/files.js";
import { lazily } from "../ui/lazy.js";

/** @typedef {import("../../contract/protocol.js").Files} Files */
/** @typedef {import("../../contract/link.js").LinkFault} LinkFault */
/** @typedef {import("../../contract/link.js").Moment} Moment */
/** @typedef {{id: string, title: string, source?: string}} Example  `source`: once it is fetched */
/** @typedef {Pick<import("../../contract/link.js").Shared, "lesson" | "course">} OfLesson */
/** @typedef {Pick<ReturnType<typeof import("./data-files.js").createDataFiles>, "forLink" | "fromLink">} Data */
/** @typedef {"draft" | "elsewhere" | "link" | "lesson"} ProgramOrigin  elsewhere: an example, another draft */

const EXAMPLE_PREFIX = "#example=";
const LESSON_PREFIX = "#lesson=";
const URL_PREFIX = "#url=";
/** The delay before edits are saved: this much may be lost if the browser is ended. */
const SAVE_MS = 300;

/** The code that reads and writes links. */
const codec = lazily(() => import("../../contract/link.js"));

/**
 * The address bar.
 * @typedef {object} Address
 * @property {() => string} fragment
 * @property {(fragment: string) => void} replace  without an entry in the history; "" removes it
 * @property {(fragment: string) => void} go  with an entry, for the browser's Back
 */

/**
 * @typedef {object} Callbacks
 * @property {(origin: ProgramOrigin) => void} onOpened  called when another program is in the editor
 * @property {(fault: LinkFault | "noExample") => void} onRefused
 * @property {() => void} onDrafts  the list of drafts has changed
 * @property {(id: string, files?: Files) => void} onLesson  the address names a lesson; `files`: an
 *   answer from a link
 * @property {(lesson: import("../../contract/link.js").OwnLesson, start: Files, isShown: () => boolean) => void} onOwnLesson
 *   a link contains a lesson; `isShown`: whether its program is still open
 * @property {(address: string, show: (files: Files) => unknown) => void} onUrl  the address names another one, where a program is
 * @property {(broken: import("../../contract/link.js").BrokenRule) => void} onBrokenLesson  a link
 *   contains a lesson that breaks a rule
 */

/**
 * @typedef {object} Options
 * @property {{files: () => Files, open: (files: Files) => void}} editor
 * @property {ReturnType<typeof import("./drafts.js").createDrafts>} drafts
 * @property {() => Promise<Data | undefined>} data  what takes care of data beside the program
 * @property {Example[]} examples  the first one is for a visitor without a draft
 * @property {(options?: {isQuiet: boolean}) => Promise<unknown>} fetchExamples  fetches their sources, or says that it can't
 * @property {Address} address
 * @property {Callbacks} callbacks
 */

export class Workspace {
  #options;
  /** @type {ProgramOrigin} */
  #origin = "draft";
  #saveTimer = 0;
  /** The moment in the open link. @type {Moment | undefined} */
  #moment;
  /** The example that the program was at first. @type {string | undefined} */
  #example;
  /** The fragment that stays in the address during edits: the lesson's. */
  #home = "";
  /** The lesson in a link to the program. @type {OfLesson} */
  #lesson = {};
  /** Links are unpacked asynchronously: only the latest request is opened, and not after an edit. */
  #openings = 0;
  /** The number of opened programs. */
  #opened = 0;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
  }

  /** Open the draft, then the program in the address. */
  start() {
    const { address, drafts } = this.#options;
    const asked = address.fragment();
    if (asked === "") address.replace(drafts.latest()?.link ?? "");
    this.#show();
    return asked === "" ? undefined : this.openAddress();
  }

  /** Fetch the examples before one is needed. */
  fetchExamples() {
    return this.#options.fetchExamples({ isQuiet: true });
  }

  /** Return all examples, with their programs if these come. */
  allExamples = async () => {
    const { examples, fetchExamples } = this.#options;
    if (examples.some(({ source }) => source === undefined)) await fetchExamples();
    return examples;
  };

  /** @returns {Files} what is in the editor */
  files() {
    return this.#options.editor.files();
  }

  /** The visitor has changed the text. */
  edited() {
    const { address, callbacks, drafts } = this.#options;
    this.#openings += 1;
    this.#moment = undefined;
    if (address.fragment() !== this.#home) address.replace(this.#home);
    // The progress stores edits in a lesson of the site.
    if (this.#origin === "lesson") return;
    if (this.#origin !== "draft") {
      this.#origin = "draft";
      drafts.begin(this.files(), this.#home || undefined);
      callbacks.onDrafts();
    }
    // Further typing does not delay the save.
    this.#saveTimer ||= window.setTimeout(() => this.save(), SAVE_MS);
  }

  /** Save unsaved edits at once. */
  save() {
    if (this.#saveTimer === 0) return;
    clearTimeout(this.#saveTimer);
    this.#saveTimer = 0;
    // With its lesson, because another tab may have deleted the draft.
    this.#options.drafts.save(this.files(), isCodeLink(this.#home) ? this.#home : undefined);
    this.#options.callbacks.onDrafts();
  }

  /** Open this tab's draft, or else the newest, or else the first example. */
  openDraft() {
    this.save();
    this.#options.address.go(this.#options.drafts.latest()?.link ?? "");
    this.#show();
  }

  /** The same, but keep the address. */
  #show() {
    const { drafts, examples } = this.#options;
    this.save();
    const draft = drafts.latest();
    if (draft) this.#openDraft(draft);
    else this.#open({ "main.py": examples[0]?.source ?? "" }, "elsewhere");
  }

  /** @param {string} id */
  openDraftOf(id) {
    this.save();
    const draft = this.#options.drafts.all().find((candidate) => candidate.id === id);
    if (!draft) return;
    this.#options.address.go(draft.link ?? "");
    this.#openDraft(draft);
  }

  /** @param {string} id */
  async openExample(id) {
    const { address, examples, fetchExamples } = this.#options;
    const example = examples.find((candidate) => candidate.id === id);
    if (!example) {
      this.#refuse("noExample");
      return;
    }
    const isWanted = this.ask();
    if (example.source === undefined) await fetchExamples();
    const { source } = example;
    if (source === undefined || !isWanted()) return;
    address.go(EXAMPLE_PREFIX + id);
    this.#open({ "main.py": source }, "elsewhere", { example: id });
  }

  /** Begin a request. @returns {() => boolean} whether it is still wanted: there was no later request and no edit */
  ask() {
    this.#openings += 1;
    const opening = this.#openings;
    return () => opening === this.#openings;
  }

  /** @returns {() => boolean} whether the current program is still open, edited or not */
  #showing() {
    const opened = this.#opened;
    return () => opened === this.#opened;
  }

  /**
   * Turn the program of a lesson that can't store it into a draft; the address stays.
   * @param {string} name
   * @returns {boolean} false if it is a draft already
   */
  becomeDraft(name) {
    if (this.#origin !== "lesson") return false;
    this.#origin = "draft";
    const { course = "" } = this.#lesson;
    this.#options.drafts.begin(this.files(), undefined, { name, course });
    this.#options.callbacks.onDrafts();
    return true;
  }

  /** @param {string} id @param {Files} files @param {boolean} isFromLink  then the address keeps the link until an edit */
  openLesson(id, files, isFromLink) {
    const home = LESSON_PREFIX + id;
    if (!isFromLink) this.#options.address.go(home);
    this.#open(files, "lesson", { home, lesson: { course: id } });
  }

  /** Open a program without an address. @param {Files} files */
  openFiles(files) {
    this.#options.address.go("");
    this.#open(files, "elsewhere");
  }

  /** Open the link, example or lesson in the address, if there is one. */
  async openAddress() {
    const { address, callbacks, drafts } = this.#options;
    const fragment = address.fragment();
    if (fragment.startsWith(EXAMPLE_PREFIX)) {
      await this.openExample(fragment.slice(EXAMPLE_PREFIX.length));
    } else if (fragment.startsWith(LESSON_PREFIX)) {
      callbacks.onLesson(fragment.slice(LESSON_PREFIX.length));
    } else if (isCodeLink(fragment)) {
      const own = drafts.all().find(({ link }) => link === fragment);
      if (own) this.#openDraft(own);
      else await this.#openLink(fragment);
    } else if (fragment.startsWith(URL_PREFIX)) {
      const isWanted = this.ask();
      const show = (/** @type {Files} */ files) => isWanted() && this.#open(files, "elsewhere");
      callbacks.onUrl(fragment.slice(URL_PREFIX.length), show);
    } else if (fragment === "") {
      this.#show();
    }
  }

  /** Put the program into the address bar. @returns {Promise<string>} the fragment */
  async putIntoAddress() {
    const fragment = await this.linkTo();
    this.#options.address.replace(fragment);
    return fragment;
  }

  /**
   * Return the fragment of a link with the program and its lesson.
   * @param {Moment} [moment]  of its run
   * @throws {Error} with the `fault` of the link, or if the code for links can't be loaded
   */
  async linkTo(moment) {
    const files = this.files();
    const data = hasData(files) ? await this.#options.data() : null;
    const code = await codec();
    if (!code || data === undefined) throw new Error("the code for links did not come");
    const contents = (await data?.forLink(files)) ?? { files };
    const shared = { ...contents, example: this.#example, moment, ...this.#lesson };
    return code.encodeLink(shared);
  }

  /** The moment in the open link, until the first edit. */
  get moment() {
    return this.#moment;
  }

  /** Where the program comes from; edits are saved to a draft. */
  get origin() {
    return this.#origin;
  }

  /** Whether the program is of a lesson. */
  get isLesson() {
    return this.#home !== "";
  }

  /** The title of the example that the program was at first. */
  get exampleTitle() {
    return this.#options.examples.find(({ id }) => id === this.#example)?.title;
  }

  /** The example that is in the editor, unchanged, and those before and after it; undefined for another program. */
  get neighbours() {
    const { examples } = this.#options;
    const source = this.files()["main.py"];
    const at = examples.findIndex((each) => each.source !== undefined && each.source === source);
    return at < 0
      ? undefined
      : { here: examples[at], before: examples[at - 1], next: examples[at + 1] };
  }

  /** @param {string} fragment */
  async #openLink(fragment) {
    const { callbacks } = this.#options;
    const isWanted = this.ask();
    const shared = await this.#decode(fragment, isWanted);
    const data = shared?.data && (await this.#options.data());
    const files = (await data?.fromLink(shared?.files ?? {}, shared?.data ?? {})) ?? shared?.files;
    if (!shared || !files || !isWanted()) return;
    const { example, moment, lesson, course, brokenRule } = shared;
    const home = lesson ? fragment : "";
    this.#open(files, "link", { example, moment, home, lesson: { lesson } });
    if (lesson) callbacks.onOwnLesson(lesson, files, this.#showing());
    if (course) callbacks.onLesson(course, files);
    if (brokenRule) callbacks.onBrokenLesson(brokenRule);
  }

  /**
   * @param {string} fragment
   * @param {() => boolean} isWanted  whether a fault should still be shown
   * @returns {Promise<import("../../contract/link.js").Shared | undefined>} undefined if it failed
   */
  async #decode(fragment, isWanted) {
    const code = await codec();
    try {
      return await code?.decodeLink(fragment);
    } catch (error) {
      if (!(code && error instanceof code.LinkError)) throw error;
      if (isWanted()) this.#refuse(error.fault);
      return undefined;
    }
  }

  /** @param {import("./drafts.js").Draft} draft */
  async #openDraft(draft) {
    const { callbacks, drafts } = this.#options;
    const { files, link = "" } = draft;
    // A draft that is not this tab's own may be another tab's.
    this.#open(files, drafts.isOwn(draft) ? "draft" : "elsewhere", { home: link });
    if (link === "") return;
    const isShown = this.#showing();
    const { lesson, files: start } = (await this.#decode(link, () => false)) ?? {};
    if (!lesson || !start || !isShown()) return;
    this.#lesson = { lesson };
    callbacks.onOwnLesson(lesson, start, isShown);
  }

  /**
   * @param {Files} files
   * @param {ProgramOrigin} origin
   * @param {{example?: string, moment?: Moment, home?: string, lesson?: OfLesson}} [besides]
   */
  #open(files, origin, { example, moment, home = "", lesson = {} } = {}) {
    this.save();
    this.#openings += 1;
    this.#opened += 1;
    this.#origin = origin;
    this.#moment = moment;
    this.#example = example;
    this.#home = home;
    this.#lesson = lesson;
    this.#options.editor.open(files);
    this.#options.callbacks.onOpened(origin);
  }

  /** @param {LinkFault | "noExample"} fault */
  #refuse(fault) {
    this.#options.address.replace("");
    this.#options.callbacks.onRefused(fault);
  }
}

/** @param {string} fragment  `location.hash` */
const isCodeLink = (fragment) => /^#(?:#|%23)*code(?:=|%3D)/i.test(fragment);
