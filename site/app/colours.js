/**
 * The style sheet's colours as numbers, for canvases; they change with the theme.
 */

/** @typedef {[number, number, number]} Rgb */

/** Asking the browser for one costs a layout: it is asked once for each theme. @type {Map<string, Rgb>} */
const known = new Map();
watchTheme(() => known.clear());

/**
 * @param {string} token  `--accent`
 * @returns {Rgb}
 */
export function colourOf(token) {
  const found = known.get(token) ?? asked(token);
  known.set(token, found);
  return found;
}

/** @param {string} token @returns {Rgb} */
function asked(token) {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const canvas = document.createElement("canvas");
  const pixel = canvas.getContext("2d", { willReadFrequently: true });
  if (!pixel) return [128, 128, 128];
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/**
 * @param {Rgb} from @param {Rgb} to @param {number} share  of the second, from 0 to 1
 * @returns {Rgb}
 */
export function mixed([r, g, b], to, share) {
  const part = (/** @type {number} */ one, /** @type {number} */ other) =>
    one + (other - one) * share;
  return [part(r, to[0]), part(g, to[1]), part(b, to[2])];
}

/** @param {Rgb} rgb */
export const css = ([r, g, b]) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;

/**
 * Hear when the theme changes, by the page's switch or the system's.
 * @param {() => void} onChange
 * @returns {() => void} stops it
 */
export function watchTheme(onChange) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    query.removeEventListener("change", onChange);
  };
}
