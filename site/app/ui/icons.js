/**
 * The page's icons, 16 by 16 pixels, in the text's colour; and buttons with only an icon.
 */

import { element } from "./element.js";
import { svg } from "./svg.js";

const PATHS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  back: "M11 3v10L4.5 8z",
  forward: "M5 3v10l6.5-5z",
  start: "M3 3h2v10H3zM13 3v10L6 8z",
  end: "M11 3h2v10h-2zM3 3v10l7-5z",
  copy: "M5 1h9v10h-2V9.500h.5v-7h-6V3H5zM2 4.500h8V15H2zM3.500 6v7.500h5V6z",
  done: "M6.250 12.500 2 8.250l1.250-1.250 3 3L12.750 3.500 14 4.750z",
  refused:
    "M8 6.750 11.250 3.500 12.500 4.750 9.250 8l3.250 3.250-1.250 1.250L8 9.250 4.750 12.500 3.500 11.250 6.750 8 3.500 4.750 4.750 3.500z",
  zoomIn: "M7.25 3h1.500v4.250H13v1.500H8.750V13h-1.500V8.750H3v-1.500h4.250z",
  zoomOut: "M3 7.250h10v1.500H3z",
  fit: "M2 2h4.500v1.500h-3v3H2zM9.5 2H14v4.500h-1.500v-3h-3zM2 9.500h1.500v3h3V14H2zM12.5 9.500H14V14H9.500v-1.500h3z",
  full: "M9 2h5v5h-1.500V4.560L9.560 7.5 8.5 6.440l2.940-2.940H9zM2 9h1.500v2.440L6.440 8.5 7.5 9.560 4.560 12.500H7V14H2z",
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {IconName} name */
export const icon = (name) =>
  svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));

/**
 * @param {IconName} name
 * @param {string} label  its accessible name, and its tip
 * @param {() => void} onClick
 */
export function iconButton(name, label, onClick) {
  const drawn = icon(name);
  const button = element(
    "button",
    { type: "button", className: "quiet icon", title: label, "aria-label": label },
    drawn,
  );
  button.addEventListener("click", onClick);
  return {
    element: button,

    /**
     * Change the icon in place: if it were replaced while pressed, browsers would fire no click.
     * @param {IconName} name
     * @param {string} label
     */
    become(name, label) {
      button.title = label;
      button.setAttribute("aria-label", label);
      drawn.firstElementChild?.setAttribute("d", PATHS[name]);
    },
  };
}
