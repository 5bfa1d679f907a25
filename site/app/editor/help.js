/**
 * Help on names: completion, the signature of the call one types in, and what a name is, by the
 * pointer or by a key. All from the reference, which is fetched when it is first needed.
 */

import { globalCompletion } from "@codemirror/lang-python";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip } from "@codemirror/view";
import { completions } from "./completion.js";
import { explanation, itemOf } from "./explanation.js";
import { callAt, chainBefore, Scope } from "./scope.js";

/** @typedef {import("./scope.js").Reference} Reference */

const LONG = 20_000;
const HOLDS_MS = 1_000;

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const askedAt = StateEffect.define();

/**
 * @param {() => Promise<Reference | null>} fetchReference  null: it can't be had now
 */
export function createHelp(fetchReference) {
  /** @type {Reference | null} */
  let reference = null;
  /** @type {Promise<void> | undefined} */
  let fetching;
  /** Of the text as it stood last. @type {{doc: unknown, scope: Scope, time: number} | undefined} */
  let known;

  /** Fetch it once; again when it is asked for after a failure. */
  function load() {
    fetching ??= fetchReference().then((found) => {
      reference = found;
      if (!found) fetching = undefined;
    });
    return fetching;
  }

  /** @param {import("@codemirror/state").EditorState} state */
  function scopeOf({ doc }) {
    if (!reference) return null;
    const now = performance.now();
    // A long program is not read again with each key: its names hardly change with one.
    const isFresh =
      known?.doc === doc || (doc.length > LONG && now - (known?.time ?? 0) < HOLDS_MS);
    if (!known || !isFresh) known = { doc, scope: new Scope(doc.toString(), reference), time: now };
    return known.scope;
  }

  /** @param {import("@codemirror/autocomplete").CompletionContext} context */
  async function complete(context) {
    await load();
    const scope = scopeOf(context.state);
    return scope ? completions(context, scope) : globalCompletion(context);
  }

  const hover = hoverTooltip(async (view, at) => {
    await load();
    return explain(view.state, at, scopeOf(view.state));
  });

  /** What was asked for by the key, until the cursor moves. */
  const byKey = StateField.define({
    create: () => /** @type {import("@codemirror/view").Tooltip | null} */ (null),
    update(shown, transaction) {
      for (const effect of transaction.effects)
        if (effect.is(askedAt))
          return effect.value === null
            ? null
            : explain(transaction.state, effect.value, scopeOf(transaction.state));
      return transaction.docChanged || transaction.selection ? null : shown;
    },
    provide: (field) => showTooltip.from(field),
  });

  /** The call that is being typed. */
  const signature = StateField.define({
    create: () => /** @type {import("@codemirror/view").Tooltip | null} */ (null),
    update(shown, transaction) {
      if (!transaction.docChanged && !transaction.selection) return shown;
      if (!transaction.isUserEvent("input") && !transaction.isUserEvent("delete") && !shown)
        return null;
      return signatureAt(transaction.state, scopeOf);
    },
    provide: (field) => showTooltip.from(field),
  });

  return {
    complete,
    extensions: [
      hover,
      byKey,
      signature,
      EditorView.domEventHandlers({
        focus() {
          void load();
        },
      }),
    ],

    /** Explain the name at the cursor. @param {EditorView} view */
    explainHere(view) {
      const { head } = view.state.selection.main;
      void load().then(() => view.dispatch({ effects: askedAt.of(head) }));
      return true;
    },

    /** Take the explanations away; false if there are none. @param {EditorView} view */
    hide(view) {
      if (!view.state.field(byKey)) return false;
      view.dispatch({ effects: askedAt.of(null) });
      return true;
    },
  };
}

/** @param {import("@codemirror/state").EditorState} state @param {number} at @param {Scope | null} scope */
function explain({ doc }, at, scope) {
  const { text, from } = doc.lineAt(at);
  const here = at - from;
  const before = chainBefore(text.slice(0, here));
  const [after = ""] = /^\w{0,200}/.exec(text.slice(here)) ?? [];
  const chain = before + after;
  const meaning = /^[A-Za-z_]/.test(chain) ? scope?.resolve(chain) : null;
  const item = meaning ? itemOf(meaning) : null;
  if (!item || (item.doc === "" && !item.signature)) return null;
  const name = chain.split(".").at(-1) ?? "";
  const end = at + after.length;
  return { pos: end - name.length, end, create: () => ({ dom: explanation(name, item) }) };
}

/**
 * @param {import("@codemirror/state").EditorState} state
 * @param {(state: import("@codemirror/state").EditorState) => Scope | null} scopeOf
 */
function signatureAt(state, scopeOf) {
  const at = state.selection.main.head;
  const call = callAt(state.sliceDoc(Math.max(0, at - 2_000), at));
  const meaning = call && scopeOf(state)?.resolve(call.callee);
  const item = meaning ? itemOf(meaning) : null;
  if (!call || !item?.parameters?.length) return null;
  const named = item.parameters.findIndex(({ name }) => name === call.keyword);
  const now = item.parameters[named >= 0 ? named : call.position];
  const name = call.callee.split(".").at(-1) ?? "";
  const dom = explanation(name, { ...item, doc: now?.doc ?? "" }, now?.name);
  return { pos: at, above: true, create: () => ({ dom }) };
}
