/** All the page's words, in German. */

import { docstrings } from "./de-examples.js";
import { measuringIn } from "./measuring.js";

const writing = measuringIn("de");
const { about, count, digits, duration, list, megabytes, moment, perSecond, size, some } = writing;

/** @type {import("./words.js").Words["cards"]["engine"]["differences"]} */
const differences = {
  value: ({ at, got, wanted }) => `ergibt bei ${at} den Wert ${got}; richtig ist ${wanted}.`,
  gradient: ({ at, name, got, wanted }) =>
    `gibt bei ${at} an ${name} den Gradienten ${got}; richtig ist ${wanted}.`,
  "no-value": ({ at, got, wanted }) =>
    `ergibt bei ${at} etwas vom Typ ${got}; richtig ist ein neues Objekt vom Typ ${wanted}, sonst endet der Graph dort.`,
  "no-number": ({ at, name, got }) =>
    `macht bei ${at} aus dem Gradienten von ${name} etwas vom Typ ${got}; richtig ist eine Zahl: Berechne sie aus .data und .grad.`,
  "no-path": ({ at, name }) =>
    `ergibt bei ${at} etwas, das ${name} vergessen hat: ${name} gehört in _prev, sonst geht dort kein Durchlauf weiter.`,
  "not-added": ({ at, name, got, wanted }) =>
    `macht bei ${at} aus dem Gradienten 7, den ${name} vor dem Durchlauf hat, ${got}; richtig ist ${wanted}: Ein Durchlauf addiert zu dem, was da ist.`,
  chain: ({ at, name, got, wanted }) =>
    `gibt bei ${at}, wenn 2 ankommt, an ${name} den Gradienten ${got}; richtig ist ${wanted}: die lokale Ableitung mal dem, was ankommt.`,
  backward: ({ at, name, got, wanted }) =>
    `gibt bei ${at} nach backward() an ${name} den Gradienten ${got}; richtig ist ${wanted}. Die Operationen für sich sind richtig: Jedes _backward soll einmal laufen, und zwar nach denen aller Werte, die daraus berechnet wurden.`,
  missing: ({ got }) => `fehlt (${got}).`,
  raised: ({ at, got }) => `endet bei ${at} mit einem Fehler: ${got}.`,
};

/** Why a derivative could not be decided. @type {Record<import("./en-cards.js").Undecided, string>} */
const UNDECIDED = {
  kink: "∧ an einem Knick",
  jump: "↕ an einem Sprung",
  "not finite": "∞ nicht endlich",
  hidden: "≈ vom Runden verdeckt",
  cut: "… Operanden fehlen",
  unchecked: "? nicht neu berechnet",
};

/** What a loss that the package knows is called, by its names in a program. */
const LOSSES = new Map([
  ["squared_error", "quadratischer Fehler"],
  ["mse", "mittlerer quadratischer Fehler"],
  ["mse_loss", "mittlerer quadratischer Fehler"],
  ["hinge", "Hinge"],
  ["hinge_loss", "Hinge"],
  ["bce_with_logits", "binäre Kreuzentropie"],
  ["binary_cross_entropy_with_logits", "binäre Kreuzentropie"],
]);

/** @type {import("./words.js").Words} */
export const words = {
  docstrings,
  title: "micrograd-Playground",
  credit: "Nach Karpathys micrograd",
  creditUrl: "https://github.com/karpathy/micrograd",
  openWhole: "Im Playground öffnen",
  docs: "Doku",

  run: "Ausführen",
  runTitle: "Das Programm ausführen (Strg+Enter)",
  stop: "Stopp",
  stopTitle: "Das Programm beenden, was auch immer es gerade tut",
  share: "Teilen",
  shareTitle: "Einen Link kopieren, der dieses Programm enthält",
  examples: "Beispiele",
  menu: "Beispiele und mehr",
  menuShort: "Menü",
  yourDrafts: "Deine Entwürfe",
  lessons: "Lektionen",
  startLessons: "Lektionen beginnen",
  goOn: (number) => `Weiter: Lektion ${number}`,
  welcome:
    "Sieh, wie ein neuronales Netz lernt: Schreib hier Python, führ es aus und folge jedem Gradienten zurück durch deinen eigenen Code. Für Anfänger; zu installieren gibt es nichts.",
  allLessons: "Lektionen…",
  allDrafts: "Alle Entwürfe…",
  currentDraft: "Aktueller Entwurf",
  emptyDraft: "(leer)",
  draftOf: (name, time) => `${name} · ${moment(time)}`,
  language: "Sprache",
  theme: "Design",
  themes: { system: "Auto", light: "Hell", dark: "Dunkel" },

  editor: (file) => (file === "main.py" ? "Code-Editor" : `Code-Editor: ${file}`),
  editorHint: "Tab rückt ein; mit Esc und dann Tab verlässt du den Editor",
  /** What the editor says by itself: when it searches, above all. */
  phrases: {
    Find: "Suchen",
    Replace: "Ersetzen",
    next: "weiter",
    previous: "zurück",
    all: "alle",
    "match case": "Groß-/Kleinschreibung",
    "by word": "ganzes Wort",
    regexp: "regulärer Ausdruck",
    replace: "ersetzen",
    "replace all": "alle ersetzen",
    close: "schließen",
    "current match": "aktueller Treffer",
    "on line": "in Zeile",
    "replaced $ matches": "$ Treffer ersetzt",
    "replaced match on line $": "Treffer in Zeile $ ersetzt",
    "Go to line": "Zu Zeile",
    go: "gehen",
    Completions: "Vervollständigungen",
    Diagnostics: "Fehler",
    "No diagnostics": "Keine Fehler",
    "Control character": "Steuerzeichen",
    "Selection deleted": "Auswahl gelöscht",
  },
  results: {
    title: "Ergebnisse",
    nothing: "Das Programm hat nichts ausgegeben und nichts angezeigt.",
    other: "Diese Ergebnisse sind die des Programms, das vorher hier war.",
    clear: "Leeren",
    copy: "Kopieren",
    copied: "Kopiert",
    notCopied: "Der Browser hat das verweigert",
    more: (left) => `Mehr zeigen (noch ${count(left)} Zeichen)`,
    notShown: (more) =>
      some(more, {
        one: "# weiteres Ergebnis wird nicht gezeigt.",
        other: "# weitere Ergebnisse werden nicht gezeigt.",
      }),
    slow: "Ein Bild, für das der Browser lange brauchen kann: Während es gezeichnet wird, antwortet die Seite vielleicht nicht.",
    draw: "Zeichnen",
    unreadable: "Ein Bild, das sich nicht lesen lässt.",
  },
  divider: "Breite des Codes",
  resultsEmpty: "Drücke „Ausführen“: Was das Programm ausgibt und zeichnet, erscheint hier.",

  status: {
    downloading: (got, all) => `Python wird geladen: ${megabytes(got)} von ${megabytes(all)} MB`,
    runsAfter: (got, all) =>
      `Läuft, sobald Python da ist: ${megabytes(got)} von ${megabytes(all)} MB`,
    asleep: "Python wird geladen, sobald du es brauchst",
    starting: "Python startet…",
    waiting: "Python wird geladen; dann läuft das Programm",
    ready: "Bereit",
    packages: (names, bytes) =>
      `${names} wird geladen${bytes < 1e5 ? "" : `: ${megabytes(bytes)} MB`}`,
    running: "Läuft…",
    finished: (seconds) => `Fertig nach ${duration(seconds)}`,
    error: (seconds) => `Mit einem Fehler beendet nach ${duration(seconds)}`,
    exited: (code) => `Das Programm hat sich selbst beendet (Exit-Code ${code})`,
    stopped: "Gestoppt",
    died: "Pythons Interpreter ist abgestürzt",
    failed: "Python konnte nicht starten",
  },
  progress: "Download von Python",
  failed: (reason) =>
    `Python konnte nicht starten: ${reason}. Drücke „Ausführen“, um es noch einmal zu versuchen; dein Programm ist sicher.`,
  noWebAssembly:
    "Python kann hier nicht starten: Dieser Browser hat kein WebAssembly, in dem es läuft. Vielleicht hat ein geschützter Modus es abgeschaltet. Öffne die Seite ohne diesen Modus oder in einem anderen Browser.",
  died: (reason) =>
    `Pythons Interpreter ist abgestürzt (${reason}) und wurde ersetzt. Dein Programm ist unverändert.`,
  loop: "Ein Teil des Programms lief nach dessen Ende ohne Pause weiter: Er wurde beendet.",
  notebookCommand: (name) =>
    `${name} ist ein Notebook-Befehl, dessen Ergebnis die Seite nicht hat: Nimm ihn heraus. Ein Paket importierst du einfach, oder du schreibst %pip install und seinen Namen.`,
  diedSilently: "ohne Angabe von Gründen",

  skipped: (command) =>
    `${command} ist ein Notebook-Befehl, den es auf dieser Seite nicht gibt. Er wurde ausgelassen.`,
  missing: (packages) =>
    `Nicht geladen: ${packages}. Das Netzwerk hat nicht geantwortet, oder nicht mit der richtigen Datei. Führ das Programm wieder aus, um es noch einmal zu versuchen; was zu Python und zur Seite gehört, braucht kein Netzwerk.`,

  text: "Ausgabe",
  shownText: (limit) => `Nur die ersten ${count(limit)} Zeichen werden gezeigt.`,
  downloadText: "Ganzen Text herunterladen",
  input: {
    title: "Eingabe",
    send: "Senden",
    hint: "Enter sendet die Zeile; Strg+D im leeren Feld beendet die Eingabe",
  },
  keys: {
    button: "Tasten",
    inMenu: "Tasten und Screenreader",
  },
  files: {
    title: "Dateien",
    begin: "Neue Datei…",
    sources: "Quelltext des Pakets…",
    open: "Datei öffnen…",
    saveProgram: "Als .py speichern",
    saveNotebook: "Als Notebook speichern",
    close: "Schließen",
    rename: "Umbenennen",
    remove: "Löschen",
    fork: "Kopie bearbeiten",
    reading: (name) => `${name} (nur lesen)`,
  },
  console: {
    title: "Konsole",
    hint: "Enter wertet aus, Umschalt+Enter beginnt eine neue Zeile, Tab vervollständigt; mit Esc und dann Tab verlässt du das Feld",
    withVariables: "Python, nach dem Lauf",
    withOthers: "Python, nach dem vorigen Lauf",
    fresh: "Python",
    echo: "Eingetippt",
    choices: (names) => names.join("  "),
    stopped:
      "Gestoppt; mit dem Interpreter sind auch die Variablen weg: Was du als Nächstes tippst, beginnt in einem neuen.",
  },
  errorTitle: "Fehler",
  line: (line) => `Zu Zeile ${line}`,
  lineOf: (file, line) => `Zu Zeile ${line} von ${file}`,
  value: "Wert",
  truncated: {
    text: (limit) =>
      `Das Programm hat mehr als ${count(limit)} Zeichen ausgegeben: Was danach kam, ist verworfen.`,
    writes: (limit) =>
      `Nur die ersten ${count(limit)} Schreibvorgänge auf Dateideskriptoren werden gezeigt.`,
    displays: (limit) =>
      limit === 0
        ? "Was das Programm anzeigt, ist zu groß, um gezeigt zu werden."
        : `Nur die ersten ${count(limit)} Anzeigen des Programms werden gezeigt.`,
    trainings: (limit) =>
      `Nur die ersten ${count(limit)} Trainings werden gezeigt; die anderen laufen trotzdem weiter.`,
  },
  image: "Angezeigtes Bild",
  html: "Angezeigte Seite",

  panes: {
    title: "Ansicht",
    code: "Code",
    results: "Ergebnisse",
    arrived: "(neu)",
  },
  notice: {
    dismiss: "Ausblenden",
    fromLink: "Dieses Programm kam mit einem Link. Lies es, dann drücke „Ausführen“.",
    fromExample: (title) => `Das Programm war zuerst das Beispiel „${title}“.`,
    fromMoment: "„Ausführen“ zeigt den Schritt des Graphen, bei dem das Programm geteilt wurde.",
    noMoment: "Der Graph hat den Schritt nicht, den der Link nennt.",
    toDraft: "Zurück zu meinem Entwurf",
    draftsRefused:
      "Dieser Browser bewahrt nicht auf, was du jetzt schreibst: Es ist weg, wenn die Seite geschlossen wird. „Teilen“ macht einen Link, der es behält.",
    noExample: "Es gibt kein Beispiel mit diesem Namen.",
    outOfDate: "Diese Seite ist veraltet: Es gibt eine neuere Version. Lade die Seite neu.",
    notFetched: "Das ließ sich nicht laden. Versuche es noch einmal.",
    refused: "Das ließ sich nicht laden. Versuche es noch einmal, oder lade die Seite neu.",
    reload: "Neu laden",
    dropped: (/** @type {string[]} */ names) =>
      `Der Speicher des Browsers ist voll, deshalb wurden deine ältesten Entwürfe gelöscht: ${list(names.map((name) => `„${name}“`))}.`,
    overwritten: "In der Lektion stand vorher etwas anderes. Es liegt jetzt bei deinen Entwürfen.",
    noLesson: "Es gibt keine Lektion mit diesem Namen, oder sie konnte nicht geladen werden.",
    leftLesson: "Du hast die Lektion verlassen.",
    backToLesson: "Zurück zur Lektion",
  },
  offline: {
    newVersion: "Eine neue Version dieser Seite ist da.",
    load: "Neu laden",
  },
  link: {
    broken:
      "Der Link ist beschädigt oder wurde abgeschnitten: Sein Programm lässt sich nicht lesen.",
    version: "Der Link stammt von einer neueren Version dieser Seite.",
    tooLarge: "Das Programm im Link ist zu groß.",
    noUnpacking: "Dieser Browser kann Links mit einem Programm weder lesen noch erstellen.",
    lesson: (
      /** @type {{name: string, kind: "text" | "list" | "answers", most: number, length: number}} */ rule,
    ) =>
      `Die Lektion dieses Links lässt sich nicht zeigen, deshalb steht hier nur ihr Programm: „${rule.name}“ muss ${
        {
          text: `ein Text von höchstens ${count(rule.length)} Zeichen`,
          list: `eine Liste von höchstens ${count(rule.most)} Texten mit je höchstens ${count(rule.length)} Zeichen`,
          answers: `ein Objekt mit höchstens ${count(rule.most)} Texten von je höchstens ${count(rule.length)} Zeichen`,
        }[rule.kind]
      } sein.`,
  },

  /** Of the cards that `cards.js` makes. */
  later: {
    drafts: {
      title: "Deine Entwürfe",
      search: "Entwürfe durchsuchen",
      none: "Kein Entwurf passt dazu.",
      empty: "(leer)",
      current: "(im Editor)",
      time: moment,
      rename: "Umbenennen",
      newName: "Neuer Name",
      save: "Speichern",
      remove: "Löschen",
      removed: (name) => `„${name}“ ist gelöscht.`,
      restored: (name) => `„${name}“ ist wieder da.`,
      undo: "Rückgängig",
      unreadable: (number) =>
        some(number, {
          one: "# Entwurf ist nicht lesbar: Er ist beschädigt, oder eine neuere Version dieser Seite hat ihn geschrieben. Er bleibt, wie er ist.",
          other:
            "# Entwürfe sind nicht lesbar: Sie sind beschädigt, oder eine neuere Version dieser Seite hat sie geschrieben. Sie bleiben, wie sie sind.",
        }),
      saveUnreadable: "Als Datei speichern",
      close: "Schließen",
    },
    keys: {
      title: "Tasten",
      close: "Schließen",
      spoken: "Einem Screenreader mehr sagen: alles Gedruckte, und wie ein Training weitergeht",
      vim: "Vim-Tasten im Editor",
      refused: "Die Vim-Tasten konnten nicht geladen werden.",
      list: [
        ["Strg+Enter", "das Programm ausführen, überall auf der Seite"],
        ["Strg+S", "einen Link zum Programm kopieren, überall auf der Seite"],
        [
          "Umschalt+Enter",
          "im Editor: die Zelle ausführen und zur nächsten gehen; ohne Zellen das Programm ausführen",
        ],
        ["Strg+Leertaste", "Getipptes vervollständigen"],
        ["F1", "den Namen am Cursor erklären"],
        ["F8", "zum nächsten Syntaxfehler gehen"],
        ["Strg+F", "suchen und ersetzen"],
        ["Strg+/", "Zeilen auskommentieren, oder zurück"],
        ["Tab Umschalt+Tab", "einrücken, und zurück"],
        ["Esc Tab", "den Editor verlassen"],
        ["← →", "einen Schritt des Graphen zurück oder weiter, auf seinem Schieberegler"],
        ["Enter", "in der Konsole: auswerten; Umschalt+Enter beginnt eine neue Zeile"],
        ["Umschalt+F1", "diese Liste"],
      ],
    },
    data: {
      added: (name) => `${name} liegt neben dem Programm: open("${name}") liest es.`,
      notKept: (name) =>
        `${name} liegt neben dem Programm, bis du die Seite schließt: Dieser Browser bewahrt es nicht auf.`,
      tooLarge: (name, bytes, most) =>
        `${name} hat ${size(bytes)}: Die Dateien neben einem Programm haben zusammen höchstens ${size(most)}.`,
      unreadable: (name) => `${name} konnte nicht gelesen werden.`,
      gone: (names) =>
        `${list(names) || "Die Datei"}: Das bewahrt der Browser nicht mehr auf. Wähle es noch einmal aus.`,
      binary: (bytes) => `(${size(bytes)}, kein Text)`,
    },
    files: {
      name: "Name",
      done: "Fertig",
      cancel: "Abbrechen",
      removed: (/** @type {string} */ name) => `${name} ist gelöscht.`,
      restored: (/** @type {string} */ name) => `${name} ist wieder da.`,
      undo: "Rückgängig",
      noName: (name) =>
        `${name} kann kein Modul heißen: Der Name besteht aus Buchstaben, Ziffern und _, und einige sind vergeben.`,
      taken: (name) => `Eine Datei ${name} gibt es schon.`,
      tooMany: (most) => `Ein Programm hat höchstens ${most} Dateien.`,
      forked: (name) =>
        `Die Datei ${name} gehört jetzt dir: Beim nächsten Lauf tritt sie an die Stelle der Datei im Paket. Ihre Operationen werden dann mit denen des Pakets verglichen.`,
    },
    sharing: {
      shared: "Der Link ist kopiert und steht in der Adresszeile.",
      copyMarkdown: "Als Markdown kopieren",
      copyFrame: "Als iframe kopieren",
      copyLanguage: "Mit der Sprache kopieren (Deutsch)",
      newTab: "In neuem Tab öffnen",
      copied: "Kopiert.",
      notCopied: "Der Browser hat das Kopieren verweigert.",
      sharedByHand: "Der Link steht in der Adresszeile; kopiere ihn von dort.",
      tooLong:
        "Das Programm und die Dateien daneben sind zu lang für einen Link: Gepackt hat er höchstens 400.000 Zeichen.",
    },
    notebooks: {
      needs:
        "Dieses Notebook braucht das Python-Paket *micrograd* des micrograd playground; wie man es installiert, steht in dessen README.",
      opened: (name) => `${name} ist geöffnet; nichts davon ist gelaufen.`,
      faults: {
        broken: "Diese Datei ist kein Notebook.",
        version: "Dieses Notebook hat ein anderes Format: Gelesen wird nur Version 4.",
        language: "Dieses Notebook ist nicht in Python geschrieben.",
        tooManyCells: "Dieses Notebook hat zu viele Zellen.",
        tooLong: "Diese Datei ist zu groß.",
        files:
          "Dieses Notebook schreibt zu viele Dateien oder solche, die keine Module sein können.",
        fork: "Eine Kopie einer Datei des Pakets kann nicht in ein Notebook: Dort wird das Paket so verwendet, wie es installiert ist.",
        unreadable: "Diese Datei ist kein Text oder ließ sich nicht lesen.",
      },
    },
    address: {
      opened: (from) => `Dieses Programm kommt von ${from}. Lies es und drücke dann „Ausführen“.`,
      noAddress: "Der Link nennt keine Adresse einer Datei: Sie muss mit https:// beginnen.",
      html: "Die Adresse führt zu einer Seite, nicht zu einem Programm: Nimm die der Datei selbst.",
      unreachable: (host) =>
        `${host} ist nicht zu erreichen oder lässt andere Seiten seine Dateien nicht lesen.`,
      status: (host, status) =>
        `${host} hat diese Datei nicht oder gibt sie nicht her (${status}).`,
      endless: (seconds) => `Die Datei kam nicht innerhalb von ${seconds} Sekunden ganz an.`,
    },
    cells: {
      run: (number, title) =>
        title === "" ? `Zelle ${number} ausführen` : `Zelle ${number} ausführen: ${title}`,
    },
    keyRow: {
      title: "Tasten für Python",
      indent: "Einrücken",
      outdent: "Ausrücken",
      undo: "Rückgängig",
      redo: "Wiederholen",
      left: "Cursor nach links",
      right: "Cursor nach rechts",
      up: "Cursor nach oben",
      down: "Cursor nach unten",
      names: {
        "(": "Klammer auf",
        ")": "Klammer zu",
        "[": "Eckige Klammer auf",
        "]": "Eckige Klammer zu",
        "{": "Geschweifte Klammer auf",
        "}": "Geschweifte Klammer zu",
        ":": "Doppelpunkt",
        "=": "Gleichheitszeichen",
        ",": "Komma",
        ".": "Punkt",
        "*": "Sternchen",
        "+": "Pluszeichen",
        "-": "Minuszeichen",
        "/": "Schrägstrich",
        "'": "Apostroph",
        '"': "Anführungszeichen",
        "#": "Raute",
        _: "Unterstrich",
      },
    },
  },
  cards: {
    reasons: {
      "the program used the channel of its worker":
        "das Programm hat den Kanal seines Workers benutzt",
      "the program closed its worker": "das Programm hat seinen Worker geschlossen",
      "the program sent more than a page can show":
        "das Programm hat mehr gesendet, als eine Seite zeigen kann",
      "it sent too many messages": "das Programm hat zu viele Nachrichten gesendet",
      "it sent more than the page can show":
        "das Programm hat mehr gesendet, als die Seite zeigen kann",
      "the program took too much memory from JavaScript":
        "das Programm hat zu viel Speicher von JavaScript belegt",
    },
    table: {
      title: "Tabelle",
      nodes: (number) => some(number, { other: "# Knoten" }),
      columns: {
        index: "Index",
        layer: "Schicht",
        neuron: "Neuron",
        name: "Name",
        op: "Operation",
        data: "data",
        grad: "grad",
      },
      more: (number) => some(number, { one: "und # weitere Zeile", other: "und # weitere Zeilen" }),
    },
    written: {
      title: "Geschriebene Dateien",
      save: (name) => `${name} speichern`,
      size,
      tooLarge: (most) =>
        `Eine Datei von mehr als ${size(most)} kann hier nicht gespeichert werden.`,
      more: (number) =>
        some(number, { one: "und # weitere Datei", other: "und # weitere Dateien" }),
      unreadable: (name) => `${name} ist nicht mehr da.`,
    },
    drawing: "Wird gezeichnet…",
    drawFailed: (reason) => `Der Graph konnte nicht gezeichnet werden: ${reason}`,
    advised:
      "Der Seite ist an deinem Programm etwas aufgefallen. Suche in einer Lektion zuerst selbst; hier steht es.",
    advice: {
      "stale-gradients": (name) =>
        `Die Gradienten des vorigen Durchlaufs waren noch da, zum Beispiel in ${name || "einem Blatt"}: Setze sie vor jedem Durchlauf auf 0, außer wenn du sie behalten willst.`,
      "changed-data": (name) =>
        `Nach der Berechnung von ${name || "einem Knoten"} haben sich Werte (data) geändert, auf denen sie beruht: Rechne neu, bevor es rückwärts geht.`,
      "dead-relu": (name) =>
        `${name ? `Das relu ${name}` : "Ein relu-Neuron"} gab für jeden Datenpunkt 0 aus: Kein Gradient kommt hindurch, also kann das Neuron nicht lernen.`,
      "no-path": (name) =>
        `Von ${name || "einem Parameter"} führt kein Weg zum Verlust: Dort kommt kein Gradient an, obwohl das Netz trainiert wird.`,
      "not-finite": (name) =>
        `Der erste Wert, der keine endliche Zahl ist, entstand in ${name || "einem Knoten"}.`,
      "no-torch": (name) =>
        `PyTorch läuft nicht im Browser, deshalb fehlt ${name} hier. Speichere das Programm und starte es dort, wo PyTorch installiert ist. Das Beispiel „PyTorch daneben“ enthält Zahlen, die mit PyTorch berechnet wurden.`,
      "no-drawing": (name) =>
        `${name} gibt es hier nicht. Die Seite zeichnet Graphen selbst: Beende das Programm mit dem Wert, oder rufe display(value) auf.`,
      import: (line) =>
        `Das Programm benutzt einen Namen, den es nicht importiert hat. Schreibe an den Anfang: ${line}`,
      "no-threads": () =>
        "Im Browser hat Python nur einen Thread und kann keinen weiteren starten. Nimm stattdessen eine Schleife oder asyncio.",
      "no-processes": () =>
        "Im Browser kann Python keinen weiteren Prozess starten. Nimm stattdessen eine Schleife.",
      "foreign-signs": (sign) =>
        `Python kennt das Zeichen ${sign} nicht. Solche Zeichen kommen mit kopiertem Text.`,
    },
    mend: "Ersetzen",
    recorded: "Aufgezeichnet. „Ausführen“ rechnet es hier nach.",
    recordedBefore:
      "Vor deiner Änderung aufgezeichnet. „Ausführen“ rechnet das geänderte Programm.",
    drawTimeout: "die Anordnung hat zu lange gedauert",
    drawCancelled: "es wurde abgebrochen",
    notFetched: "der Code dafür ließ sich nicht laden",
    drawTooLarge: "der Graph ist zu groß",
    copyDot: "DOT kopieren",
    copied: "Kopiert",
    copyRefused: "Nicht kopiert",

    /** What is read out. */
    cells: {
      head: (number) => `Zelle ${number}`,
      goTo: (number) => `Zu Zelle ${number} im Code`,
      error: (number) => `Fehler in Zelle ${number}`,
    },

    spoken: {
      error: (line, what) => `Fehler in Zeile ${line}: ${what}`,
      moreLines: (number) => some(number, { one: "# weitere Zeile", other: "# weitere Zeilen" }),
      moreResults: (number) =>
        some(number, { one: "# weiteres Ergebnis", other: "# weitere Ergebnisse" }),
    },

    walk: {
      anyGraph: "Berechnungsgraph",
      title: (output) => (output === "" ? "Berechnungsgraph" : `Berechnungsgraph von ${output}`),
      nodes: "Knoten; Pfeiltasten führen zu Operanden und Nachfolgern, Enter heftet einen an",
      drawing: "Wird gezeichnet…",
      drawFailed: (reason) => `Der Graph konnte nicht gezeichnet werden: ${reason}`,
      drawTooLarge: "Der Graph hat zu viele Kästen und Pfeile, um gezeichnet zu werden.",
      drawnInColumns:
        "Die Kästen stehen in einfachen Spalten: Graphviz braucht für diesen Graphen zu lange oder scheitert an ihm.",
      drawnWithout:
        "Die Kästen stehen in einfachen Spalten: Graphviz, das ihnen ihren Platz gibt, ließ sich nicht laden. Die nächste Zeichnung versucht es noch einmal.",

      view: "Ansicht",
      zoomIn: "Vergrößern",
      zoomOut: "Verkleinern",
      fit: "Einpassen",
      fullScreen: "Vollbild",
      menu: "Kopieren und speichern",
      copyMoment: "Link zu diesem Moment kopieren",
      copySvg: "SVG kopieren",
      copyPng: "PNG kopieren",
      copyDot: "DOT dieses Schritts kopieren",
      copyStage: {
        before: "DOT vor der Backpropagation kopieren",
        after: "DOT nach der Backpropagation kopieren",
        "": "DOT des Pakets kopieren",
      },
      saveSvg: "SVG herunterladen",
      savePng: "PNG herunterladen",
      saveDot: "DOT herunterladen",
      saveHandOut: "Handout herunterladen (alle Schritte)",
      copied: "Kopiert",
      saved: "Heruntergeladen",
      notDone: "Der Browser hat das verweigert",

      player: "Durch den Graphen gehen",
      step: "Schritt",
      stepOf: (step, last, sentence) => `${step} von ${last}: ${sentence}`,
      play: "Abspielen",
      pause: "Pause",
      back: "Einen Schritt zurück",
      forward: "Einen Schritt weiter",
      toStart: "Zum Anfang",
      toSeed: (output) => `∂${output}/∂${output} = 1`,
      toSeedTitle: "Dorthin, wo der Rückwärtsdurchlauf beginnt",
      toEnd: "Zum Ende",

      predict: {
        title: "Vorhersagen",
        hint: "Die Gradienten verbergen und jeden eintippen, bevor er gezeigt wird",
        why: "Weiter geht es, sobald dieser Gradient stimmt. „Kopieren und speichern“ würde ihn zeigen und ist verborgen, bis „Vorhersagen“ aus ist.",
        question: (output, node) => `∂${output || "L"}/∂${node} =`,
        check: "Prüfen",
        tell: "Zeigen",
        nothing: "Im gezeichneten Teil gibt es keinen Gradienten zum Vorhersagen: Klappe mehr auf.",
        score: (first, count) => `${first} von ${count} beim ersten Versuch.`,
        answers: {
          right: (question) => `${question} richtig.`,
          unreadable: () => "Tippe eine Zahl ein, etwa -0.5, 1e-3 oder 1/3.",
          sign: () => "Der Betrag stimmt, das Vorzeichen nicht.",
          path: () =>
            "Das ist der Anteil einer einzigen Verwendung; der Knoten wird mehrmals verwendet, und alle Anteile werden addiert.",
          local: () =>
            "Das ist nur die lokale Ableitung: Multipliziere sie mit dem Gradienten, der beim Ergebnis ankommt.",
          upstream: () =>
            "Das ist der Gradient, der beim Ergebnis ankommt: Multipliziere ihn mit der lokalen Ableitung.",
          value: () =>
            "Das ist der Wert des Knotens; wie schnell wächst die Ausgabe, wenn der Knoten wächst?",
          own: () =>
            "Die Rückwärtsfunktionen der Operationen ergeben eine andere Zahl. „Gradienten prüfen“ vergleicht sie mit zentralen Differenzen.",
          other: () =>
            "Das stimmt nicht. Nimm die Kettenregel: lokale Ableitung mal dem, was ankommt.",
        },
      },

      ledger: "Rechnung dieses Schritts",
      start: "Vor dem Rückwärtsdurchlauf: die Werte des Vorwärtsdurchlaufs.",
      startValues: "Die Werte des Vorwärtsdurchlaufs.",
      startZeros:
        "Die Werte des Vorwärtsdurchlaufs. Alle Gradienten des Programms sind 0: Vielleicht ist kein Rückwärtsdurchlauf gelaufen, oder er begann nicht mit Ausgabe.grad = 1.0.",
      end: "Nach der Backpropagation: Jeder Knoten hat seinen Gradienten, ∂Ausgabe/∂Knoten.",
      endZeros:
        "Im Programm selbst sind alle Gradienten 0. Diese hier gehören zu einem Rückwärtsdurchlauf, der mit Ausgabe.grad = 1.0 beginnt, wie es jeder Durchlauf muss.",
      endOwn:
        "Nach der Backpropagation: Jeder Gradient ist, was die Rückwärtsfunktionen der Operationen ergeben.",
      endOwnHint: "„Gradienten prüfen“ vergleicht ihn mit zentralen Differenzen.",
      endOnTop:
        "Nach der Backpropagation: ∂Ausgabe/∂Knoten ist zu dem addiert, was die Blätter vorher hatten.",
      endOthers:
        "Das Programm hat andere Gradienten, als dieser Rückwärtsdurchlauf ergibt. Mögliche Gründe: andere Durchläufe, eine andere Reihenfolge, ein anderer Gradient an der Ausgabe, fehlende Operanden, gesetzte oder geänderte Zahlen.",
      byPass: (gradients) => `Dieser Durchlauf ergibt ${gradients}`,
      seed: (name) =>
        `Der Rückwärtsdurchlauf beginnt bei ${name}: Die Ableitung von ${name} nach sich selbst ist 1.`,
      handsOn: (name, gradient) =>
        `${name} gibt den Gradienten ${gradient} an die Operanden weiter.`,
      notes: {
        reused: "zum Vorhandenen addiert: mehr als einmal verwendet",
        held: "zu dem addiert, was vor diesem Durchlauf da war",
        replaces: "ersetzt, was da war",
      },
      together: (
        /** @type {{name: string, places: number, derivative: string}} */ {
          name,
          places,
          derivative,
        },
      ) =>
        `${name} steht an ${places} Stellen, jede mit ihrem eigenen Anteil. Nach ${name} insgesamt: ${derivative}.`,
      moreLines: (number) => `und ${count(number)} weitere`,

      table: "Schritte als Tabelle",
      tableCaption: "Jeder Schritt des Vorwärts- und des Rückwärtsdurchlaufs mit seiner Rechnung",
      tableStep: "Schritt",
      tableWhat: "Was geschieht",
      tableHow: "Rechnung",
      goToStep: (step) => `Zu Schritt ${step}`,
      spokenGradient: (gradient) => `Gradient ${gradient}`,
      spokenDerivative: (derivative, target) => `lokale Ableitung ${derivative} von ${target}`,

      detail: "Detail",
      levels: { open: "Alles", neuron: "Neuronen", layer: "Schichten", mlp: "Ganzes Netz" },
      groupName: (kind) => ({ mlp: "MLP", layer: "Schicht", neuron: "Neuron" })[kind] ?? "Gruppe",
      groupSize: (nodes) => `${count(nodes)} Knoten`,
      tooManyBoxes: "Das wären zu viele Kästen zum Zeichnen: Klappe erst andere ein.",
      sample: "Datenpunkt",
      ofSamples: (samples) => ` von ${count(samples)}`,
      check: "Gradienten prüfen",
      checkedAll: (agree, differ, all, undecided) => {
        if (differ === 0 && agree === all)
          return some(all, {
            one: "Die eine Ableitung stimmt mit zentralen Differenzen überein.",
            other: "Alle # Ableitungen stimmen mit zentralen Differenzen überein.",
          });
        const rest = all - agree - differ;
        const parts = [
          some(agree, {
            one: `# von ${count(all)} Ableitungen stimmt.`,
            other: `# von ${count(all)} Ableitungen stimmen.`,
          }),
        ];
        if (differ > 0)
          parts.push(
            some(differ, {
              one: "# weicht von zentralen Differenzen ab (≠).",
              other: "# weichen von zentralen Differenzen ab (≠).",
            }),
          );
        if (rest > 0) {
          const signs = undecided.map((each) => UNDECIDED[each]).join(", ");
          parts.push(
            some(rest, {
              one: `# ließ sich nicht entscheiden (${signs}).`,
              other: `# ließen sich nicht entscheiden (${signs}).`,
            }),
          );
        }
        return parts.join(" ");
      },
      checkedWhat: (nodes, operands) =>
        operands === 0
          ? "Es ist der Gradient des einzigen Knotens."
          : `${some(nodes, {
              one: "# ist der Gradient eines Knotens",
              other: "# sind Gradienten von Knoten",
            })}, ${some(operands, {
              one: "# ist die lokale Ableitung einer Operation",
              other: "# sind lokale Ableitungen von Operationen",
            })}.`,
      checkedBy: (names) =>
        `Die Differenzen nehmen ${list(names)} des Pakets statt des Programms: Beide ergeben dieselben Werte.`,
      verdicts: {
        agrees: (slope, tolerance) =>
          `stimmt mit zentralen Differenzen überein (${slope}, relative Toleranz ${tolerance})`,
        differs: (slope) => `weicht ab: zentrale Differenzen ergeben ${slope}`,
        kink: (slope) => `an einem Knick, wo die Steigungen verschieden sind (${slope})`,
        jump: () => "an einem Sprung: es gibt keine Steigung",
        "not finite": () => "nicht endlich",
        hidden: () => "nicht messbar: Das Runden verdeckt es",
        cut: () =>
          "lässt sich nicht sagen: Ein Wert, dessen Operanden fehlen, hängt vielleicht davon ab",
        unchecked: () => "konnte nicht neu berechnet werden",
      },
      wrongLocal: (/** @type {string} */ claimed, /** @type {string} */ slope) =>
        `die eigene Ableitung weicht ab (≠): Weitergegeben wird mit ${claimed}, zentrale Differenzen ergeben ${slope}`,
      wrongOperation: "laut dem Vergleich der Operationen ist diese falsch (≠)",
      ofLine: (line, nodes, pass, passes) => {
        const made = `Zeile ${line} hat ${count(nodes)} Knoten erzeugt`;
        return passes > 1 ? `${made}, in Durchlauf ${pass} von ${count(passes)}` : made;
      },
      earlierPass: "Früherer Durchlauf dieser Zeile",
      laterPass: "Späterer Durchlauf dieser Zeile",

      pinned: "Angehefteter Knoten",
      isPinned: "angeheftet",
      pinnedNow: (name) => `${name} ist angeheftet.`,
      unpinnedNow: "Kein Knoten ist angeheftet.",
      variable: "Variable",
      label: "Beschriftung",
      outsideShare: "davon aus nicht gezeigten Knoten",
      why: "Die Summanden seines Gradienten",
      whyFrom: (name) => `von ${name}`,
      whyGo: (name) => `${name} anheften und sehen, woher der Gradient kommt`,
      whySample: (sample) => `Datenpunkt ${count(sample)}`,
      whyKinds: {
        outside: "von nicht gezeigten Knoten",
        before: "vor diesem Durchlauf vorhanden",
        seed: "die Ausgabe nach sich selbst",
        rest: "durch Rundung",
      },
      whyMore: (terms, together) =>
        some(terms, {
          one: `+ # weiterer: ${together}`,
          other: `+ # weitere, zusammen ${together}`,
        }),
      whyLater: "In späteren Schritten kommt noch etwas dazu.",
      paths: "Jeder Weg zur Ausgabe, ausmultipliziert",
      notShown: "nicht gezeigt",
      notShownNodes: (operands, users) =>
        list(
          [
            operands > 0 ? some(operands, { one: "# Operand", other: "# Operanden" }) : "",
            users > 0 ? some(users, { other: "# Nachfolger" }) : "",
          ].filter(Boolean),
        ),
      checked: "Prüfung",
      line: (line) => `Zu Zeile ${line}`,
      open: "Öffnen",
      foldInto: (kind) =>
        ({ mlp: "Netz einklappen", layer: "Schicht einklappen", neuron: "Neuron einklappen" })[
          kind
        ] ?? "Einklappen",
      unpin: "Lösen",
      whatIf: "Was wäre bei data =",
      tryValue: "Anderer Wert",
      tryRange: "Den Wert mit dem Regler ändern",
      reset: "Zurücksetzen",
      nearby: ({ name, from, to, gradient }) =>
        `Die Ausgabe für ${name} von ${from} bis ${to}, und die Gerade, deren Steigung der Gradient ist: ${gradient}`,
      trial: "Was wäre, wenn: der Graph neu berechnet, vorwärts und rückwärts.",
      trying: "Python wird gefragt…",
      triedBy: (names) =>
        `Werte und Gradienten sind hier mit ${list(names)} des Pakets statt des Programms berechnet: Beide ergeben dieselben Werte.`,
      triedOther: "Ihre Gradienten sind nicht die des Programms, was „Gradienten prüfen“ zeigt.",
      tried: ({ name, from, to, change, prediction }) =>
        `${name}: ${from} → ${to}. Die Ausgabe ändert sich um ${change}; vorhergesagt durch Ableitung × Δ: ${prediction}.`,
      refused: (reason) => `Python kann es nicht sagen: ${reason}.`,
      noAnswer: {
        running: "Das Programm läuft noch: Frage, wenn es zu Ende ist.",
        gone: "Der Interpreter dieses Laufs ist weg: Führe das Programm noch einmal aus.",
        late: "Die Antwort kam nicht rechtzeitig.",
        unreadable: "Die Antwort ließ sich nicht lesen.",
      },

      otherValues: (name, nodes) =>
        `${some(nodes, {
          one: `${name} hat einen anderen Wert, als die Operation jetzt ergibt.`,
          other: `# Knoten haben andere Werte, als ihre Operationen jetzt ergeben. Der erste ist ${name}.`,
        })} Das Programm hat seither Operanden geändert, oder eine Operation rechnet anders, als ihr Name sagt.`,
      lostOperands: (name, op) =>
        op === ""
          ? `Das _backward von ${name} benutzt Werte, die nicht unter den Operanden sind. Über ${name} erreicht dieser Rückwärtsdurchlauf sie nicht.`
          : `${name} nennt die Operation ${op}, aber keine Operanden. Dort endet dieser Rückwärtsdurchlauf.`,
      leftOut: ({ shown, total, sample, samples, distance }) => {
        const parts = [
          some(shown, {
            one: `# von ${count(total)} Knoten wird gezeigt.`,
            other: `# von ${count(total)} Knoten werden gezeigt.`,
          }),
        ];
        if (samples > 0 && sample !== null)
          parts.push(
            some(samples, {
              one: `# gehört zu anderen Datenpunkten als ${count(sample + 1)}.`,
              other: `# gehören zu anderen Datenpunkten als ${count(sample + 1)}.`,
            }),
          );
        if (distance > 0)
          parts.push(
            some(distance, {
              one: "# ist zu weit von der Ausgabe entfernt.",
              other: "# sind zu weit von der Ausgabe entfernt.",
            }),
          );
        return parts.join(" ");
      },
      fault: (fault) => `Es gibt keine Rückwärtsschritte: ${fault}`,
      firstNotFinite: (name) => `Die erste Zahl, die nicht endlich ist, entstand in ${name}.`,
    },

    chart: {
      title: "Diagramm",
      numbers: "Zahlen des Diagramms",
      failed: (reason) => `Das Diagramm konnte nicht gezeichnet werden: ${reason}`,
      tooLarge: "das Diagramm ist zu groß",
      timeout: "das Zeichnen hat zu lange gedauert",
      cancelled: "es wurde abgebrochen",
    },

    engine: {
      title: "Vergleich mit dem Paket",
      right: (operations) =>
        some(operations, {
          one: "Diese Engine stimmt mit der des Pakets überein: # Ausdruck, Wert und Gradienten, an vielen Zahlen.",
          other:
            "Diese Engine stimmt mit der des Pakets überein: # Ausdrücke, Werte und Gradienten, an vielen Zahlen.",
        }),
      wrong: (wrong, operations) =>
        some(wrong, {
          one: `# von ${count(operations)} Ausdrücken ergibt etwas anderes als mit dem Paket; in den Graphen trägt die fehlerhafte Operation das Zeichen ≠.`,
          other: `# von ${count(operations)} Ausdrücken ergeben etwas anderes als mit dem Paket; in den Graphen tragen die fehlerhaften Operationen das Zeichen ≠.`,
        }),
      differences,
      lineOf: (file, line) => `Zu Zeile ${line} von ${file}`,
    },

    training: {
      title: (network) => `Training von ${network}`,
      facts: ({ n_samples, n_parameters, loss, optimizer }) =>
        [
          n_samples > 0 ? some(n_samples, { one: "# Datenpunkt", other: "# Datenpunkte" }) : "",
          `${count(n_parameters)} Parameter`,
          loss === "" ? "" : `Verlust: ${LOSSES.get(loss) ?? loss}`,
          optimizer,
        ]
          .filter(Boolean)
          .join(" · "),
      state: trainingState,
      anew: (reason) =>
        `Jede Runde baut ihren Graphen neu auf, was langsamer ist als ein Tape: ${reason}.`,
      progress: "Gelaufene Runden",
      menu: "Kopieren",
      copyCsv: "Die Verluste als CSV kopieren",
      copied: "Kopiert",
      notDone: "Der Browser hat das verweigert",

      steer: "Das Training steuern",
      cannotSteer:
        "Dieser Browser kann ein laufendes Programm nicht anhalten, daher lässt sich das Training nicht steuern; „Stopp“ beendet es.",
      pause: "Pause",
      goOn: "Weiter",
      oneRound: "Eine Runde",
      oneRoundTitle: "Eine Runde laufen, dann anhalten",
      end: "Training beenden",
      endTitle: "Das Training nach dieser Runde beenden; das Programm fährt mit dem Gelernten fort",
      restart: "Neu starten",
      restartTitle: "Mit denselben Anfangsparametern neu beginnen",
      learningRate: "Lernrate",
      pace: "Tempo",
      paces: (pace) =>
        pace === 0
          ? "volles Tempo"
          : some(pace, { one: "# Runde pro Sekunde", other: "# Runden pro Sekunde" }),
      beginPaused: "Nächsten Lauf angehalten beginnen",
      steeringOver: (beginPaused) =>
        `Das Training ist vorbei. Um das nächste zu steuern: „${beginPaused}“ ankreuzen, dann „Ausführen“.`,
      noRate: "Eine Lernrate ist eine Zahl ab 0. Sie bleibt, wie sie war.",
      rateNotRead:
        "Das Programm hat die neue Rate nicht gelesen: Eine Schleife liest sie aus learning_rate ihres Training.",

      loss: "Verlust",
      logScale: "logarithmisch",
      layOver: "Vergleichen mit",
      nothingOver: "nichts",
      noOther: "noch kein anderes Training",
      otherStarts: "andere begannen mit anderen Parametern",
      pastLabel: ({ optimizer, rate, rounds, loss }) =>
        [
          optimizer,
          rate === null ? "" : `Rate ${digits(rate)}`,
          some(rounds, { one: "# Runde", other: "# Runden" }),
          loss === undefined ? "" : `Verlust ${digits(loss)}`,
        ]
          .filter(Boolean)
          .join("; "),
      runBefore: (label) => (label.startsWith("voriger Lauf: ") ? label : `voriger Lauf: ${label}`),
      start: (number) => `Start ${number}`,
      noChart: "Das Diagramm konnte nicht geladen werden; die Zahlen stehen unten.",
      count,
      digits,
      axis: writing.axis,
      decimal: (text) => text.replace(".", writing.point),
      curve: (rounds, losses) => {
        if (losses.length === 0) return "Verlust über den Runden: noch keine Runde";
        const lowest = losses.reduce((a, b) => Math.min(a, b));
        const [first, last] = [losses[0], losses.at(-1)];
        const where = rounds[losses.indexOf(lowest)];
        return `Verlust über den Runden: ${digits(first)} in Runde ${count(rounds[0] ?? 0)}, ${digits(last)} in Runde ${count(rounds.at(-1) ?? 0)}, am niedrigsten ${digits(lowest)} in Runde ${count(where ?? 0)}`;
      },

      timeMachine: "Zeitmaschine",
      round: "Runde",
      roundOf: (round, loss) =>
        round === 0
          ? `Runde ${count(round)}: der Anfang`
          : `Runde ${count(round)}${loss === undefined ? "" : `: Verlust ${digits(loss)}`}`,
      play: "Die Runden abspielen",
      pausePlay: "Das Abspielen anhalten",
      live: "Zur letzten Runde",

      plane: (inputs, samples, round) =>
        `${inputs === 2 ? "Was das Netz zu jedem Punkt der Ebene sagt" : "Was das Netz entlang seiner Eingabe sagt"}${some(samples, { one: ", mit # Datenpunkt, ", other: ", mit # Datenpunkten, " })}nach Runde ${count(round)}`,
      place: (inputs, output) => `(${inputs})${output && ` → ${output}`}`,
      someSamples: (drawn, all) => `Das Bild hat ${count(drawn)} von ${count(all)} Datenpunkten.`,
      pictureOf: (round) => `Das Bild zeigt Runde ${count(round)}.`,
      classes: (number) =>
        some(number, {
          one: "# Ausgabe",
          other: "# Ausgaben: Die Farbe zeigt die größte",
        }),

      points: "Deine eigenen Punkte",
      pointsHint:
        "Solange dies offen ist, fügt ein Klick ins Bild einen Punkt hinzu. „Ins Programm schreiben“ legt die Daten dort ab, und „Ausführen“ trainiert damit.",
      target: "Zielwert",
      addPoint: "Hinzufügen",
      removeLast: "Letzten entfernen",
      removeAll: "Alle entfernen",
      writePoints: "Ins Programm schreiben",
      pointsWritten: "Die Punkte stehen im Programm: Drücke „Ausführen“.",
      pointsNotWritten:
        'Es ist nicht klar, wohin: Lass das Programm seine Daten mit inputs, targets = from_csv("""""") aus micrograd.data lesen.',
      pointNumbers: "Ein Punkt braucht in jedem Feld eine Zahl.",

      maps: "Was jedes Neuron sagt",
      layer: (layer) => `Schicht ${layer}`,
      neuron: (layer, neuron) => `Schicht ${layer}, Neuron ${neuron}`,
      inputs: "Eingaben",
      wires:
        "Eine Linie ist ein Gewicht: je breiter, desto größer; blau ist positiv, orange negativ.",
      weightsOf: (neuron, weights, bias) =>
        `${neuron}: Gewichte ${weights.join("; ")}; Bias ${bias}`,
      predictions: "Vorhersagen",
      predictionHead: ["Datenpunkt", "Eingaben", "Zielwert", "Ausgabe"],
      parameters: "Parameter",
      parameterHead: ["Neuron", "Gewichte", "Bias"],
      namedHead: ["Parameter", "Wert"],
      parameter: (number) => `Parameter ${number}`,
      losses: "Verluste",
      lossHead: ["Runde", "Verlust"],
      lossesOfTrain:
        "Jeder Verlust wird vor der Änderung der Parameter berechnet, zu der er führt. Vorhersagen, Parameter und Bilder einer Runde sind die nach der Änderung.",
      lossesOfLoop:
        "Der Verlust einer Runde ist der, den das Programm gemeldet hat. Vorhersagen, Parameter und Bilder einer Runde sind die zu dieser Zeit.",
      asking: "Python wird gefragt…",
      moreRows: (number) => `und ${count(number)} weitere`,

      sampleGraph: "Graph eines Datenpunkts",
      sample: "Datenpunkt",
      ofSamples: (samples) => ` von ${count(samples)}`,
      noAnswer: {
        running: "Das Programm läuft noch: Python kann gefragt werden, wenn es zu Ende ist.",
        gone: "Der Interpreter dieses Laufs ist weg: Führe das Programm noch einmal aus.",
        late: "Die Antwort kam nicht rechtzeitig.",
        unreadable: "Die Antwort ließ sich nicht lesen.",
      },
    },
  },

  /** Of the lessons, but for what is a lesson's own. */
  course: {
    title: (number, count, title) => `Lektion ${number} von ${count}: ${title}`,
    ownTitle: (title) => `Eine Lektion aus einem Link: ${title}`,
    back: "Zurück",
    next: "Weiter",
    path: "Alle Lektionen",
    close: "Lektionen verlassen",
    task: "Drücke „Ausführen“: Das Programm wird geprüft.",
    hint: (number, count) => `Tipp ${number} von ${count}`,
    handOut: "Handout herunterladen",
    taskSheet: "Arbeitsblatt herunterladen",
    answerSheet: "Arbeitsblatt mit Lösung herunterladen",
    again: "Neu beginnen",
    end: {
      all: "Du hast alle Lektionen bestanden. Du hast eine Engine wie die von PyTorch gebaut, für einzelne Zahlen, und darauf ein Netz trainiert. Was du jetzt tun kannst:",
      open: (left) =>
        some(left, {
          one: "Das war die letzte Lektion; # andere ist noch offen: Die Liste zeigt, welche. Was du jetzt tun kannst:",
          other:
            "Das war die letzte Lektion; # andere sind noch offen: Die Liste zeigt, welche. Was du jetzt tun kannst:",
        }),
      own: "Verlass die Lektionen und schreib ein eigenes Programm: ein Netz für deine Daten, oder mit deiner Engine anstelle der des Pakets.",
      examples:
        "Öffne ein Beispiel aus dem Menü, ändere es und finde heraus, warum es sich dann so verhält.",
      docs: "Lies, wie dasselbe mit Tensoren geht, in PyTorch (englisch)",
      docsUrl: "docs/scaling-out.html",
      source: {
        text: "Lies Karpathys micrograd und sieh seine Vorlesungen dazu (englisch)",
        url: "https://github.com/karpathy/micrograd",
      },
    },
    steps: {
      title: "Wie weiter",
      sentence: "Ändere eine Zahl und führ es wieder aus, oder geh weiter:",
      before: (title) => `Zurück: ${title}`,
      next: (title) => `Weiter: ${title}`,
      list: "Alle Lektionen und Beispiele",
    },
    withReference: "Mit der Referenz beginnen",
    ownEngine:
      "Das ist deine eigene Engine aus der vorigen Lektion. Drücke „Ausführen“: Das Programm wird geprüft.",
    ownEngineNotYet:
      "Das ist deine eigene Engine aus der vorigen Lektion. Dort hat sie noch nicht bestanden: Arbeite mit ihr weiter, oder beginne mit der Referenz.",
    solution: "Eine Lösung",
    room: "Deine Antwort",
    takeSolution: "In den Editor übernehmen",
    passed: "Richtig. Damit ist die Lektion geschafft.",
    notYet: "Noch nicht.",
    error:
      "Das Programm endete mit einem Fehler: Behebe ihn zuerst. Die letzte Zeile der Meldung sagt, welcher es ist.",
    unanswered:
      "Der Lauf endete, bevor die Prüfung antworten konnte. Über dein Programm ist damit nichts gesagt.",
    gap: "Im Programm stehen noch Punkte (...): Sie stehen für das, was du schreiben sollst.",
    general: {
      missing: ({ name }) => `Im Programm gibt es keine Variable \`${name}\`.`,
      gap: ({ name }) =>
        `Bei \`${name}\` stehen noch die Punkte (...): Schreibe etwas an ihre Stelle.`,
      kind: ({ name, wanted, found }) =>
        `\`${name}\` sollte vom Typ \`${wanted}\` sein, ist aber vom Typ \`${found}\`.`,
      node: ({ name, node }) =>
        `\`${name}\` ist ein Knoten, gefragt ist aber eine Zahl: \`${node}.data\` ist seine Zahl, \`${node}.grad\` sein Gradient.`,
      "no-node": ({ name, value }) =>
        `\`${name}\` ist die Zahl ${value}, gefragt ist aber ein Knoten: Berechne ihn aus den Knoten selbst, ohne \`.data\` und ohne eingetippte Ergebnisse.`,
      method: ({ function: called, node }) =>
        `\`${called}\` ist bei Knoten eine Methode: Schreibe \`${node}.${called}()\`. \`math.${called}(…)\` nimmt eine gewöhnliche Zahl und gibt eine, ohne einen Weg zurück.`,
      "backward-result": () =>
        "`backward()` gibt nichts zurück. Es legt jeden Gradienten in seinem Knoten ab: Rufe es in einer eigenen Zeile auf, und lies danach `.grad` des Knotens, um den es dir geht.",
      "is-none": ({ name }) =>
        `\`${name}\` ist \`None\`. Das liefert eine Funktion, die nichts zurückgibt, zum Beispiel \`print()\`.`,
      "no-call": ({ number }) =>
        `${number} ist eine Zahl und keine Funktion: Schreibe die Zahl ohne Klammern.`,
      text: ({ name, value }) =>
        `\`${name}\` ist der Text ${value}: Schreibe eine Zahl ohne Anführungszeichen.`,
      uncalled: ({ name, call }) =>
        `\`${name}\` ist eine Funktion und nicht das, was sie zurückgibt: Rufe sie auf, \`${call}\`.`,
      several: ({ name, count: number }) =>
        `\`${name}\` ist eine Sammlung (ihre Länge ist ${number}): Gefragt ist ein einzelner Wert.`,
      comma: ({ name }) =>
        `\`${name}\` ist ein Paar aus zwei Zahlen, weil in Python ein Komma zwei Dinge trennt. Schreibe in Zahlen einen Punkt: 2.5.`,
      typed: ({ name, value, changes }) =>
        `\`${name}\` ist ${value}. Das bliebe auch so, wenn das Programm mit \`${changes}\` begänne; dann müsste sich \`${name}\` aber ändern: Berechne \`${name}\` aus den Variablen des Programms.`,
      changed: ({ changes }) =>
        `Du hast Zahlen geändert: \`${changes}\`. Das darfst du gern ausprobieren; die Prüfung hat mit deinen Zahlen gerechnet.`,
      broken: ({ error }) =>
        `Die Prüfung der Lektion kam nicht weiter und sagt deshalb nichts über dein Programm. Entweder ist sie auf das, was dein Programm tut, nicht vorbereitet, oder sie hat selbst einen Fehler: ${error}`,
      "not-finite": ({ name, value }) =>
        `\`${name}\` ist ${value}, sollte aber eine endliche Zahl sein.`,
      operation: ({ operation, kind, at, name, got, wanted }) =>
        `\`${operation}\` ${difference(kind)({ at, name, got, wanted })}`,
      raised: ({ error }) => `Beim Ausprobieren deines Programms trat ein Fehler auf: ${error}`,
      "engine-missing": ({ name, file }) =>
        `In \`${file}\` gibt es noch keine Klasse \`${name}\`. Schreibe sie dort hinein: \`main.py\` benutzt sie nur.`,
      "engine-package": ({ name, file }) =>
        `\`${name}\` in \`${file}\` lässt das Paket \`micrograd\` die Arbeit tun. Hier schreibst du die Engine selbst.`,
      "engine-method": ({ name, method, file }) =>
        `\`${name}\` hat noch keine Methode \`${method}\`. Schreibe sie in \`${file}\`, eingerückt, in die Klasse.`,
      "engine-raised": ({ what, error }) => `\`${what}\` endet mit einem Fehler: ${error}`,
      "call-on": ({ function: called, node }) =>
        `\`${called}\` gehört zu \`${node}\`: Schreibe \`${node}.${called}()\`.`,
      owner: ({ name, like }) =>
        `\`${name}\` gehört zu einem Knoten. Schreibe den Knoten und einen Punkt davor: \`${like}\`.`,
      compared: ({ name }) =>
        `\`${name} == …\` vergleicht, und \`${name}\` gibt es noch nicht. Einen Wert gibst du mit einem einzelnen \`=\`.`,
      import: ({ name, line }) =>
        `\`${name}\` ist in dieser Datei nicht bekannt. Schreibe ganz oben: \`${line}\``,
      math: ({ function: called, call }) =>
        `\`${called}\` einer gewöhnlichen Zahl steht in \`math\`: Schreibe \`${call}\`, und ganz oben in der Datei \`import math\`.`,
      wrapped: ({ made, inner }) =>
        `\`${made}(…)\` will eine Zahl, und \`${inner}\` ist schon ein Knoten: Lass \`${made}(…)\` weg.`,
      "number-in": ({ name, node }) =>
        `\`${name}\` muss eine Zahl sein, und \`${node}\` ist ein Knoten: Seine Zahl ist \`${node}.data\`, sein Gradient \`${node}.grad\`.`,
      power: () => "In Python ist `^` keine Potenz: Schreibe `**`, wie in `x**2`.",
      lists: ({ operator }) =>
        `Mit einer Liste als Ganzem lässt sich nicht rechnen (hier mit \`${operator}\`). Geh ihre Elemente mit \`for\` durch, zwei Listen zugleich mit \`zip\`.`,
      "in-place": ({ call }) =>
        `\`${call}\` ändert die Liste selbst und gibt nichts zurück: Schreibe es in eine eigene Zeile.`,
      parameters: ({ name }) =>
        `Eine Schleife kann nicht durch \`${name}\` selbst gehen. Durch \`${name}.parameters()\` kann sie es.`,
      "of-number": ({ number, name }) =>
        `${number} ist eine gewöhnliche Zahl und hat kein \`${name}\`: Das hat nur ein Knoten.`,
      attribute: ({ name }) =>
        `Ein Knoten hat kein \`${name}\`. Seine Zahl ist \`.data\`, sein Gradient \`.grad\`.`,
      "of-list": ({ list, name }) =>
        `\`${list}\` enthält mehreres und hat kein \`${name}\`: Geh es mit \`for\` durch.`,
      "own-class": ({ class: own, name }) =>
        `\`${own}\` ist eine Klasse dieses Programms und hat kein \`${name}\`. Nimm, was \`${own}\` hat, oder schreibe \`${name}\` hinein.`,
      "no-init": ({ class: own }) =>
        `Ein Objekt der Klasse \`${own}\` ist noch kein ganzer Knoten: \`__init__\` muss \`super().__init__(…)\` mit dem Wert aufrufen.`,
      "no-self": ({ function: called, wanted }) =>
        `Eine Methode bekommt zuerst ihr eigenes Objekt. Schreibe \`def ${called}(${wanted}):\``,
      "no-argument": ({ function: called }) =>
        `\`${called}()\` bekommt nichts in die Klammern: Es beginnt beim Knoten vor dem Punkt.`,
      "inner-self": ({ function: called }) =>
        `\`${called}\` wird ohne Argumente aufgerufen und sieht \`self\` und \`other\` von außen. Schreibe \`def ${called}():\``,
      endless: ({ function: called }) =>
        `\`${called}\` hat sich selbst aufgerufen, direkt oder über einen Operator, bis Python es abbrach. Kommt es je zu einem Ende?`,
      tuple: ({ like }) =>
        `\`_prev\` muss ein Tupel sein, und ein Tupel mit einem Element braucht ein Komma: \`${like}\`.`,
      quotes: ({ name }) =>
        `\`${name}\` ist keine Variable. Ein Text steht in Anführungszeichen: "\`${name}\`".`,
      point: ({ number }) => `In einer Zahl will Python einen Punkt: \`${number}\`.`,
      outputs: () =>
        "Das Netz hat mehrere Ausgaben, aber jeder Zielwert ist eine einzige Zahl: Gib der letzten Schicht ein einziges Neuron.",
      "not-called": ({ call }) =>
        `\`${call}\` steht hier ohne seine Klammern. Eine Methode tut dann nichts: Schreibe \`${call}\`.`,
      "compared-only": ({ compared, like }) =>
        `\`${compared}\` vergleicht zwei Dinge und ändert nichts. Schreibe \`${like}\``,
      unkept: ({ expression, like }) =>
        `\`${expression}\` wird berechnet, aber das Ergebnis wird nirgends aufgehoben. Hebe es auf: \`${like}\``,
      "sign-first": ({ written, meant, name }) =>
        `\`${name} ${written} …\` ist nicht \`${name} ${meant} …\`. Das Rechenzeichen kommt zuerst: Schreibe \`${meant}\`.`,
      "output-grad": ({ name }) =>
        `\`${name}.grad\` gehört nur zu \`${name}\`. Die Gradienten der Parameter bleiben, wie sie sind: \`mlp.zero_grad()\` setzt sie alle auf 0.`,
      "open-bracket": ({ line, open, close }) =>
        `Die Klammer \`${open}\` in Zeile ${line} wird nie geschlossen: Es fehlt ein \`${close}\`.`,
      "extra-bracket": ({ line, close }) =>
        `Die Klammer \`${close}\` in Zeile ${line} schließt nichts. Sie ist eine zu viel, oder die öffnende fehlt.`,
      "other-bracket": ({ line, found, open, close }) =>
        `Die Klammer \`${found}\` in Zeile ${line} kann kein \`${open}\` schließen: Dazu braucht es ein \`${close}\`.`,
      "no-colon": ({ line }) =>
        `In Zeile ${line} fehlt ein Doppelpunkt. Er steht am Ende einer Zeile, die mit \`if\`, \`else\`, \`for\`, \`while\`, \`def\` oder \`class\` beginnt.`,
      equals: ({ line }) =>
        `In Zeile ${line} steht ein einzelnes \`=\`, wo ein Vergleich gefragt ist. Zwei davon vergleichen: \`==\`.`,
      "left-side": ({ line, left, like }) =>
        `\`${left}\` kann in Zeile ${line} keinen Wert bekommen. Der Name steht links vom \`=\`, rechts steht, was er bekommt: \`${like}\``,
      "open-quotes": ({ line }) =>
        `Ein Text in Zeile ${line} hat kein Ende. Er endet mit denselben Anführungszeichen, mit denen er beginnt.`,
      character: ({ line, found, meant }) =>
        `Das Zeichen \`${found}\` in Zeile ${line} kennt Python nicht. Schreibe \`${meant}\` an seine Stelle.`,
      space: ({ line }) =>
        `Zeile ${line} enthält ein besonderes Leerzeichen, wie es auf Webseiten vorkommt. Schreibe ein gewöhnliches an seine Stelle.`,
      "indent-more": ({ line }) =>
        `Zeile ${line} ist weiter eingerückt als die Zeile davor, aber dort beginnt kein Block. Nimm die Leerzeichen an ihrem Anfang weg.`,
      "indent-less": ({ line }) =>
        `Zeile ${line} ist nicht so weit eingerückt wie irgendein Block davor. Die Zeilen eines Blocks beginnen alle in derselben Spalte.`,
      "indent-missing": ({ line, above }) =>
        `Zeile ${above} beginnt einen Block, aber Zeile ${line} ist nicht eingerückt. Setze vier Leerzeichen an ihren Anfang.`,
      tabs: ({ line }) =>
        `Zeile ${line} ist mit Tabulatoren eingerückt, andere Zeilen mit Leerzeichen. Nimm überall Leerzeichen.`,
      times: ({ line, written, meant }) =>
        `Python liest \`${written}\` in Zeile ${line} nicht als Produkt. Schreibe das Malzeichen: \`${meant}\`.`,
      alone: ({ text, like }) =>
        `\`${text}\` allein bewirkt als Zeile nichts. Vielleicht ist gemeint: \`${like}\``,
      "no-return": ({ name, function: called }) =>
        `\`${name}\` ist \`None\`, weil \`${called}\` nichts zurückgibt. Schreibe in die letzte Zeile \`return\` und dahinter, was zurückgegeben werden soll.`,
      "network-grad": ({ name, set }) =>
        `\`${set}\` ändert keinen Parameter: Ein Netz hat keine solche Zahl, jeder seiner Parameter hat eine. \`${name}.zero_grad()\` setzt die Gradienten aller Parameter auf 0.`,
      "loop-name": ({ written, name, like }) =>
        `\`${written}\` gibt den Namen \`${name}\` etwas anderem, und der Parameter bleibt, wie er ist. Ändere \`${like}\`.`,
      "other-way": ({ name, like }) =>
        `\`${name}\` hat noch keinen Wert. Was einen Wert bekommt, steht links vom \`=\`: \`${like}\``,
      "begin-with": ({ name, like }) =>
        `Es gibt noch kein \`${name}\`, das sich ändern ließe. Gib ihm zuerst einen Wert, vor der Schleife: \`${like}\``,
      "local-name": ({ name, function: called }) =>
        `\`${called}\` setzt \`${name}\`. Damit ist das dort ein eigener Name, und er hat noch keinen Wert, wenn er gelesen wird. Eine Liste ändert man mit \`.append(…)\`, ohne sie neu zu setzen.`,
      zip: ({ like }) => `Durch zwei Listen zugleich geht man mit \`zip\`: \`${like}\``,
      history: ({ name, call }) =>
        `\`${name}\` ist die Liste der Verluste, die \`${call}\` zurückgibt, und kein Netz mehr. Schreibe den Aufruf allein in eine Zeile.`,
      keyword: ({ name, meant }) =>
        `Ein Training hat kein Argument \`${name}\`. Hier heißt es \`${meant}\`.`,
      "own-function": ({ name, like }) =>
        `\`${name}\` ist eine Funktion dieses Programms und keine Methode. Womit sie arbeitet, steht in ihren Klammern: \`${like}\`.`,
      "no-other": ({ function: called }) =>
        `Ein Operator bekommt beide Seiten. Schreibe \`def ${called}(self, other):\``,
      untrained: () =>
        "Das Netz, das am Ende da ist, hat nichts gelernt: Nie ist ein Gradient bei ihm angekommen. Wird `mlp.train(…)` aufgerufen, und wird das Netz nur einmal erzeugt, davor?",
      "by-gradient": ({ arrived }) =>
        `\`_backward\` gibt nichts weiter, weil es mit einem Gradienten rechnet, der noch 0 ist. Lesen soll es nur den Gradienten, der angekommen ist: \`${arrived}\`.`,
      "engine-none": ({ what }) =>
        `\`${what}\` gibt \`None\`: Lass die Methode ihr Ergebnis mit \`return\` zurückgeben.`,
    },
    pathTitle: "Lektionen und Beispiele",
    passedOf: (passed, count) => `Geschafft: ${passed} von ${count}.`,
    closePath: "Schließen",
    save: "Meinen Fortschritt als Datei speichern",
    load: "Eine Fortschrittsdatei laden",
    notTaken: "Das ist keine Fortschrittsdatei, die diese Seite lesen kann.",
    learner: "Dein Name, für die Datei:",
    beginAnew: "Von vorn anfangen",
    begunAnew: "Dieser Browser enthält keinen Fortschritt mehr.",
    taken: "Der Fortschritt aus der Datei ist übernommen.",
    leftOut: (lessons, most) =>
      lessons === 1
        ? `Eine Lektion kam ohne ihr Programm: Es ist zu lang. Eine Lektion bewahrt höchstens ${count(most)} Zeichen auf, und das ist auch der Platz für alle zusammen, die diese Seite nicht hat.`
        : `${count(lessons)} Lektionen kamen ohne ihr Programm: Es ist zu lang. Eine Lektion bewahrt höchstens ${count(most)} Zeichen auf, und das ist auch der Platz für alle zusammen, die diese Seite nicht hat.`,
    noRoom:
      "Im Speicher dieses Browsers ist nicht genug Platz für den Fortschritt aus der Datei. Er ist nicht übernommen, und nichts hat sich geändert.",
    undo: "Rückgängig",
    twoProgresses: (
      /** @type {{here: number, there: number, mine: string, theirs: string}} */ {
        here,
        there,
        mine,
        theirs,
      },
    ) =>
      `In diesem Browser geschafft${mine && ` (${mine})`}: ${here}. In der Datei geschafft${theirs && ` (${theirs})`}: ${there}.`,
    merge: "Den aus der Datei hinzufügen",
    replace: "Stattdessen den aus der Datei nehmen",
    keepMine: "So lassen",
    setAside: "Was dort von dir stand, liegt jetzt bei deinen Entwürfen.",
    tooLong: (most) =>
      `Eine Lektion bewahrt ein Programm mit höchstens ${count(most)} Zeichen auf. Dieses ist länger. Von jetzt an liegt es bei deinen Entwürfen.`,
    unkept:
      "Diese Lektion konnte nicht alles behalten, was du in ihr geschrieben hast. Dieser Text liegt bei deinen Entwürfen.",
    openUnkept: "Entwurf öffnen",
    unreadable:
      "Dein Stand der Lektionen in diesem Browser war nicht lesbar. Er bleibt aufbewahrt, und ein neuer beginnt.",
    ofNewer: () =>
      "Eine neuere Version dieser Seite hat in dieser Lektion etwas aufbewahrt. Was du hier schreibst, liegt deshalb bei deinen Entwürfen.",
  },
};

/**
 * How a training stands, in a line.
 * @param {{number: number, total: number | null, loss: number | undefined, rate: number | null, nextRate: number | null, speed: number, seconds: number, isPaused: boolean, ended: string, message: string}} known
 */
function trainingState({
  number,
  total,
  loss,
  rate,
  nextRate,
  speed,
  seconds,
  isPaused,
  ended,
  message,
}) {
  const round = count(number);
  const of = total === null ? "" : ` von ${count(total)}`;
  const ends = /** @type {Record<string, string>} */ ({
    num_rounds: some(number, { one: "# Runde", other: "# Runden" }),
    on_round: `Von on_round nach Runde ${round}${of} beendet`,
    tolerance: `Nach Runde ${round}${of} beendet: Zehn Runden haben den niedrigsten Verlust um nicht mehr als tolerance gesenkt`,
    interrupt: `In Runde ${count(number + 1)}${of} unterbrochen`,
    watcher: `Von dir nach Runde ${round}${of} beendet`,
    diverged: `Divergiert: ${message}`,
    error: `Durch einen Fehler nach Runde ${round}${of} beendet`,
    stopped: `Nach Runde ${round}${of} gestoppt`,
  });
  const parts = [
    ends[ended] ?? (isPaused ? `Pause nach Runde ${round}${of}` : `Runde ${round}${of}`),
  ];
  if (loss !== undefined) parts.push(`Verlust ${digits(loss)}`);
  if (rate !== null) parts.push(`Lernrate ${digits(rate)}`);
  if (nextRate !== null && ended === "")
    parts.push(`ab der nächsten Runde Lernrate ${digits(nextRate)}`);
  if (ended === "" && !isPaused && speed > 0) {
    parts.push(`${perSecond(speed)} Runden/s`);
    if (total !== null && total > number) parts.push(`noch ${about((total - number) / speed)}`);
  }
  if (ended !== "" && seconds > 0) parts.push(duration(seconds));
  return parts.join(" · ");
}

/** @param {string | undefined} kind */
const difference = (kind) =>
  differences[/** @type {keyof typeof differences} */ (kind)] ?? differences.missing;
