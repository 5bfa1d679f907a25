/**
 * Help on names: completion, the signature of the call at the cursor, and the explanation of a
 * name, by the pointer or by a key. `name-help.js` has the content; it is fetched with the
 * reference when it is first needed.
 */

import { completionStatus } from "@codemirror/autocomplete";
import { globalCompletion } from "@codemirror/lang-python";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip } from "@codemirror/view";
import { lazily } from "../ui/lazy.js";

/** @typedef {import("./scope.js").Reference} Reference */
/** @typedef {import("@codemirror/view").Tooltip} Tooltip */

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const askedAt = StateEffect.define();

const fetchMeaning = lazily(() => import("./name-help.js"));

/**
 * @param {() => Promise<Reference | undefined>} fetchReference  undefined: it can't be fetched now
 */
export function createHelp(fetchReference) {
  /** @type {ReturnType<typeof import("./name-help.js").createMeaning> | null} */
  let meaning = null;
  /** Fetch it once; after a failure fetch it again at the next use. @param {EditorView} [view] */
  async function load(view) {
    if (meaning) return;
    const doc = view?.state.doc;
    const [reference, code] = await Promise.all([
      fetchReference(),
      fetchMeaning({ isQuiet: true }),
    ]);
    if (reference && code) meaning ??= code.createMeaning(reference);
    // What was typed meanwhile may be a call.
    if (doc !== view?.state.doc) view?.dispatch({ userEvent: "input" });
  }

  /** @param {import("@codemirror/autocomplete").CompletionContext} context */
  async function complete(context) {
    await load();
    return meaning ? meaning.complete(context) : globalCompletion(context);
  }

  const hover = hoverTooltip(async (view, at) => {
    await load();
    return meaning?.explain(view.state, at) ?? null;
  });

  /** The explanation that a key opened, until the cursor moves. */
  const byKey = StateField.define({
    create: () => /** @type {Tooltip | null} */ (null),
    update(shown, transaction) {
      for (const effect of transaction.effects)
        if (effect.is(askedAt))
          return effect.value === null
            ? null
            : (meaning?.explain(transaction.state, effect.value) ?? null);
      return transaction.docChanged || transaction.selection ? null : shown;
    },
    provide: (field) => showTooltip.from(field),
  });

  /** The signature of the call at the cursor. */
  const signature = StateField.define({
    create: () => /** @type {Tooltip | null} */ (null),
    update(shown, transaction) {
      const isTyped = transaction.isUserEvent("input") || transaction.isUserEvent("delete");
      if (!isTyped && !transaction.docChanged && !transaction.selection) return shown;
      return (isTyped || shown) && meaning ? meaning.signature(transaction.state) : null;
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
        focus(_, view) {
          void load(view);
        },
      }),
      EditorView.updateListener.of(({ state, view }) => {
        if (completionStatus(state)) reachList(view);
      }),
    ],

    /** Explain the name at the cursor. @param {EditorView} view */
    explainHere(view) {
      const { head } = view.state.selection.main;
      void load().then(() => view.dispatch({ effects: askedAt.of(head) }));
      return true;
    },

    /** Close the explanations; false if none is open. @param {EditorView} view */
    hide(view) {
      if (!view.state.field(byKey)) return false;
      view.dispatch({ effects: askedAt.of(null) });
      return true;
    },
  };
}

/**
 * Let the list of names get the focus, because it scrolls; the next key returns it to the editor.
 * @param {EditorView} view
 */
function reachList(view) {
  const list = view.dom.querySelector(".cm-tooltip-autocomplete > ul");
  if (!(list instanceof HTMLElement) || list.tabIndex === 0) return;
  list.tabIndex = 0;
  list.addEventListener("keydown", () => view.focus());
}
