/**
 * Tells the visitor if the page's scripts fail to load: one may be missing, cut off, or replaced by
 * a host's own page. This is a classic script without imports, so that little can go wrong with it.
 * Without it, the page's own text says the same after a while (`style.css`).
 */

(() => {
  const sentences = {
    en: {
      broken: "A part of this page could not be loaded.",
      file: "Browsers run this page from a web server only, not from a file. In its folder, “python3 -m http.server” is one.",
      frame: "The frame around this page keeps its scripts from running.",
      again: "Load it again",
      whole: "Open it in a tab of its own",
    },
    de: {
      broken: "Ein Teil dieser Seite ließ sich nicht laden.",
      file: "Browser führen diese Seite nur von einem Webserver aus, nicht aus einer Datei. In ihrem Ordner ist „python3 -m http.server“ einer.",
      frame: "Der Rahmen um diese Seite lässt ihre Skripte nicht laufen.",
      again: "Neu laden",
      whole: "In einem eigenen Tab öffnen",
    },
    es: {
      broken: "Una parte de esta página no se pudo cargar.",
      file: "Los navegadores solo ejecutan esta página desde un servidor web, no desde un archivo. En su carpeta, «python3 -m http.server» es uno.",
      frame: "El marco que rodea esta página no deja ejecutar sus scripts.",
      again: "Cargarla de nuevo",
      whole: "Abrirla en una pestaña propia",
    },
  };

  /** @returns {string | null} the visitor's choice of a language */
  function kept() {
    try {
      return localStorage.getItem("micrograd.language");
    } catch {
      return null;
    }
  }

  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, kept(), ...navigator.languages].map((name) => `${name}`.slice(0, 2));
  const language = wanted.find((name) => name in sentences) ?? "en";
  const words = sentences[/** @type {keyof typeof sentences} */ (language)];

  /** Load the page again without the service worker's cache, which may be what is broken. */
  async function loadAgain() {
    try {
      const folder = new URL("./", location.href).href;
      for (const each of await navigator.serviceWorker.getRegistrations())
        if (each.scope === folder) await each.unregister();
      for (const name of await caches.keys())
        if (name.startsWith(`micrograd-playground ${folder} `)) await caches.delete(name);
      const paths = [...document.querySelectorAll("script[src], link[href]")].map(
        (each) => each.getAttribute("src") ?? each.getAttribute("href") ?? "",
      );
      await Promise.allSettled(paths.map((path) => fetch(path, { cache: "reload" })));
    } catch {
      // Without a cache there is nothing to remove.
    }
    location.reload();
  }

  /** Return a sentence that says why the scripts do not load. */
  function sentenceHere() {
    if (location.protocol === "file:") return "file";
    return origin === "null" ? "frame" : "broken";
  }

  /** The page comes without its other files, or asks for them again. */
  const NEEDED = "script[src*='app/main'], link[rel=stylesheet]";

  /** @param {Event} event */
  function hear({ target }) {
    const lost = target instanceof Element ? target : null;
    if (lost?.matches(NEEDED) === false) return;
    if (document.readyState !== "loading") tell(lost);
    else document.addEventListener("DOMContentLoaded", () => tell(lost));
  }

  /** @param {Element | null} lost */
  function tell(lost) {
    const place = document.querySelector("#loading .late");
    if (!place || place.hasAttribute("data-told")) return;
    // Without its style the page comes all the same, and stays as it is.
    if (lost?.matches("link")) document.body.prepend(place);
    place.setAttribute("data-told", "");
    place.setAttribute("role", "alert");
    place.setAttribute("lang", language);
    const sentence = sentenceHere();
    const way =
      sentence === "frame" ? document.createElement("a") : document.createElement("button");
    way.textContent = sentence === "frame" ? words.whole : words.again;
    if (way instanceof HTMLAnchorElement)
      Object.assign(way, { href: location.href, target: "_blank" });
    else way.addEventListener("click", loadAgain);
    place.replaceChildren(words[sentence], " ", ...(sentence === "file" ? [] : [way]));
  }

  // Errors of scripts that fail to load do not bubble, so listen in the capturing phase.
  addEventListener("error", hear, true);
  addEventListener("unhandledrejection", hear);
  // Failures before this script ran, or without an event.
  addEventListener("load", () => setTimeout(tell, 30_000, null));
})();
