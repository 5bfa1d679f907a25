/**
 * The editor's explanation of a name: its signature and the first paragraph of its docstring.
 */

import { element } from "../ui/element.js";

/** @typedef {import("./scope.js").Item} Item */
/** @typedef {import("./scope.js").Meaning} Meaning */

/** @param {Meaning} meaning @returns {Item | null} */
export function itemOf(meaning) {
  if ("item" in meaning) return meaning.item;
  return "type" in meaning ? { ...meaning.type, kind: "variable" } : { kind: "namespace", doc: "" };
}

/** @param {string} name @param {Item} item @param {string} [parameter]  the one at the cursor */
export function explanation(name, item, parameter) {
  const code = element("code", {}, name);
  const { signature = "" } = item.kind === "variable" ? {} : item;
  // The parameter at the cursor is bold.
  const at = parameter ? signature.search(new RegExp(`\\b${parameter}\\b`)) : -1;
  if (at < 0) code.append(signature);
  else
    code.append(
      signature.slice(0, at),
      element("strong", {}, parameter ?? ""),
      signature.slice(at + (parameter?.length ?? 0)),
    );
  return element("div", { className: "name-help", role: "note" }, code, prose(item.doc));
}

/** Return a docstring as elements, with code for text between backticks. @param {string} text */
export function prose(text) {
  const parts = text.split(/`+([^`]+)`+/);
  return element(
    "p",
    {},
    ...parts.map((part, i) => (i % 2 === 1 ? element("code", {}, part) : part)),
  );
}
