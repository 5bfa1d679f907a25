/**
 * Which program is in the editor, and where it came from: the visitor's draft, an example, a link.
 *
 * A draft is saved as it is typed. What came from elsewhere is only looked at until the first
 * edit, which makes it a draft of its own and keeps the one before.
 */

import { decodeLink, encodeLink, isCodeLink, LinkError } from "./share.js";

/** @typedef {import("../shared/protocol.js").Files} Files */
/** @typedef {import("./share.js").LinkFault} LinkFault */
/** @typedef {import("./share.js").Moment} Moment */
/** @typedef {{id: string, title: string, source: string}} Example */
/** @typedef {"draft" | "elsewhere" | "link" | "lesson"} Origin  elsewhere: an example, another draft */

const EXAMPLE_PREFIX = "#example=";
const LESSON_PREFIX = "#lesson=";
const SAVE_MS = 300;

/**
 * The address bar, as this page uses it.
 * @typedef {object} Address
 * @property {() => string} fragment
 * @property {(fragment: string) => void} replace  without an entry in the history; "" removes it
 */

/**
 * @typedef {object} Callbacks
 * @property {(origin: Origin) => void} onOpened  another program is in the editor
 * @property {(fault: LinkFault | "noExample") => void} onRefused
 * @property {() => void} onDrafts  the list of drafts has changed
 * @property {(id: string) => void} onLesson  the address asks for a lesson
 * @property {(lesson: import("./share.js").OwnLesson, files: Files) => void} onOwnLesson  a link has one
 */

/**
 * @typedef {object} Options
 * @property {{files: () => Files, open: (files: Files) => void}} editor
 * @property {ReturnType<typeof import("./drafts.js").createDrafts>} drafts
 * @property {Example[]} examples  the first one is for a visitor without a draft
 * @property {Address} address
 * @property {Callbacks} callbacks
 */

export class Workspace {
  #options;
  /** @type {Origin} */
  #origin = "draft";
  #saveTimer = 0;
  /** What the link that is open wants to be looked at. @type {Moment | undefined} */
  #moment;
  /** Which example the program was at first. @type {string | undefined} */
  #example;
  /** Links unfold asynchronously: only what was asked for last is opened. */
  #openings = 0;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
  }

  /** Open the draft, then what the address asks for. */
  start() {
    const { address } = this.#options;
    const asked = address.fragment();
    this.openDraft();
    address.replace(asked);
    return this.openAddress();
  }

  /** @returns {Files} what is in the editor */
  files() {
    return this.#options.editor.files();
  }

  /** The visitor has changed the text. */
  edited() {
    const { address, callbacks, drafts } = this.#options;
    this.#openings += 1;
    this.#moment = undefined;
    // A lesson keeps what is typed in it.
    if (this.#origin === "lesson") return;
    if (this.#origin !== "draft") {
      this.#origin = "draft";
      drafts.begin(this.files());
      callbacks.onDrafts();
    }
    if (address.fragment() !== "") address.replace("");
    clearTimeout(this.#saveTimer);
    this.#saveTimer = window.setTimeout(() => this.save(), SAVE_MS);
  }

  /** Save at once what is typed but not saved yet. */
  save() {
    if (this.#saveTimer === 0) return;
    clearTimeout(this.#saveTimer);
    this.#saveTimer = 0;
    this.#options.drafts.save(this.files());
    this.#options.callbacks.onDrafts();
  }

  /** Open this tab's own draft, or else the newest; without any the first example opens. */
  openDraft() {
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
    if (draft) this.#openDraft(draft);
  }

  /** @param {string} id */
  openExample(id) {
    const { address, examples } = this.#options;
    const example = examples.find((candidate) => candidate.id === id);
    if (!example) {
      this.#refuse("noExample");
      return;
    }
    address.replace(EXAMPLE_PREFIX + id);
    this.#open({ "main.py": example.source }, "elsewhere", { example: id });
  }

  /** @param {string} id @param {Files} files */
  openLesson(id, files) {
    this.#options.address.replace(LESSON_PREFIX + id);
    this.#open(files, "lesson");
  }

  /** Open what comes from nowhere that has an address. @param {Files} files */
  openFiles(files) {
    this.#options.address.replace("");
    this.#open(files, "elsewhere");
  }

  /** Open what the address asks for: a link's program, an example or a lesson, or nothing. */
  async openAddress() {
    const fragment = this.#options.address.fragment();
    if (fragment.startsWith(EXAMPLE_PREFIX)) {
      this.openExample(fragment.slice(EXAMPLE_PREFIX.length));
    } else if (fragment.startsWith(LESSON_PREFIX)) {
      this.#options.callbacks.onLesson(fragment.slice(LESSON_PREFIX.length));
    } else if (isCodeLink(fragment)) {
      await this.#openLink(fragment);
    }
  }

  /** Put the program into the address bar. @returns {Promise<string>} the fragment */
  async share() {
    const fragment = await this.link();
    this.#options.address.replace(fragment);
    return fragment;
  }

  /** The fragment that carries the program. @param {Moment} [moment]  of its run */
  link(moment) {
    return encodeLink({ files: this.files(), example: this.#example, moment });
  }

  /** What the link that is open wants to be looked at, until the program is changed. */
  get moment() {
    return this.#moment;
  }

  /** The title of the example that the program was at first. */
  get exampleTitle() {
    return this.#options.examples.find(({ id }) => id === this.#example)?.title;
  }

  /** @param {string} fragment */
  async #openLink(fragment) {
    this.#openings += 1;
    const opening = this.#openings;
    try {
      const { files, example, moment, lesson } = await decodeLink(fragment);
      if (opening !== this.#openings) return;
      this.#open(files, "link", { example, moment });
      if (lesson) this.#options.callbacks.onOwnLesson(lesson, files);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (opening === this.#openings) this.#refuse(error.fault);
    }
  }

  /** @param {import("./drafts.js").Draft} draft */
  #openDraft(draft) {
    this.#options.address.replace("");
    // Another tab may be writing a draft that is not this one's own.
    this.#open(draft.files, this.#options.drafts.isOwn(draft) ? "draft" : "elsewhere");
  }

  /**
   * @param {Files} files
   * @param {Origin} origin
   * @param {{example?: string, moment?: Moment}} [besides]
   */
  #open(files, origin, { example, moment } = {}) {
    this.save();
    this.#openings += 1;
    this.#origin = origin;
    this.#moment = moment;
    this.#example = example;
    this.#options.editor.open(files);
    this.#options.callbacks.onOpened(origin);
  }

  /** @param {LinkFault | "noExample"} fault */
  #refuse(fault) {
    this.#options.address.replace("");
    this.#options.callbacks.onRefused(fault);
  }
}
