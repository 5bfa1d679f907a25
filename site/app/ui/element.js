/**
 * Makes an element with properties and children: `element("button", { type: "button" }, "Run")`.
 *
 * Properties are those of the DOM; `data-…`, `aria-…` and `role` are set as attributes. Text is
 * always text, never HTML.
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (/^(data|aria)-|^role$/.test(name)) made.setAttribute(name, String(value));
    else Reflect.set(made, name, value);
  }
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {() => void} onClick
 * @param {string} [className]
 */
export function button(text, onClick, className = "quiet") {
  const made = element("button", { type: "button", className }, text);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * Announce a sentence to screen readers; `spoken.js` decides when, and whether.
 * @param {EventTarget} part  the part that announces it, in the document
 * @param {string} sentence
 * @param {"result" | "step" | "progress" | "state"} [kind]  there may be many steps in a second;
 *   progress repeats; a state is announced only if nothing else is
 */
export function tell(part, sentence, kind = "result") {
  part.dispatchEvent(new CustomEvent("tell", { bubbles: true, detail: { sentence, kind } }));
}

/**
 * Return a status line whose sentences are shown and announced.
 * @param {string} className
 * @param {"result" | "step"} [said]
 */
export function saidLine(className, said) {
  // It has the role of a status, but one live region announces all sentences.
  const line = element("p", { className, role: "status", "aria-live": "off" });
  /** Show a sentence without announcing it. @param {string} sentence @param {string} [kind] */
  function show(sentence, kind = "") {
    line.replaceChildren(...withCode(sentence));
    line.dataset.kind = kind;
  }

  return {
    element: line,
    show,

    /** @param {string} sentence @param {string} [kind]  for the style sheet */
    say(sentence, kind) {
      const before = line.textContent;
      show(sentence, kind);
      const plain = line.textContent;
      if (plain !== before && plain !== "") tell(line, plain, said);
    },
  };
}

/** Return a sentence as nodes, with code for text between backticks. @param {string} sentence */
export const withCode = (sentence) =>
  sentence.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? element("code", {}, part) : part));
