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
 * Have a sentence said to who does not see it; `spoken.js` says when, and what goes without saying.
 * @param {EventTarget} part  that tells it, in the document
 * @param {string} sentence
 * @param {"result" | "step" | "progress" | "state"} [kind]  a step may be one of many in a second,
 *   progress goes on, a state is heard only while nothing else is
 */
export function tell(part, sentence, kind = "result") {
  part.dispatchEvent(new CustomEvent("tell", { bubbles: true, detail: { sentence, kind } }));
}

/**
 * A line for what becomes of what was asked, which is said as it is shown.
 * @param {string} className
 * @param {"result" | "step"} [said]
 */
export function saidLine(className, said) {
  // It is a status by its role, and said in one place with all the others.
  const line = element("p", { className, role: "status", "aria-live": "off" });
  /** Without a word. @param {string} sentence @param {string} [kind] */
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

/** A sentence in which code stands between backticks. @param {string} sentence */
export const withCode = (sentence) =>
  sentence.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? element("code", {}, part) : part));
