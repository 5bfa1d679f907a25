/**
 * Stores the site for later visits with the service worker, and says when there is a new version.
 *
 * If the browser refuses (a private window, a full disk, no HTTPS), the site works from the
 * network, only more slowly.
 */

import { element, tell } from "../ui/element.js";

/**
 * @param {object} options
 * @param {import("../words/words.js").Words["offline"]} options.words
 * @param {HTMLElement} options.line  shows the sentence
 */
export function createOffline({ words, line }) {
  const button = element("button", { type: "button" }, words.load);

  /** @param {ServiceWorker} waiting */
  function offer(waiting) {
    line.replaceChildren(words.newVersion, " ", button);
    tell(line, words.newVersion);
    button.onclick = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
        once: true,
      });
      waiting.postMessage("take over");
    };
  }

  /** @param {ServiceWorkerRegistration} registration */
  function watch(registration) {
    const offerWaiting = () => {
      // Without a controller this is the first version, not a new one.
      if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
    };
    offerWaiting();
    registration.addEventListener("updatefound", () =>
      registration.installing?.addEventListener("statechange", offerWaiting),
    );
  }

  return {
    /** Called when Python's files have come: storing the files must not delay them. */
    async start() {
      try {
        const registration = await navigator.serviceWorker.register("service-worker.js");
        watch(registration);
        registration.active?.postMessage("complete");
      } catch {
        // The site works from the network.
      }
    },
  };
}
