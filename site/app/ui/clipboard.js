/**
 * Copies to the clipboard. Without the Clipboard API (plain http, a frame without the permission),
 * the text is selected and copied.
 */

import { element } from "./element.js";

/** @param {string} text @returns {Promise<boolean>} whether it was copied */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** @param {string} text */
function copySelected(text) {
  const had = document.activeElement;
  const field = element("textarea", { value: text, readOnly: true });
  field.style.cssText = "position: fixed; opacity: 0";
  // Inside an open dialog, because nothing outside it can be selected.
  (had?.closest("dialog") ?? document.body).append(field);
  field.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    // Refused as well.
  }
  field.remove();
  if (had instanceof HTMLElement) had.focus({ preventScroll: true });
  return isCopied;
}
