/**
 * Tells when an element comes near to what is seen, and when it goes: what is out of sight need not
 * be drawn.
 */

/** @type {Map<Element, (isNear: boolean) => void>} */
const watched = new Map();

/** How far from being seen is near: a screen's height, for whoever scrolls. */
const NEAR = "100%";

/** @type {IntersectionObserver | undefined} */
let observer;

function observing() {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
    },
    // Where a browser lacks `scrollMargin`, what is drawn is what is seen.
    /** @type {IntersectionObserverInit} */ ({ rootMargin: NEAR, scrollMargin: NEAR }),
  );
  return observer;
}

// On paper all is seen.
window.addEventListener("beforeprint", () => {
  for (const tell of watched.values()) tell(true);
});

/**
 * @param {Element} element
 * @param {(isNear: boolean) => void} tell  when it changes, and once at first
 * @returns {() => void} an end to it
 */
export function watchView(element, tell) {
  watched.set(element, tell);
  observing().observe(element);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
  };
}

/** Settled when an element has come near. @param {Element} element @returns {Promise<void>} */
export function whenNear(element) {
  return new Promise((resolve) => {
    const stop = watchView(element, (isNear) => {
      if (!isNear) return;
      stop();
      resolve();
    });
  });
}
