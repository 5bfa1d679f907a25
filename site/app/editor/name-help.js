/**
 * The content of the help on names, from the reference: completions, explanations, and signatures
 * of calls. Loaded with the reference when it is first needed.
 */

import { completions } from "./completion.js";
import { explanation, itemOf } from "./explanation.js";
import { callAt, chainBefore, Scope } from "./scope.js";

/** @typedef {import("@codemirror/state").EditorState} EditorState */

const LONG = 20_000;
const HOLDS_MS = 1_000;

/** @param {import("./scope.js").Reference} reference */
export function createMeaning(reference) {
  /** The scope of the last text. @type {{doc: unknown, scope: Scope, time: number} | undefined} */
  let known;

  /** @param {EditorState} state */
  function scopeOf({ doc }) {
    const now = performance.now();
    // A long program is not analysed again after each key: its names hardly change.
    const isFresh =
      known?.doc === doc || (doc.length > LONG && now - (known?.time ?? 0) < HOLDS_MS);
    if (!known || !isFresh) known = { doc, scope: new Scope(doc.toString(), reference), time: now };
    return known.scope;
  }

  return {
    /** @param {import("@codemirror/autocomplete").CompletionContext} context */
    complete: (context) => completions(context, scopeOf(context.state)),

    /** Return the explanation of the name at a position. @param {EditorState} state @param {number} at */
    explain(state, at) {
      const { text, from } = state.doc.lineAt(at);
      const here = at - from;
      const before = chainBefore(text.slice(0, here));
      const [after = ""] = /^\w{0,200}/.exec(text.slice(here)) ?? [];
      const chain = before + after;
      const meaning = /^[A-Za-z_]/.test(chain) ? scopeOf(state).resolve(chain) : null;
      const item = meaning ? itemOf(meaning) : null;
      if (!item || (item.doc === "" && !item.signature)) return null;
      const name = chain.split(".").at(-1) ?? "";
      const end = at + after.length;
      return { pos: end - name.length, end, create: () => ({ dom: explanation(name, item) }) };
    },

    /** Return the signature of the call at the cursor. @param {EditorState} state */
    signature(state) {
      const at = state.selection.main.head;
      const call = callAt(state.sliceDoc(Math.max(0, at - 2_000), at));
      const meaning = call && scopeOf(state).resolve(call.callee);
      const item = meaning ? itemOf(meaning) : null;
      if (!call || !item?.parameters?.length) return null;
      const named = item.parameters.findIndex(({ name }) => name === call.keyword);
      const now = item.parameters[named >= 0 ? named : call.position];
      const name = call.callee.split(".").at(-1) ?? "";
      const dom = explanation(name, { ...item, doc: now?.doc ?? "" }, now?.name);
      return { pos: at, above: true, create: () => ({ dom }) };
    },
  };
}
