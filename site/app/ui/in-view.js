/**
 * Tells when an element is almost in view, and when it no longer is: elements out of view need not
 * be drawn.
 */

/** @type {Map<Element, (isNear: boolean) => void>} */
const watched = new Map();

/** The distance that counts as almost in view: the height of the screen. */
const NEAR = "100%";

/** @type {IntersectionObserver | undefined} */
let observer;

function observing() {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
    },
    // In a browser without `scrollMargin`, elements are drawn when they are in view.
    /** @type {IntersectionObserverInit} */ ({ rootMargin: NEAR, scrollMargin: NEAR }),
  );
  return observer;
}

// On paper everything is in view.
window.addEventListener("beforeprint", () => {
  for (const tell of watched.values()) tell(true);
});

/**
 * @param {Element} element
 * @param {(isNear: boolean) => void} tell  called at first, and at each change
 * @returns {() => void} stops it
 */
export function watchView(element, tell) {
  watched.set(element, tell);
  observing().observe(element);
  return () => {
    watched.delete(element);
    observer?.unobserve(element);
  };
}

/** Resolves when an element is almost in view. @param {Element} element @returns {Promise<void>} */
export function whenNear(element) {
  return new Promise((resolve) => {
    const stop = watchView(element, (isNear) => {
      if (!isNear) return;
      stop();
      resolve();
    });
  });
}
