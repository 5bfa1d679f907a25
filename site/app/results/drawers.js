/**
 * Draws displayed objects: each kind has a drawer, which gets checked data.
 */

import { readBundle } from "../../contract/kinds.js";

/** @typedef {import("../../contract/protocol.js").MimeBundle} MimeBundle */
/** @typedef {import("../../contract/kinds.js").Kind} Kind */
/** @typedef {{element: HTMLElement, drawn: Promise<void>}} Shown */

/**
 * Makes the cards of one kind, and updates them.
 * @template {Kind} K
 * @typedef {object} Drawer
 * @property {(data: import("../../contract/kinds.js").Data<K>, bundle: MimeBundle) => Shown | null} show
 *   null if it has nothing to show; the object is then shown plainly
 * @property {(told: any) => void} [update]  updates a shown object
 * @property {() => void} [ended]  called when the run is over
 * @property {() => void} [clear]  called when the cards are removed
 * @property {() => void} [dropRemoved]  called when some cards were removed: forget them
 * @property {() => void} [recorded]  called when the shown cards are those of a recorded run, which
 *   the next run may take over
 * @property {() => void} [dropRecorded]  called when that run is over: forget those that it did not
 */

/**
 * @param {object} options
 * @param {{[K in Kind]: Drawer<K>}} options.drawers
 * @param {(bundle: MimeBundle) => HTMLElement} options.showPlainly
 * @param {() => void} options.onClear  called when the cards are removed, after the drawers
 */
export function createDrawing({ drawers, showPlainly, onClear }) {
  /** @type {Drawer<any>[]} */
  const all = Object.values(drawers);

  return {
    /** @param {MimeBundle} bundle @returns {Shown} for new data of a shown object, its card */
    show(bundle) {
      const read = readBundle(bundle);
      /** @type {Drawer<any> | null} */
      const drawer = read && drawers[read.kind];
      const plain = () => ({ element: showPlainly(bundle), drawn: Promise.resolve() });
      return drawer?.show(read?.data, bundle) ?? plain();
    },

    /** @param {MimeBundle} bundle */
    update(bundle) {
      const read = readBundle(bundle, "readUpdate");
      /** @type {Drawer<any> | null} */
      const drawer = read && drawers[read.kind];
      drawer?.update?.(read?.data);
    },

    ended() {
      for (const drawer of all) drawer.ended?.();
    },

    recorded() {
      for (const drawer of all) drawer.recorded?.();
    },

    dropRecorded() {
      for (const drawer of all) drawer.dropRecorded?.();
    },

    dropRemoved() {
      for (const drawer of all) drawer.dropRemoved?.();
    },

    clear() {
      for (const drawer of all) drawer.clear?.();
      onClear();
    },
  };
}
