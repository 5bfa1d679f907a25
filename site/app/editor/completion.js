/**
 * Completions: names of the package and of the program, attributes, and the parameters of the call
 * at the cursor.
 */

import { snippetCompletion } from "@codemirror/autocomplete";
import { globalCompletion } from "@codemirror/lang-python";
import { explanation, itemOf, prose } from "./explanation.js";
import { callAt } from "./scope.js";

/** @typedef {import("./scope.js").Item} Item */
/** @typedef {import("./scope.js").Scope} Scope */
/** @typedef {import("@codemirror/autocomplete").Completion} Completion */
/** @typedef {import("@codemirror/autocomplete").CompletionContext} CompletionContext */

const LONGEST_LINE = 1_000;

/** @param {CompletionContext} context @param {Scope} scope */
export function completions(context, scope) {
  const { from } = context.state.doc.lineAt(context.pos);
  const line = context.state.sliceDoc(Math.max(from, context.pos - LONGEST_LINE), context.pos);
  const [word = ""] = /\w*$/.exec(line) ?? [];
  const options =
    afterImport(line, scope) ?? afterDot(line, scope) ?? anywhere(word, scope, context);
  return options && { from: context.pos - word.length, options, validFor: /^\w*$/ };
}

/** @param {string} line @param {Scope} scope */
function afterImport(line, scope) {
  const [, module] = /^\s*from\s+([\w.]+)\s+import\s+[^#]*$/.exec(line) ?? [];
  if (module) return optionsOf(scope.namesOf(module));
  const [, path] = /^\s*(?:from|import)\s+([\w.]*)$/.exec(line) ?? [];
  if (path === undefined) return null;
  const above = path.slice(0, path.lastIndexOf(".") + 1);
  return scope
    .modules()
    .filter(({ name }) => name.startsWith(above) && !name.slice(above.length).includes("."))
    .map(({ name, doc }) => ({
      label: name.slice(above.length),
      type: "namespace",
      info: about(doc),
    }));
}

/** @param {string} line @param {Scope} scope */
function afterDot(line, scope) {
  const [, chain] = /([A-Za-z_][\w.]*)\.\w*$/.exec(line) ?? [];
  if (chain) return optionsOf(scope.members(chain));
  return /[.\d"']\w*$/.test(line) ? [] : null;
}

/** @param {string} word  that is being typed @param {Scope} scope @param {CompletionContext} context */
function anywhere(word, scope, context) {
  if (word === "" && !context.explicit) return null;
  const parameters = parametersAt(context, scope);
  const known = Object.fromEntries(
    [...scope.names].map(([name, meaning]) => [name, itemOf(meaning)]),
  );
  const found = globalCompletion(context);
  const others = found && "options" in found ? found.options : [];
  const rest = others.filter(({ label }) => !Object.hasOwn(known, label));
  return [...parameters, ...optionsOf(known), ...rest];
}

/** @param {CompletionContext} context @param {Scope} scope @returns {Completion[]} */
function parametersAt({ state, pos }, scope) {
  const call = callAt(state.sliceDoc(Math.max(0, pos - 2_000), pos));
  const meaning = call && call.keyword === "" ? scope.resolve(call.callee) : null;
  const parameters = (meaning && itemOf(meaning)?.parameters) || [];
  return parameters.map(({ name, doc }) => ({
    label: `${name}=`,
    type: "variable",
    info: about(doc),
    boost: 1,
  }));
}

/** @param {string} doc */
const about = (doc) =>
  doc === ""
    ? undefined
    : () => {
        const help = document.createElement("div");
        help.className = "name-help";
        help.append(prose(doc));
        return help;
      };

/** @param {Record<string, Item | null>} items @returns {Completion[]} */
function optionsOf(items) {
  return Object.entries(items).map(([label, item]) => {
    const isKnown = item && (item.doc !== "" || item.signature);
    const info = isKnown ? () => explanation(label, item) : undefined;
    const option = { label, type: item?.kind ?? "variable", info };
    return item?.kind === "function" ? snippetCompletion(`${label}(\${})`, option) : option;
  });
}
