/**
 * Makes a select act only on a real choice: a closed select would choose at the first key press. So
 * keys open it, and Enter chooses.
 */

const MOVES = /^(Arrow|Home|End|Page|.$)/;

/** @param {HTMLSelectElement} select @param {() => void} act */
export function whenPicked(select, act) {
  /** Whether a key changed it while it was closed, in a browser that can't open it by script. */
  let isHeld = false;
  let isByKey = false;

  select.addEventListener("keydown", (event) => {
    const moves = MOVES.test(event.key) && !event.ctrlKey && !event.metaKey;
    if (event.key === "Enter" && isHeld) picked();
    isByKey = moves && isOpen(select) !== true;
    if (!isByKey || isOpen(select) === undefined || !select.showPicker) return;
    event.preventDefault();
    select.showPicker();
  });
  select.addEventListener("pointerdown", () => {
    isByKey = false;
  });
  select.addEventListener("change", () => {
    isHeld = isByKey && isOpen(select) === undefined;
    if (!isHeld) picked();
  });

  function picked() {
    isHeld = false;
    act();
  }
}

/** @param {HTMLSelectElement} select @returns {boolean | undefined} undefined: not known in this browser */
function isOpen(select) {
  try {
    return select.matches(":open");
  } catch {
    return undefined;
  }
}
