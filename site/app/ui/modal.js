/**
 * Dialogs over the page: the browser's Back closes one, and leads nowhere else. So an open dialog has
 * an entry in the history, at the same address; what is opened from it takes this entry's place.
 */

const STATE = "dialog";

addEventListener("popstate", () => {
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
});

/** @param {HTMLDialogElement} dialog */
export function showModal(dialog) {
  dialog.showModal();
  if (history.state !== STATE) history.pushState(STATE, "");
  const closed = () => {
    if (history.state === STATE) history.back();
  };
  dialog.addEventListener("close", closed, { once: true });
}
