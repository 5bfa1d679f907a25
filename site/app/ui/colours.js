/**
 * The style sheet's colours as numbers, for canvases; they change with the theme.
 */

/** @typedef {[number, number, number]} Rgb */

/** The colours of pictures. */
const TOKENS = [
  ...["--paper", "--line", "--ink", "--quiet", "--accent"],
  ...["--class-low", "--class-high", "--class-3", "--class-4", "--class-5", "--class-6"],
];

/** @type {Map<string, Rgb>} */
const known = new Map();

// Paper is light, whatever the page is.
window.addEventListener("beforeprint", () => {
  document.documentElement.style.colorScheme = "light";
});
window.addEventListener("afterprint", () => {
  document.documentElement.style.colorScheme = "";
});
watchTheme(() => known.clear());

/**
 * @param {string} token  `--accent`
 * @returns {Rgb}
 */
export function colourOf(token) {
  // Reading a colour costs a layout: read all at once, and once for each theme.
  if (!known.has(token)) ask([...new Set([...TOKENS, token])]);
  return known.get(token) ?? [128, 128, 128];
}

/** @param {string[]} tokens */
function ask(tokens) {
  const probes = tokens.map((token) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${token})`;
    return probe;
  });
  document.body.append(...probes);
  const colours = probes.map((probe) => getComputedStyle(probe).color);
  for (const probe of probes) probe.remove();
  const canvas = document.createElement("canvas");
  canvas.width = tokens.length;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  for (const [i, colour] of colours.entries()) {
    context.fillStyle = colour;
    context.fillRect(i, 0, 1, 1);
  }
  const { data } = context.getImageData(0, 0, tokens.length, 1);
  for (const [i, token] of tokens.entries()) {
    const [r = 0, g = 0, b = 0] = data.subarray(4 * i);
    known.set(token, [r, g, b]);
  }
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

/** Whether what is drawn now is drawn on dark paper. */
export const isDark = () => colourOf("--paper")[0] < 128;

/**
 * Make pictures in the light theme's colours, whatever the page's theme is. The visitor does not
 * see the change, because the browser paints only afterwards: so `make` must not wait for a task.
 * @template T
 * @param {() => T | Promise<T>} make
 * @returns {Promise<T>}
 */
export async function asOnPaper(make) {
  const root = document.documentElement;
  root.style.colorScheme = "light";
  known.clear();
  try {
    return await make();
  } finally {
    root.style.colorScheme = "";
    known.clear();
  }
}

/**
 * Call a function when the theme changes: by the page's switch, by the system, or for printing.
 * @param {() => void} onChange
 * @returns {() => void} stops it
 */
export function watchTheme(onChange) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", onChange);
  for (const moment of ["beforeprint", "afterprint"]) window.addEventListener(moment, onChange);
  return () => {
    observer.disconnect();
    query.removeEventListener("change", onChange);
    for (const moment of ["beforeprint", "afterprint"])
      window.removeEventListener(moment, onChange);
  };
}
