/** All the page's words, in Spanish. */

import { docstrings } from "./es-examples.js";
import { measuringIn } from "./measuring.js";

const writing = measuringIn("es");
const { about, count, digits, duration, list, megabytes, moment, perSecond, size, some } = writing;

/** @type {import("./words.js").Words["cards"]["engine"]["differences"]} */
const differences = {
  value: ({ at, got, wanted }) => `con ${at} da ${got}; lo correcto es ${wanted}.`,
  gradient: ({ at, name, got, wanted }) =>
    `con ${at} da a ${name} el gradiente ${got}; lo correcto es ${wanted}.`,
  "no-value": ({ at, got, wanted }) =>
    `con ${at} da algo de tipo ${got}; lo correcto es un ${wanted} nuevo: si no, el grafo acaba ahí.`,
  "no-number": ({ at, name, got }) =>
    `con ${at} convierte el gradiente de ${name} en un objeto de tipo ${got}; debe ser un número: calcúlalo con .data y .grad.`,
  "no-path": ({ at, name }) =>
    `con ${at} da un valor que no recuerda a ${name}: debe estar en su _prev, o ninguna pasada sigue desde ahí.`,
  "not-added": ({ at, name, got, wanted }) =>
    `con ${at}, si ${name} tiene el gradiente 7 antes de la pasada, lo deja en ${got}; lo correcto es ${wanted}: una pasada suma a lo que ya hay.`,
  chain: ({ at, name, got, wanted }) =>
    `con ${at}, cuando llega 2, da a ${name} el gradiente ${got}; lo correcto es ${wanted}: la derivada local por lo que llega.`,
  backward: ({ at, name, got, wanted }) =>
    `con ${at} da a ${name} el gradiente ${got} después de backward(); lo correcto es ${wanted}. Las operaciones por separado están bien: cada _backward debe ejecutarse una vez, después de los _backward de todos los valores que se calcularon a partir de ese valor.`,
  missing: ({ got }) => `no existe (${got}).`,
  raised: ({ at, got }) => `con ${at} acaba con un error: ${got}.`,
};

/** Why a derivative could not be decided. @type {Record<import("./en-cards.js").Undecided, string>} */
const UNDECIDED = {
  kink: "∧ en un punto anguloso",
  jump: "↕ en un salto",
  "not finite": "∞ no finita",
  hidden: "≈ oculta por el redondeo",
  cut: "… faltan operandos",
  unchecked: "? no calculada de nuevo",
};

/** What a loss that the package knows is called, by its names in a program. */
const LOSSES = new Map([
  ["squared_error", "error cuadrático"],
  ["mse", "error cuadrático medio"],
  ["mse_loss", "error cuadrático medio"],
  ["hinge", "bisagra (hinge)"],
  ["hinge_loss", "bisagra (hinge)"],
  ["bce_with_logits", "entropía cruzada binaria"],
  ["binary_cross_entropy_with_logits", "entropía cruzada binaria"],
]);

/** @type {import("./words.js").Words} */
export const words = {
  docstrings,
  title: "Playground de micrograd",
  credit: "Basado en el micrograd de Karpathy",
  creditUrl: "https://github.com/karpathy/micrograd",
  openWhole: "Abrir en el playground",
  docs: "Docs",

  run: "Ejecutar",
  runTitle: "Ejecutar el programa (Ctrl+Intro)",
  stop: "Parar",
  stopTitle: "Terminar el programa, haga lo que haga",
  share: "Compartir",
  shareTitle: "Copiar un enlace que lleva este programa",
  examples: "Ejemplos",
  menu: "Ejemplos y más",
  menuShort: "Menú",
  yourDrafts: "Tus borradores",
  lessons: "Lecciones",
  startLessons: "Empezar las lecciones",
  goOn: (number) => `Seguir: lección ${number}`,
  welcome:
    "Mira cómo aprende una red neuronal: escribe Python aquí, ejecútalo y sigue cada gradiente hacia atrás por tu propio código. Para principiantes; no hay nada que instalar.",
  allLessons: "Lecciones…",
  allDrafts: "Todos los borradores…",
  currentDraft: "Borrador actual",
  emptyDraft: "(vacío)",
  draftOf: (name, time) => `${name} · ${moment(time)}`,
  language: "Idioma",
  theme: "Tema",
  themes: { system: "Auto", light: "Claro", dark: "Oscuro" },

  editor: (file) => (file === "main.py" ? "Editor de código" : `Editor de código: ${file}`),
  editorHint: "Tab sangra; pulsa Escape y después Tab para salir del editor",
  /** What the editor says by itself: when it searches, above all. */
  phrases: {
    Find: "Buscar",
    Replace: "Reemplazar",
    next: "siguiente",
    previous: "anterior",
    all: "todos",
    "match case": "mayúsculas y minúsculas",
    "by word": "palabra completa",
    regexp: "expresión regular",
    replace: "reemplazar",
    "replace all": "reemplazar todo",
    close: "cerrar",
    "current match": "coincidencia actual",
    "on line": "en la línea",
    "replaced $ matches": "$ coincidencias reemplazadas",
    "replaced match on line $": "coincidencia de la línea $ reemplazada",
    "Go to line": "Ir a la línea",
    go: "ir",
    Completions: "Sugerencias",
    Diagnostics: "Errores",
    "No diagnostics": "Sin errores",
    "Control character": "Carácter de control",
    "Selection deleted": "Selección borrada",
  },
  results: {
    title: "Resultados",
    nothing: "El programa no imprimió ni mostró nada.",
    other: "Estos resultados son los del programa que estaba aquí antes.",
    clear: "Vaciar",
    copy: "Copiar",
    copied: "Copiado",
    notCopied: "El navegador no lo permitió",
    more: (left) =>
      some(left, {
        one: "Mostrar más (queda # carácter)",
        other: "Mostrar más (quedan # caracteres)",
      }),
    notShown: (more) =>
      some(more, {
        one: "No se muestra # resultado más.",
        other: "No se muestran # resultados más.",
      }),
    slow: "Esta imagen puede llevarle mucho tiempo al navegador: mientras la dibuja, puede que la página no responda.",
    draw: "Dibujarla",
    unreadable: "Esta imagen no se puede leer.",
  },
  divider: "Ancho del código",
  resultsEmpty: "Pulsa Ejecutar: lo que el programa imprime y dibuja aparece aquí.",

  status: {
    downloading: (got, all) => `Cargando Python: ${megabytes(got)} de ${megabytes(all)} MB`,
    runsAfter: (got, all) =>
      `Se ejecuta cuando llegue Python: ${megabytes(got)} de ${megabytes(all)} MB`,
    asleep: "Python se cargará cuando lo necesites",
    starting: "Arrancando Python…",
    waiting: "Python se está cargando; luego se ejecuta el programa",
    ready: "Listo",
    packages: (names, bytes) =>
      `Descargando ${names}${bytes < 1e5 ? "" : `: ${megabytes(bytes)} MB`}`,
    running: "Ejecutando…",
    finished: (seconds) => `Terminado en ${duration(seconds)}`,
    error: (seconds) => `Acabó con un error tras ${duration(seconds)}`,
    exited: (code) => `El programa terminó por sí mismo (código de salida ${code})`,
    stopped: "Parado",
    died: "El intérprete de Python falló",
    failed: "Python no pudo arrancar",
  },
  progress: "Descarga de Python",
  failed: (reason) =>
    `Python no pudo arrancar: ${reason}. Pulsa Ejecutar para probar otra vez; tu programa está a salvo.`,
  noWebAssembly:
    "Python no puede arrancar aquí: este navegador no tiene WebAssembly, en el que funciona. Quizá un modo protegido lo ha desactivado. Abre la página sin ese modo o en otro navegador.",
  died: (reason) =>
    `El intérprete de Python falló (${reason}) y fue sustituido. Tu programa no ha cambiado.`,
  loop: "Una parte del programa siguió sin pausa después de su final: se detuvo.",
  notebookCommand: (name) =>
    `${name} es un comando de los cuadernos cuyo resultado la página no tiene: quítalo. Para usar un paquete, impórtalo, o escribe %pip install y su nombre.`,
  diedSilently: "no dio ningún motivo",

  skipped: (command) =>
    `${command} es un comando de los cuadernos que esta página no tiene. Se ha omitido.`,
  missing: (packages) =>
    `No se pudo cargar ${packages}: la red no respondió o no devolvió el archivo correcto. Ejecuta el programa otra vez para volver a intentarlo; lo que viene con Python y con la página no necesita red.`,

  text: "Salida",
  shownText: (limit) => `Solo se muestran los primeros ${count(limit)} caracteres.`,
  downloadText: "Descargar todo el texto",
  input: {
    title: "Entrada",
    send: "Enviar",
    hint: "Intro envía la línea; Ctrl+D en el campo vacío termina la entrada",
  },
  keys: {
    button: "Teclas",
    inMenu: "Teclas y lector de pantalla",
  },
  files: {
    title: "Archivos",
    begin: "Archivo nuevo…",
    sources: "Código del paquete…",
    open: "Abrir un archivo…",
    saveProgram: "Guardar como .py",
    saveNotebook: "Guardar como cuaderno",
    close: "Cerrar",
    rename: "Cambiar nombre",
    remove: "Borrar",
    fork: "Editar una copia",
    reading: (name) => `${name} (solo lectura)`,
  },
  console: {
    title: "Consola",
    hint: "Intro evalúa, Mayús+Intro añade una línea, Tab completa; con Escape y después Tab se sale",
    withVariables: "Python, tras ejecutar",
    withOthers: "Python, tras ejecutar el otro",
    fresh: "Python",
    echo: "Escrito",
    choices: (names) => names.join("  "),
    stopped:
      "Parado: las variables desaparecieron con el intérprete, y lo siguiente que escribas empezará en uno nuevo.",
  },
  errorTitle: "Error",
  line: (line) => `Ir a la línea ${line}`,
  lineOf: (file, line) => `Ir a la línea ${line} de ${file}`,
  value: "Valor",
  truncated: {
    text: (limit) =>
      `El programa imprimió más de ${count(limit)} caracteres: lo que vino después se descarta.`,
    writes: (limit) =>
      `Solo se muestran las primeras ${count(limit)} escrituras en los descriptores de archivo.`,
    displays: (limit) =>
      limit === 0
        ? "Lo que el programa muestra es demasiado grande para mostrarlo."
        : `Solo se muestran los primeros ${count(limit)} elementos.`,
    trainings: (limit) =>
      `Solo se muestran los primeros ${count(limit)} entrenamientos; los demás siguen igualmente.`,
  },
  image: "Imagen mostrada",
  html: "Página mostrada",

  panes: {
    title: "A la vista",
    code: "Código",
    results: "Resultados",
    arrived: "(nuevo)",
  },
  notice: {
    dismiss: "Ocultar",
    fromLink: "Este programa vino de un enlace. Léelo y después pulsa Ejecutar.",
    fromExample: (title) => `El programa era al principio el ejemplo «${title}».`,
    fromMoment: "Ejecutar muestra el paso del grafo en el que se compartió el programa.",
    noMoment: "El grafo no tiene el paso que indica el enlace.",
    toDraft: "Volver a mi borrador",
    draftsRefused:
      "Este navegador no guarda lo que escribes ahora: se pierde al cerrar la página. «Compartir» crea un enlace que lo conserva.",
    noExample: "No hay ningún ejemplo con ese nombre.",
    outOfDate: "Esta página está anticuada: hay una versión más nueva. Vuelve a cargarla.",
    notFetched: "No se pudo cargar. Inténtalo otra vez.",
    refused: "No se pudo cargar. Inténtalo de nuevo o recarga la página.",
    reload: "Volver a cargar",
    dropped: (/** @type {string[]} */ names) =>
      `El almacenamiento del navegador está lleno, así que se borraron tus borradores más antiguos: ${list(names.map((name) => `«${name}»`))}.`,
    overwritten: "En la lección había otro trabajo. Ahora está entre tus borradores.",
    noLesson: "No hay ninguna lección con ese nombre, o no se pudo cargar.",
    leftLesson: "Has salido de la lección.",
    backToLesson: "Volver a la lección",
  },
  offline: {
    newVersion: "Hay una versión nueva de esta página.",
    load: "Cargarla",
  },
  link: {
    broken: "El enlace está dañado o incompleto: su programa no se puede leer.",
    version: "El enlace lo hizo una versión más nueva de esta página.",
    tooLarge: "El programa del enlace es demasiado grande.",
    noUnpacking: "Este navegador no puede leer ni crear enlaces que lleven un programa.",
    lesson: (
      /** @type {{name: string, kind: "text" | "list" | "answers", most: number, length: number}} */ rule,
    ) =>
      `La lección de este enlace no se puede mostrar, así que aquí está solo su programa: «${rule.name}» debe ser ${
        {
          text: `un texto de ${count(rule.length)} caracteres como máximo`,
          list: `una lista de ${count(rule.most)} textos como máximo, cada uno de ${count(rule.length)} caracteres como máximo`,
          answers: `un objeto de ${count(rule.most)} textos como máximo, cada uno de ${count(rule.length)} caracteres como máximo`,
        }[rule.kind]
      }.`,
  },

  later: {
    drafts: {
      title: "Tus borradores",
      search: "Buscar en los borradores",
      none: "Ningún borrador contiene eso.",
      empty: "(vacío)",
      current: "(en el editor)",
      time: moment,
      rename: "Cambiar nombre",
      newName: "Nombre nuevo",
      save: "Guardar",
      remove: "Borrar",
      removed: (name) => `«${name}» se ha borrado.`,
      restored: (name) => `«${name}» se ha recuperado.`,
      undo: "Deshacer",
      unreadable: (number) =>
        some(number, {
          one: "# borrador no se puede leer: está dañado o lo escribió una versión más nueva de esta página. Se queda como está.",
          other:
            "# borradores no se pueden leer: están dañados o los escribió una versión más nueva de esta página. Se quedan como están.",
        }),
      saveUnreadable: "Guardar como archivo",
      close: "Cerrar",
    },
    keys: {
      title: "Teclas",
      close: "Cerrar",
      spoken: "Decir más al lector de pantalla: todo lo impreso y cómo sigue un entrenamiento",
      vim: "Teclas de Vim en el editor",
      refused: "Las teclas de Vim no se pudieron cargar.",
      list: [
        ["Ctrl+Intro", "ejecutar el programa, desde cualquier parte de la página"],
        ["Ctrl+S", "copiar un enlace al programa, desde cualquier parte de la página"],
        [
          "Mayús+Intro",
          "en el editor: ejecutar la celda y pasar a la siguiente; sin celdas, ejecutar el programa",
        ],
        ["Ctrl+Espacio", "completar lo escrito"],
        ["F1", "explicar el nombre junto al cursor"],
        ["F8", "ir al siguiente error de sintaxis"],
        ["Ctrl+F", "buscar y reemplazar"],
        ["Ctrl+/", "convertir líneas en comentarios, y al revés"],
        ["Tab Mayús+Tab", "sangrar, y al revés"],
        ["Esc Tab", "salir del editor"],
        ["← →", "un paso atrás o adelante en el grafo, en su control deslizante"],
        ["Intro", "en la consola: evaluar; Mayús+Intro añade una línea"],
        ["Mayús+F1", "esta lista"],
      ],
    },
    data: {
      added: (name) => `${name} está junto al programa: open("${name}") lo lee.`,
      notKept: (name) =>
        `${name} está junto al programa hasta que cierres la página: este navegador no lo guarda.`,
      tooLarge: (name, bytes, most) =>
        `${name} tiene ${size(bytes)}: los archivos junto a un programa tienen en total ${size(most)} como máximo.`,
      unreadable: (name) => `No se pudo leer ${name}.`,
      gone: (names) =>
        `${list(names) || "El archivo"}: el navegador ya no lo guarda. Elígelo otra vez.`,
      binary: (bytes) => `(${size(bytes)}, no es texto)`,
    },
    files: {
      name: "Nombre",
      done: "Hecho",
      cancel: "Cancelar",
      removed: (/** @type {string} */ name) => `${name} se ha borrado.`,
      restored: (/** @type {string} */ name) => `${name} se ha recuperado.`,
      undo: "Deshacer",
      noName: (name) =>
        `${name} no puede ser el nombre de un módulo: consta de letras, cifras y _, y algunos nombres están reservados.`,
      taken: (name) => `Ya hay un archivo ${name}.`,
      tooMany: (most) => `Un programa tiene como mucho ${most} archivos.`,
      forked: (name) =>
        `${name} es tuyo ahora: la próxima ejecución lo usará en lugar del archivo del paquete. Sus operaciones se compararán entonces con las del paquete.`,
    },
    sharing: {
      shared: "El enlace se ha copiado y aparece en la barra de direcciones.",
      copyMarkdown: "Copiar como Markdown",
      copyFrame: "Copiar como iframe",
      copyLanguage: "Copiar con el idioma (español)",
      newTab: "Abrir en otra pestaña",
      copied: "Copiado.",
      notCopied: "El navegador no permitió copiarlo.",
      sharedByHand: "El enlace está en la barra de direcciones; cópialo de allí.",
      tooLong:
        "El programa y los archivos junto a él son demasiado largos para un enlace: comprimido, tiene como máximo 400 000 caracteres.",
    },
    notebooks: {
      needs:
        "Este cuaderno necesita el paquete de Python *micrograd* del micrograd playground; su README dice cómo instalarlo.",
      opened: (name) => `${name} está abierto; nada de él se ha ejecutado.`,
      faults: {
        broken: "Ese archivo no es un cuaderno.",
        version: "Ese cuaderno es de otra versión: solo se lee la versión 4 del formato.",
        language: "Ese cuaderno no está escrito en Python.",
        tooManyCells: "Ese cuaderno tiene demasiadas celdas.",
        tooLong: "Ese archivo es demasiado grande.",
        files: "Ese cuaderno escribe demasiados archivos, o alguno que no puede ser un módulo.",
        fork: "Una copia de un archivo del paquete no puede ir en un cuaderno: allí el paquete se usa tal como está instalado.",
        unreadable: "Ese archivo no es texto o no se pudo leer.",
      },
    },
    address: {
      opened: (from) => `Este programa viene de ${from}. Léelo y pulsa «Ejecutar».`,
      noAddress: "El enlace no indica la dirección de un archivo: tiene que empezar por https://.",
      html: "La dirección lleva a una página, no a un programa: usa la del propio archivo.",
      unreachable: (host) =>
        `No se puede acceder a ${host}, o no permite que otras páginas lean sus archivos.`,
      status: (host, status) => `${host} no tiene ese archivo o no lo entrega (${status}).`,
      endless: (seconds) => `El archivo no llegó entero en ${seconds} segundos.`,
    },
    cells: {
      run: (number, title) =>
        title === "" ? `Ejecutar la celda ${number}` : `Ejecutar la celda ${number}: ${title}`,
    },
    keyRow: {
      title: "Teclas para Python",
      indent: "Sangrar",
      outdent: "Quitar sangría",
      undo: "Deshacer",
      redo: "Rehacer",
      left: "Cursor a la izquierda",
      right: "Cursor a la derecha",
      up: "Cursor arriba",
      down: "Cursor abajo",
      names: {
        "(": "Paréntesis de apertura",
        ")": "Paréntesis de cierre",
        "[": "Corchete de apertura",
        "]": "Corchete de cierre",
        "{": "Llave de apertura",
        "}": "Llave de cierre",
        ":": "Dos puntos",
        "=": "Signo igual",
        ",": "Coma",
        ".": "Punto",
        "*": "Asterisco",
        "+": "Signo más",
        "-": "Signo menos",
        "/": "Barra",
        "'": "Apóstrofo",
        '"': "Comillas",
        "#": "Almohadilla",
        _: "Guion bajo",
      },
    },
  },
  cards: {
    reasons: {
      "the program used the channel of its worker": "el programa usó el canal de su worker",
      "the program closed its worker": "el programa cerró su worker",
      "the program sent more than a page can show":
        "el programa envió más de lo que una página puede mostrar",
      "it sent too many messages": "el programa envió demasiados mensajes",
      "it sent more than the page can show":
        "el programa envió más de lo que la página puede mostrar",
      "the program took too much memory from JavaScript":
        "el programa ocupó demasiada memoria de JavaScript",
    },
    table: {
      title: "Tabla",
      nodes: (number) => some(number, { one: "# nodo", other: "# nodos" }),
      columns: {
        index: "índice",
        layer: "capa",
        neuron: "neurona",
        name: "nombre",
        op: "operación",
        data: "data",
        grad: "grad",
      },
      more: (number) => some(number, { one: "y # fila más", other: "y # filas más" }),
    },
    written: {
      title: "Archivos escritos",
      save: (name) => `Guardar ${name}`,
      size,
      tooLarge: (most) => `Desde aquí no se puede guardar un archivo de más de ${size(most)}.`,
      more: (number) => some(number, { one: "y # archivo más", other: "y # archivos más" }),
      unreadable: (name) => `${name} ya no está.`,
    },
    drawing: "Dibujando…",
    drawFailed: (reason) => `No se pudo dibujar el grafo: ${reason}`,
    advised:
      "La página ha notado algo en tu programa. En una lección, búscalo primero por tu cuenta; aquí está la respuesta.",
    advice: {
      "stale-gradients": (name) =>
        `Los gradientes de la pasada anterior seguían ahí, por ejemplo en ${name || "una hoja"}: ponlos a 0 antes de cada pasada, salvo que quieras conservarlos.`,
      "changed-data": (name) =>
        `Después de calcular ${name || "un nodo"} cambiaron los datos con los que se calculó: calcúlalo de nuevo antes de ir hacia atrás.`,
      "dead-relu": (name) =>
        `${name ? `La relu ${name}` : "Una neurona relu"} dio 0 para todas las muestras: ningún gradiente pasa por ella y no puede aprender.`,
      "no-path": (name) =>
        `Ningún camino lleva de ${name || "un parámetro"} a la pérdida: no recibe gradiente, aunque su red se entrena.`,
      "not-finite": (name) =>
        `El primer valor que no es un número finito surgió en ${name || "un nodo"}.`,
      "no-torch": (name) =>
        `PyTorch no funciona en un navegador, por eso aquí no está ${name}. Guarda el programa y ejecútalo donde esté instalado PyTorch. El ejemplo «PyTorch al lado» contiene números calculados con PyTorch.`,
      "no-drawing": (name) =>
        `${name} no está aquí. La página dibuja los grafos por sí misma: termina el programa con el valor, o llama a display(value).`,
      import: (line) =>
        `El programa usa un nombre que no ha importado. Escribe al principio: ${line}`,
      "no-threads": () =>
        "En un navegador Python tiene un solo hilo y no puede iniciar otro. Haz lo mismo con un bucle o con asyncio.",
      "no-processes": () =>
        "En un navegador Python no puede iniciar otro proceso. Haz lo mismo con un bucle.",
      "foreign-signs": (sign) =>
        `Python no conoce el carácter ${sign}. Esos caracteres vienen con el texto copiado.`,
    },
    mend: "Reemplazarlos",
    recorded: "Grabado. Ejecutar lo calcula aquí.",
    recordedBefore: "Grabado antes de tu cambio. Ejecutar calcula el programa cambiado.",
    drawTimeout: "la disposición tardó demasiado",
    drawCancelled: "se canceló",
    notFetched: "no se pudo cargar su código",
    drawTooLarge: "es demasiado grande",
    copyDot: "Copiar DOT",
    copied: "Copiado",
    copyRefused: "No copiado",

    /** What is read out. */
    cells: {
      head: (number) => `Celda ${number}`,
      goTo: (number) => `Ir a la celda ${number} en el código`,
      error: (number) => `Error en la celda ${number}`,
    },

    spoken: {
      error: (line, what) => `Error en la línea ${line}: ${what}`,
      moreLines: (number) => some(number, { one: "# línea más", other: "# líneas más" }),
      moreResults: (number) => some(number, { one: "# resultado más", other: "# resultados más" }),
    },

    walk: {
      anyGraph: "Grafo de cálculo",
      title: (output) => (output === "" ? "Grafo de cálculo" : `Grafo de cálculo de ${output}`),
      nodes: "Nodos; las flechas llevan a operandos y sucesores, Intro fija uno",
      drawing: "Dibujando…",
      drawFailed: (reason) => `No se pudo dibujar el grafo: ${reason}`,
      drawTooLarge: "El grafo tiene demasiadas cajas y flechas para dibujarlo.",
      drawnInColumns:
        "Las cajas están en columnas sencillas: para este grafo, Graphviz tarda demasiado o falla.",
      drawnWithout:
        "Las cajas están en columnas sencillas: no se pudo cargar Graphviz, que les da su sitio. El próximo dibujo lo intenta otra vez.",

      view: "Vista",
      zoomIn: "Acercar",
      zoomOut: "Alejar",
      fit: "Ajustar",
      fullScreen: "Pantalla completa",
      menu: "Copiar y guardar",
      copyMoment: "Copiar enlace a este momento",
      copySvg: "Copiar SVG",
      copyPng: "Copiar PNG",
      copyDot: "Copiar el DOT de este paso",
      copyStage: {
        before: "Copiar el DOT de antes de la retropropagación",
        after: "Copiar el DOT de después de la retropropagación",
        "": "Copiar el DOT del paquete",
      },
      saveSvg: "Descargar SVG",
      savePng: "Descargar PNG",
      saveDot: "Descargar DOT",
      saveHandOut: "Descargar hoja para imprimir (todos los pasos)",
      copied: "Copiado",
      saved: "Descargado",
      notDone: "El navegador no lo permitió",

      player: "Recorrer el grafo",
      step: "Paso",
      stepOf: (step, last, sentence) => `${step} de ${last}: ${sentence}`,
      play: "Reproducir",
      pause: "Pausa",
      back: "Un paso atrás",
      forward: "Un paso adelante",
      toStart: "Al principio",
      toSeed: (output) => `∂${output}/∂${output} = 1`,
      toSeedTitle: "Ir adonde empieza la pasada hacia atrás",
      toEnd: "Al final",

      predict: {
        title: "Predecir",
        hint: "Ocultar los gradientes y escribir cada uno antes de que se muestre",
        why: "El recorrido sigue cuando este gradiente es correcto. «Copiar y guardar» lo mostraría: está oculto hasta que quites «Predecir».",
        question: (output, node) => `∂${output || "L"}/∂${node} =`,
        check: "Comprobar",
        tell: "Mostrarlo",
        nothing: "En lo dibujado no hay ningún gradiente que predecir: despliega más.",
        score: (first, count) => `${first} de ${count} al primer intento.`,
        answers: {
          right: (question) => `${question} correcto.`,
          unreadable: () => "Escribe un número, como -0.5, 1e-3 o 1/3.",
          sign: () => "El tamaño es correcto, el signo no.",
          path: () =>
            "Eso es lo que devuelve uno solo de los usos del nodo; se usa más de una vez, y las partes se suman.",
          local: () =>
            "Eso es solo la derivada local: multiplícala por el gradiente que llega al resultado.",
          upstream: () =>
            "Eso es el gradiente que llega al resultado: multiplícalo por la derivada local.",
          value: () =>
            "Ese es el valor del nodo; ¿con qué rapidez crece la salida cuando el nodo crece?",
          own: () =>
            "Las funciones hacia atrás de las operaciones dan otro número. «Comprobar gradientes» compara el suyo con diferencias centrales.",
          other: () => "No es eso. Usa la regla de la cadena: derivada local por lo que llega.",
        },
      },

      ledger: "La aritmética de este paso",
      start: "Antes de la pasada hacia atrás: los valores de la pasada hacia delante.",
      startValues: "Los valores de la pasada hacia delante.",
      startZeros:
        "Los valores de la pasada hacia delante. Todos los gradientes del programa son 0: quizá no se ha hecho ninguna pasada hacia atrás, o no empezó con salida.grad = 1.0.",
      end: "Después de la retropropagación: cada nodo tiene su gradiente, ∂salida/∂nodo.",
      endZeros:
        "En el programa mismo todos los gradientes son 0. Estos son los de una pasada hacia atrás que empieza con salida.grad = 1.0, como tiene que empezar toda pasada.",
      endOwn:
        "Después de la retropropagación: cada gradiente es lo que dan las funciones hacia atrás de las operaciones.",
      endOwnHint: "«Comprobar gradientes» lo compara con diferencias centrales.",
      endOnTop:
        "Después de la retropropagación: ∂salida/∂nodo se ha sumado a lo que las hojas tenían antes.",
      endOthers:
        "El programa tiene gradientes distintos de los que da esta pasada hacia atrás. Posibles razones: otras pasadas, otro orden, otro gradiente en la salida, operandos que faltan, números puestos o cambiados.",
      byPass: (gradients) => `Esta pasada da ${gradients}`,
      seed: (name) =>
        `La pasada hacia atrás empieza en ${name}: su derivada respecto a sí misma es 1.`,
      handsOn: (name, gradient) => `${name} entrega su gradiente ${gradient} a sus operandos.`,
      notes: {
        reused: "se suma a lo que había: se usa más de una vez",
        held: "se suma a lo que había antes de esta pasada",
        replaces: "sustituye lo que había",
      },
      together: (
        /** @type {{name: string, places: number, derivative: string}} */ {
          name,
          places,
          derivative,
        },
      ) =>
        `${name} está en ${places} lugares, cada uno con su propia parte. Respecto a ${name} en conjunto: ${derivative}.`,
      moreLines: (number) => `y ${count(number)} más`,

      table: "Los pasos como tabla",
      tableCaption:
        "Cada paso de la pasada hacia delante y de la pasada hacia atrás, con su aritmética",
      tableStep: "Paso",
      tableWhat: "Qué sucede",
      tableHow: "Aritmética",
      goToStep: (step) => `Ir al paso ${step}`,
      spokenGradient: (gradient) => `gradiente ${gradient}`,
      spokenDerivative: (derivative, target) => `derivada local ${derivative} de ${target}`,

      detail: "Detalle",
      levels: { open: "Todo", neuron: "Neuronas", layer: "Capas", mlp: "Toda la red" },
      groupName: (kind) => ({ mlp: "MLP", layer: "Capa", neuron: "Neurona" })[kind] ?? "Grupo",
      groupSize: (nodes) => some(nodes, { one: "# nodo", other: "# nodos" }),
      tooManyBoxes: "Serían demasiadas cajas para dibujar: pliega antes otras.",
      sample: "Muestra",
      ofSamples: (samples) => ` de ${count(samples)}`,
      check: "Comprobar gradientes",
      checkedAll: (agree, differ, all, undecided) => {
        if (differ === 0 && agree === all)
          return some(all, {
            one: "La única derivada coincide con las diferencias centrales.",
            other: "Las # derivadas coinciden con las diferencias centrales.",
          });
        const rest = all - agree - differ;
        const parts = [
          some(agree, {
            one: `Coincide # de ${count(all)} derivadas.`,
            other: `Coinciden # de ${count(all)} derivadas.`,
          }),
        ];
        if (differ > 0)
          parts.push(
            some(differ, {
              one: "# difiere de las diferencias centrales (≠).",
              other: "# difieren de las diferencias centrales (≠).",
            }),
          );
        if (rest > 0) {
          const signs = undecided.map((each) => UNDECIDED[each]).join(", ");
          parts.push(`De ${count(rest)} no se pudo decidir (${signs}).`);
        }
        return parts.join(" ");
      },
      checkedWhat: (nodes, operands) =>
        operands === 0
          ? "Es el gradiente del único nodo."
          : `${some(nodes, {
              one: "# es el gradiente de un nodo",
              other: "# son gradientes de nodos",
            })}, ${some(operands, {
              one: "# es la derivada local de una operación",
              other: "# son derivadas locales de operaciones",
            })}.`,
      checkedBy: (names) =>
        `Las diferencias usan ${list(names)} del paquete en vez de lo del programa: ambos dan los mismos valores.`,
      verdicts: {
        agrees: (slope, tolerance) =>
          `coincide con las diferencias centrales (${slope}, tolerancia relativa ${tolerance})`,
        differs: (slope) => `difiere: las diferencias centrales dan ${slope}`,
        kink: (slope) => `en un punto anguloso, donde las pendientes difieren (${slope})`,
        jump: () => "en un salto: no hay pendiente",
        "not finite": () => "no finita",
        hidden: () => "no se puede medir: el redondeo la oculta",
        cut: () => "no se puede decir: quizá dependa de ella un valor cuyos operandos faltan",
        unchecked: () => "no se pudo calcular de nuevo",
      },
      wrongLocal: (/** @type {string} */ claimed, /** @type {string} */ slope) =>
        `su propia derivada difiere (≠): transmite el gradiente por ${claimed}, las diferencias centrales dan ${slope}`,
      wrongOperation: "según la comparación de operaciones, esta es errónea (≠)",
      ofLine: (line, nodes, pass, passes) => {
        const made = some(nodes, {
          one: `La línea ${line} creó # nodo`,
          other: `La línea ${line} creó # nodos`,
        });
        return passes > 1 ? `${made} en la pasada ${pass} de ${count(passes)}` : made;
      },
      earlierPass: "Pasada anterior de la línea",
      laterPass: "Pasada siguiente de la línea",

      pinned: "Nodo fijado",
      isPinned: "fijado",
      pinnedNow: (name) => `${name} está fijado.`,
      unpinnedNow: "No hay ningún nodo fijado.",
      variable: "variable",
      label: "etiqueta",
      outsideShare: "de ello viene de nodos que no se muestran",
      why: "Los sumandos de su gradiente",
      whyFrom: (name) => `desde ${name}`,
      whyGo: (name) => `Fijar ${name} y ver de dónde viene su gradiente`,
      whySample: (sample) => `dato ${count(sample)}`,
      whyKinds: {
        outside: "desde nodos que no se muestran",
        before: "estaba antes de esta pasada",
        seed: "la salida respecto a sí misma",
        rest: "por redondeo",
      },
      whyMore: (terms, together) =>
        some(terms, { one: `+ # más: ${together}`, other: `+ # más, juntos ${together}` }),
      whyLater: "En pasos posteriores se suma algo más.",
      paths: "Cada camino hasta la salida, multiplicado",
      notShown: "no se muestra",
      notShownNodes: (operands, users) =>
        list(
          [
            operands > 0 ? some(operands, { one: "# operando", other: "# operandos" }) : "",
            users > 0 ? some(users, { one: "# sucesor", other: "# sucesores" }) : "",
          ].filter(Boolean),
        ),
      checked: "comprobación",
      line: (line) => `Ir a la línea ${line}`,
      open: "Abrir",
      foldInto: (kind) =>
        ({ mlp: "Plegar la red", layer: "Plegar la capa", neuron: "Plegar la neurona" })[kind] ??
        "Plegar",
      unpin: "Soltar",
      whatIf: "Y si data fuera",
      tryValue: "Otro valor",
      tryRange: "Arrastra el valor",
      reset: "Restablecer",
      nearby: ({ name, from, to, gradient }) =>
        `La salida para ${name} de ${from} a ${to}, y la recta cuya pendiente es el gradiente: ${gradient}`,
      trial: "Y si: el grafo calculado de nuevo, hacia delante y hacia atrás.",
      trying: "Preguntando a Python…",
      triedBy: (names) =>
        `Aquí los valores y gradientes se calcularon con ${list(names)} del paquete en vez de lo del programa: ambos dan los mismos valores.`,
      triedOther: "Sus gradientes no son los del programa, como muestra «Comprobar gradientes».",
      tried: ({ name, from, to, change, prediction }) =>
        `${name}: ${from} → ${to}. La salida cambia en ${change}; derivada × Δ predecía ${prediction}.`,
      refused: (reason) => `Python no puede decirlo: ${reason}.`,
      noAnswer: {
        running: "El programa sigue en marcha: pregunta cuando haya terminado.",
        gone: "El intérprete de la ejecución ya no está: ejecuta el programa otra vez para preguntar.",
        late: "No hubo respuesta a tiempo.",
        unreadable: "La respuesta no se pudo leer.",
      },

      otherValues: (name, nodes) =>
        `${some(nodes, {
          one: `${name} tiene un valor distinto del que da ahora su operación.`,
          other: `# nodos tienen valores distintos de los que dan ahora sus operaciones. El primero es ${name}.`,
        })} El programa ha cambiado operandos después, o una operación calcula otra cosa que lo que dice su nombre.`,
      lostOperands: (name, op) =>
        op === ""
          ? `El _backward de ${name} usa valores que no están entre sus operandos. A través de ${name}, esta pasada hacia atrás no llega a ellos.`
          : `${name} nombra la operación ${op}, pero no sus operandos. Ahí acaba esta pasada hacia atrás.`,
      leftOut: ({ shown, total, sample, samples, distance }) => {
        const parts = [
          some(shown, {
            one: `Se muestra # de ${count(total)} nodos.`,
            other: `Se muestran # de ${count(total)} nodos.`,
          }),
        ];
        if (samples > 0 && sample !== null)
          parts.push(
            some(samples, {
              one: `# pertenece a muestras distintas de la ${count(sample + 1)}.`,
              other: `# pertenecen a muestras distintas de la ${count(sample + 1)}.`,
            }),
          );
        if (distance > 0)
          parts.push(
            some(distance, {
              one: "# está demasiado lejos de la salida.",
              other: "# están demasiado lejos de la salida.",
            }),
          );
        return parts.join(" ");
      },
      fault: (fault) => `No hay pasos hacia atrás: ${fault}`,
      firstNotFinite: (name) => `El primer número que no es finito surgió en ${name}.`,
    },

    chart: {
      title: "Gráfico",
      numbers: "Números del gráfico",
      failed: (reason) => `No se pudo dibujar el gráfico: ${reason}`,
      tooLarge: "es demasiado grande",
      timeout: "tardó demasiado",
      cancelled: "se canceló",
    },

    engine: {
      title: "Comparación con el paquete",
      right: (operations) =>
        some(operations, {
          one: "Este motor coincide con el del paquete: # expresión, con su valor y sus gradientes, para muchos números.",
          other:
            "Este motor coincide con el del paquete: # expresiones, con sus valores y gradientes, para muchos números.",
        }),
      wrong: (wrong, operations) =>
        some(wrong, {
          one: `# de ${count(operations)} expresiones no da lo mismo que con el paquete; en los grafos, la operación que falla lleva el signo ≠.`,
          other: `# de ${count(operations)} expresiones no dan lo mismo que con el paquete; en los grafos, las operaciones que fallan llevan el signo ≠.`,
        }),
      differences,
      lineOf: (file, line) => `Ir a la línea ${line} de ${file}`,
    },

    training: {
      title: (network) => `Entrenamiento de ${network}`,
      facts: ({ n_samples, n_parameters, loss, optimizer }) =>
        [
          n_samples > 0 ? some(n_samples, { one: "# muestra", other: "# muestras" }) : "",
          some(n_parameters, { one: "# parámetro", other: "# parámetros" }),
          loss === "" ? "" : `pérdida: ${LOSSES.get(loss) ?? loss}`,
          optimizer,
        ]
          .filter(Boolean)
          .join(" · "),
      state: trainingState,
      anew: (reason) =>
        `Cada ronda construye su grafo de nuevo, lo que es más lento que una cinta: ${reason}.`,
      progress: "Rondas completadas",
      menu: "Copiar",
      copyCsv: "Copiar las pérdidas como CSV",
      copied: "Copiado",
      notDone: "El navegador no lo permitió",

      steer: "Dirigir el entrenamiento",
      cannotSteer:
        "Este navegador no puede suspender un programa en marcha, así que el entrenamiento no se puede dirigir; Parar lo termina.",
      pause: "Pausa",
      goOn: "Seguir",
      oneRound: "Una ronda",
      oneRoundTitle: "Hacer una ronda y después una pausa",
      end: "Terminar",
      endTitle:
        "Terminar el entrenamiento después de esta ronda; el programa sigue con lo aprendido",
      restart: "Reiniciar",
      restartTitle: "Empezar de nuevo con los mismos parámetros iniciales",
      learningRate: "Tasa de aprendizaje",
      pace: "Ritmo",
      paces: (pace) =>
        pace === 0
          ? "a toda velocidad"
          : some(pace, { one: "# ronda por segundo", other: "# rondas por segundo" }),
      beginPaused: "Empezar la próxima ejecución en pausa",
      steeringOver: (beginPaused) =>
        `El entrenamiento terminó. Para dirigir otro, marca «${beginPaused}» y pulsa Ejecutar.`,
      noRate: "La tasa de aprendizaje es un número desde 0. Sigue como estaba.",
      rateNotRead:
        "El programa no ha leído la nueva tasa: un bucle la lee de learning_rate de su Training.",

      loss: "Pérdida",
      logScale: "escala logarítmica",
      layOver: "Superponer",
      nothingOver: "nada",
      noOther: "aún no hay otro entrenamiento",
      otherStarts: "otros empezaron con otros parámetros",
      pastLabel: ({ optimizer, rate, rounds, loss }) =>
        [
          optimizer,
          rate === null ? "" : `tasa ${digits(rate)}`,
          some(rounds, { one: "# ronda", other: "# rondas" }),
          loss === undefined ? "" : `pérdida ${digits(loss)}`,
        ]
          .filter(Boolean)
          .join("; "),
      runBefore: (label) =>
        label.startsWith("ejecución anterior: ") ? label : `ejecución anterior: ${label}`,
      start: (number) => `comienzo ${number}`,
      noChart: "No se pudo cargar el gráfico; los números están debajo.",
      count,
      digits,
      axis: writing.axis,
      decimal: (text) => text.replace(".", writing.point),
      curve: (rounds, losses) => {
        if (losses.length === 0) return "Pérdida por ronda: aún ninguna ronda";
        const lowest = losses.reduce((a, b) => Math.min(a, b));
        const [first, last] = [losses[0], losses.at(-1)];
        const where = rounds[losses.indexOf(lowest)];
        return `Pérdida por ronda: ${digits(first)} en la ronda ${count(rounds[0] ?? 0)}, ${digits(last)} en la ronda ${count(rounds.at(-1) ?? 0)}, la menor ${digits(lowest)} en la ronda ${count(where ?? 0)}`;
      },

      timeMachine: "Máquina del tiempo",
      round: "Ronda",
      roundOf: (round, loss) =>
        round === 0
          ? `ronda ${count(round)}: el comienzo`
          : `ronda ${count(round)}${loss === undefined ? "" : `: pérdida ${digits(loss)}`}`,
      play: "Reproducir las rondas",
      pausePlay: "Pausar la reproducción",
      live: "A la última ronda",

      plane: (inputs, samples, round) =>
        `${inputs === 2 ? "Lo que la red dice de cada punto del plano" : "Lo que la red dice a lo largo de su entrada"}${some(samples, { one: ", con # muestra, ", other: ", con # muestras, " })}después de la ronda ${count(round)}`,
      place: (inputs, output) => `(${inputs})${output && ` → ${output}`}`,
      someSamples: (drawn, all) => `La imagen tiene ${count(drawn)} de ${count(all)} muestras.`,
      pictureOf: (round) => `La imagen es de la ronda ${count(round)}.`,
      classes: (number) =>
        some(number, {
          one: "# salida",
          other: "# salidas: el color muestra la mayor",
        }),

      points: "Tus propios puntos",
      pointsHint:
        "Mientras esto está abierto, un clic en la imagen añade un punto. «Escribir en el programa» pone los datos allí, y Ejecutar entrena con ellos.",
      target: "objetivo",
      addPoint: "Añadir",
      removeLast: "Quitar el último",
      removeAll: "Quitar todos",
      writePoints: "Escribir en el programa",
      pointsWritten: "Los puntos están en el programa: pulsa Ejecutar.",
      pointsNotWritten:
        'No está claro dónde: deja que el programa lea sus datos con inputs, targets = from_csv("""""") de micrograd.data.',
      pointNumbers: "Un punto necesita un número en cada campo.",

      maps: "Lo que dice cada neurona",
      layer: (layer) => `capa ${layer}`,
      neuron: (layer, neuron) => `capa ${layer}, neurona ${neuron}`,
      inputs: "entradas",
      wires: "Una línea es un peso: cuanto más ancha, mayor; azul es positivo, naranja negativo.",
      weightsOf: (neuron, weights, bias) => `${neuron}: pesos ${weights.join("; ")}; sesgo ${bias}`,
      predictions: "Predicciones",
      predictionHead: ["muestra", "entradas", "objetivo", "salida"],
      parameters: "Parámetros",
      parameterHead: ["neurona", "pesos", "sesgo"],
      namedHead: ["parámetro", "valor"],
      parameter: (number) => `parámetro ${number}`,
      losses: "Pérdidas",
      lossHead: ["ronda", "pérdida"],
      lossesOfTrain:
        "Cada pérdida se calcula antes del cambio de los parámetros al que lleva. Las predicciones, los parámetros y las imágenes de una ronda son los de después.",
      lossesOfLoop:
        "La pérdida de una ronda es la que comunicó el programa. Las predicciones, los parámetros y las imágenes de una ronda son los de ese momento.",
      asking: "Preguntando a Python…",
      moreRows: (number) => `y ${count(number)} más`,

      sampleGraph: "Grafo de una muestra",
      sample: "Muestra",
      ofSamples: (samples) => ` de ${count(samples)}`,
      noAnswer: {
        running: "El programa sigue en marcha: se puede preguntar a Python cuando haya terminado.",
        gone: "El intérprete de la ejecución ya no está: ejecuta el programa otra vez para preguntar.",
        late: "No hubo respuesta a tiempo.",
        unreadable: "La respuesta no se pudo leer.",
      },
    },
  },

  course: {
    title: (number, count, title) => `Lección ${number} de ${count}: ${title}`,
    ownTitle: (title) => `Una lección de un enlace: ${title}`,
    back: "Atrás",
    next: "Siguiente",
    path: "Todas las lecciones",
    close: "Salir de las lecciones",
    task: "Pulsa Ejecutar: el programa se comprueba.",
    hint: (number, count) => `Pista ${number} de ${count}`,
    handOut: "Descargar hoja para imprimir",
    taskSheet: "Descargar hoja de ejercicios",
    answerSheet: "Descargar hoja de ejercicios con la solución",
    again: "Empezar de nuevo",
    end: {
      all: "Has superado todas las lecciones. Has construido un motor como el de PyTorch, para números sueltos, y has entrenado una red con él. Lo que puedes hacer ahora:",
      open: (left) =>
        some(left, {
          one: "Esta era la última lección; queda # sin superar: la lista muestra cuál. Lo que puedes hacer ahora:",
          other:
            "Esta era la última lección; quedan # sin superar: la lista muestra cuáles. Lo que puedes hacer ahora:",
        }),
      own: "Sal de las lecciones y escribe un programa propio: una red para tus datos, o con tu motor en lugar del motor del paquete.",
      examples: "Abre un ejemplo del menú, cámbialo y averigua por qué se comporta así.",
      docs: "Lee cómo se hace lo mismo con tensores, en PyTorch (en inglés)",
      docsUrl: "docs/scaling-out.html",
      source: {
        text: "Lee el micrograd de Karpathy y mira sus clases sobre él (en inglés)",
        url: "https://github.com/karpathy/micrograd",
      },
    },
    steps: {
      title: "Cómo seguir",
      sentence: "Cambia un número y ejecútalo otra vez, o sigue:",
      before: (title) => `Antes: ${title}`,
      next: (title) => `Siguiente: ${title}`,
      list: "Todas las lecciones y ejemplos",
    },
    withReference: "Empezar con la referencia",
    ownEngine:
      "Este es tu propio motor, tal como lo dejó la lección anterior. Pulsa Ejecutar: el programa se comprueba.",
    ownEngineNotYet:
      "Este es tu propio motor, tal como lo dejó la lección anterior. Allí todavía no ha superado la comprobación: sigue con él o empieza con la referencia.",
    solution: "Una solución",
    room: "Tu respuesta",
    takeSolution: "Ponerla en el editor",
    passed: "Correcto. Has superado la lección.",
    notYet: "Todavía no.",
    unanswered:
      "La ejecución acabó antes de que la comprobación pudiera responder. No se dice nada de tu programa.",
    error:
      "El programa acabó con un error: arréglalo primero. La última línea del error dice cuál es.",
    gap: "Todavía hay puntos en el programa: están en lugar de lo que tienes que escribir.",
    general: {
      missing: ({ name }) => `No hay ninguna variable \`${name}\` en el programa.`,
      gap: ({ name }) => `En \`${name}\` siguen los puntos (...): escribe algo en su lugar.`,
      kind: ({ name, wanted, found }) =>
        `\`${name}\` debería ser de tipo \`${wanted}\`, pero es de tipo \`${found}\`.`,
      node: ({ name, node }) =>
        `\`${name}\` es un nodo, y aquí se pide un número: \`${node}.data\` es su número, y \`${node}.grad\` su gradiente.`,
      "no-node": ({ name, value }) =>
        `\`${name}\` es el número ${value}, y aquí se pide un nodo: calcúlalo con los propios nodos, sin \`.data\` y sin resultados escritos a mano.`,
      method: ({ function: called, node }) =>
        `En los nodos, \`${called}\` es un método: escribe \`${node}.${called}()\`. \`math.${called}(…)\` toma un número corriente y da otro, sin camino de vuelta.`,
      "backward-result": () =>
        "`backward()` no devuelve nada. Deja cada gradiente en su nodo: llámalo en una línea aparte y lee después `.grad` del nodo que te interesa.",
      "is-none": ({ name }) =>
        `\`${name}\` es \`None\`. Eso da una función que no devuelve nada, como \`print()\`.`,
      "no-call": ({ number }) =>
        `${number} es un número y no una función: escríbelo sin paréntesis.`,
      text: ({ name, value }) =>
        `\`${name}\` es el texto ${value}: escribe un número sin comillas.`,
      uncalled: ({ name, call }) =>
        `\`${name}\` es una función, y no lo que ella devuelve: llámala, \`${call}\`.`,
      several: ({ name, count: number }) =>
        `\`${name}\` es una colección (su longitud es ${number}): se pide un solo valor.`,
      comma: ({ name }) =>
        `\`${name}\` es un par de dos números, porque en Python la coma separa dos cosas. En un número se escribe un punto: 2.5.`,
      typed: ({ name, value, changes }) =>
        `\`${name}\` es ${value}. Seguiría siéndolo si el programa empezara con \`${changes}\`, y entonces debería cambiar: calcúlalo con las variables del programa.`,
      changed: ({ changes }) =>
        `Has cambiado números: \`${changes}\`. Está muy bien probar, y la comprobación ha calculado con los tuyos.`,
      broken: ({ error }) =>
        `La comprobación de la lección no pudo seguir, así que no dice nada de tu programa. O no cuenta con lo que hace tu programa, o tiene ella misma un error: ${error}`,
      "not-finite": ({ name, value }) => `\`${name}\` es ${value}, y debería ser un número finito.`,
      operation: ({ operation, kind, at, name, got, wanted }) =>
        `\`${operation}\` ${difference(kind)({ at, name, got, wanted })}`,
      raised: ({ error }) => `Al probar tu programa hubo un error: ${error}`,
      "engine-missing": ({ name, file }) =>
        `\`${file}\` no tiene todavía ninguna clase \`${name}\`. Escríbela ahí: \`main.py\` solo la usa.`,
      "engine-package": ({ name, file }) =>
        `\`${name}\` en \`${file}\` deja el trabajo al paquete \`micrograd\`. Aquí escribes el motor tú.`,
      "engine-method": ({ name, method, file }) =>
        `\`${name}\` no tiene todavía ningún método \`${method}\`. Escríbelo en \`${file}\`, con sangría, dentro de la clase.`,
      "engine-raised": ({ what, error }) => `\`${what}\` acaba con un error: ${error}`,
      "call-on": ({ function: called, node }) =>
        `\`${called}\` pertenece a \`${node}\`: escribe \`${node}.${called}()\`.`,
      owner: ({ name, like }) =>
        `\`${name}\` pertenece a un nodo. Escribe antes el nodo y un punto: \`${like}\`.`,
      compared: ({ name }) =>
        `\`${name} == …\` compara, y todavía no hay \`${name}\`. Un solo \`=\` le da un valor.`,
      import: ({ name, line }) =>
        `\`${name}\` no se conoce en este archivo. Escribe al principio: \`${line}\``,
      math: ({ function: called, call }) =>
        `\`${called}\` de un número corriente está en \`math\`: escribe \`${call}\`, y al principio del archivo \`import math\`.`,
      wrapped: ({ made, inner }) =>
        `\`${made}(…)\` quiere un número, y \`${inner}\` ya es un nodo: quita \`${made}(…)\`.`,
      "number-in": ({ name, node }) =>
        `\`${name}\` debe ser un número, y \`${node}\` es un nodo: su número es \`${node}.data\`, su gradiente \`${node}.grad\`.`,
      power: () => "En Python, `^` no es una potencia: escribe `**`, como en `x**2`.",
      lists: ({ operator }) =>
        `No se puede calcular con una lista entera (aquí con \`${operator}\`). Recorre sus elementos con \`for\`, y dos listas a la vez con \`zip\`.`,
      "in-place": ({ call }) =>
        `\`${call}\` cambia la propia lista y no devuelve nada: escríbelo en una línea aparte.`,
      parameters: ({ name }) =>
        `Un bucle no puede recorrer \`${name}\`. Sí puede recorrer \`${name}.parameters()\`.`,
      "of-number": ({ number, name }) =>
        `${number} es un número corriente y no tiene \`${name}\`: solo lo tiene un nodo.`,
      attribute: ({ name }) =>
        `Un nodo no tiene \`${name}\`. Su número es \`.data\`, y su gradiente \`.grad\`.`,
      "of-list": ({ list, name }) =>
        `\`${list}\` contiene varias cosas y no tiene \`${name}\`: recórrelo con \`for\`.`,
      "own-class": ({ class: own, name }) =>
        `\`${own}\` es una clase de este programa y no tiene \`${name}\`. Usa lo que \`${own}\` tiene, o escribe \`${name}\` en ella.`,
      "no-init": ({ class: own }) =>
        `Un \`${own}\` todavía no es un nodo completo: su \`__init__\` debe llamar a \`super().__init__(…)\` con el valor.`,
      "no-self": ({ function: called, wanted }) =>
        `Un método recibe primero su propio objeto. Escribe \`def ${called}(${wanted}):\``,
      "no-argument": ({ function: called }) =>
        `\`${called}()\` no lleva nada entre paréntesis: empieza en el nodo que está antes del punto.`,
      "inner-self": ({ function: called }) =>
        `\`${called}\` se llama sin argumentos, y ve \`self\` y \`other\` desde fuera. Escribe \`def ${called}():\``,
      endless: ({ function: called }) =>
        `\`${called}\` se llamó a sí misma, directamente o a través de un operador, hasta que Python la paró. ¿Llega alguna vez a un final?`,
      tuple: ({ like }) =>
        `\`_prev\` debe ser una tupla, y una tupla de un elemento necesita una coma: \`${like}\`.`,
      quotes: ({ name }) =>
        `\`${name}\` no es una variable. Como texto va entre comillas: "\`${name}\`".`,
      point: ({ number }) => `En un número Python quiere un punto: \`${number}\`.`,
      outputs: () =>
        "La red tiene varias salidas, y cada objetivo es un número: deja una neurona en su última capa.",
      "not-called": ({ call }) =>
        `\`${call}\` está aquí sin sus paréntesis. Un método no hace nada así: escribe \`${call}\`.`,
      "compared-only": ({ compared, like }) =>
        `\`${compared}\` compara dos cosas y no cambia nada. Escribe \`${like}\``,
      unkept: ({ expression, like }) =>
        `\`${expression}\` se calcula, pero su resultado no se guarda en ningún sitio. Guárdalo: \`${like}\``,
      "sign-first": ({ written, meant, name }) =>
        `\`${name} ${written} …\` no es \`${name} ${meant} …\`. El signo de la operación va primero: escribe \`${meant}\`.`,
      "output-grad": ({ name }) =>
        `\`${name}.grad\` es solo de \`${name}\`. Los gradientes de los parámetros se quedan como están: \`mlp.zero_grad()\` los pone todos a 0.`,
      "open-bracket": ({ line, open, close }) =>
        `El \`${open}\` de la línea ${line} no se cierra nunca: falta un \`${close}\`.`,
      "extra-bracket": ({ line, close }) =>
        `El \`${close}\` de la línea ${line} no cierra nada. Sobra, o falta el que abre.`,
      "other-bracket": ({ line, found, open, close }) =>
        `El \`${found}\` de la línea ${line} no puede cerrar un \`${open}\`: para eso hace falta un \`${close}\`.`,
      "no-colon": ({ line }) =>
        `Faltan los dos puntos en la línea ${line}. Van al final de una línea que empieza por \`if\`, \`else\`, \`for\`, \`while\`, \`def\` o \`class\`.`,
      equals: ({ line }) =>
        `Un solo \`=\` en la línea ${line} está donde se pide una comparación. Dos comparan: \`==\`.`,
      "left-side": ({ line, left, like }) =>
        `\`${left}\` no puede recibir un valor en la línea ${line}. El nombre va a la izquierda del \`=\`, y lo que recibe, a la derecha: \`${like}\``,
      "open-quotes": ({ line }) =>
        `Un texto de la línea ${line} no tiene final. Acaba con las mismas comillas con las que empieza.`,
      character: ({ line, found, meant }) =>
        `El signo \`${found}\` de la línea ${line} no es de Python. Escribe \`${meant}\` en su lugar.`,
      space: ({ line }) =>
        `La línea ${line} tiene un espacio especial, como los de las páginas web. Escribe uno corriente en su lugar.`,
      "indent-more": ({ line }) =>
        `La línea ${line} tiene más sangría que la anterior, y ahí no empieza ningún bloque. Quita los espacios de su principio.`,
      "indent-less": ({ line }) =>
        `La sangría de la línea ${line} no es la de ningún bloque anterior. Las líneas de un bloque empiezan todas en la misma columna.`,
      "indent-missing": ({ line, above }) =>
        `La línea ${above} empieza un bloque, y la línea ${line} no tiene sangría. Pon cuatro espacios en su principio.`,
      tabs: ({ line }) =>
        `La línea ${line} tiene sangría con tabuladores, y otras líneas con espacios. Usa espacios en todas.`,
      times: ({ line, written, meant }) =>
        `Python no lee \`${written}\` en la línea ${line} como un producto. Escribe el signo: \`${meant}\`.`,
      alone: ({ text, like }) =>
        `\`${text}\` no hace nada si está solo en una línea. Quizá debería ser: \`${like}\``,
      "no-return": ({ name, function: called }) =>
        `\`${name}\` es \`None\`, porque \`${called}\` no devuelve nada. Escribe \`return\` en su última línea y, detrás, lo que tiene que devolver.`,
      "network-grad": ({ name, set }) =>
        `\`${set}\` no cambia ningún parámetro: una red no tiene ese número, lo tiene cada uno de sus parámetros. \`${name}.zero_grad()\` pone a 0 los gradientes de todos.`,
      "loop-name": ({ written, name, like }) =>
        `\`${written}\` da el nombre \`${name}\` a otra cosa, y el parámetro queda como está. Cambia \`${like}\`.`,
      "other-way": ({ name, like }) =>
        `\`${name}\` no tiene valor todavía. Lo que recibe un valor está a la izquierda del \`=\`: \`${like}\``,
      "begin-with": ({ name, like }) =>
        `Todavía no hay ningún \`${name}\` que se pueda cambiar. Dale primero un valor, antes del bucle: \`${like}\``,
      "local-name": ({ name, function: called }) =>
        `\`${called}\` da un valor a \`${name}\`. Por eso ahí es un nombre propio, que no tiene valor todavía cuando se lee. Una lista se cambia con \`.append(…)\`, sin darle un valor nuevo.`,
      zip: ({ like }) => `Dos listas se recorren a la vez con \`zip\`: \`${like}\``,
      history: ({ name, call }) =>
        `\`${name}\` es la lista de pérdidas que devuelve \`${call}\`, y ya no es una red. Escribe la llamada sola en una línea.`,
      keyword: ({ name, meant }) =>
        `Un entrenamiento no tiene el argumento \`${name}\`. Aquí se llama \`${meant}\`.`,
      "own-function": ({ name, like }) =>
        `\`${name}\` es una función de este programa y no un método. Aquello con lo que trabaja está entre sus paréntesis: \`${like}\`.`,
      "no-other": ({ function: called }) =>
        `Un operador recibe sus dos lados. Escribe \`def ${called}(self, other):\``,
      untrained: () =>
        "La red que hay al final no ha aprendido nada: nunca le ha llegado un gradiente. ¿Se llama a `mlp.train(…)`, y se crea la red una sola vez, antes?",
      "by-gradient": ({ arrived }) =>
        `\`_backward\` no pasa nada, porque calcula con un gradiente que todavía es 0. Solo debe leer el gradiente que ha llegado: \`${arrived}\`.`,
      "engine-none": ({ what }) =>
        `\`${what}\` da \`None\`: haz que el método devuelva su resultado con \`return\`.`,
    },
    pathTitle: "Lecciones y ejemplos",
    passedOf: (passed, count) => `Superadas: ${passed} de ${count}.`,
    closePath: "Cerrar",
    save: "Guardar mi progreso en un archivo",
    load: "Cargar un archivo de progreso",
    notTaken: "Eso no es un archivo de progreso que esta página pueda leer.",
    learner: "Tu nombre, para el archivo:",
    beginAnew: "Empezar de nuevo",
    begunAnew: "Este navegador ya no guarda ningún progreso.",
    taken: "Se ha cargado el progreso del archivo.",
    leftOut: (lessons, most) =>
      lessons === 1
        ? `Una lección ha llegado sin su programa: es demasiado largo. Una lección guarda ${count(most)} caracteres como máximo, y ese es también el espacio de todas las que esta página no tiene, en conjunto.`
        : `${count(lessons)} lecciones han llegado sin su programa: es demasiado largo. Una lección guarda ${count(most)} caracteres como máximo, y ese es también el espacio de todas las que esta página no tiene, en conjunto.`,
    noRoom:
      "En el almacenamiento de este navegador no hay espacio para el progreso del archivo. No se ha cargado, y nada ha cambiado.",
    undo: "Deshacer",
    twoProgresses: (
      /** @type {{here: number, there: number, mine: string, theirs: string}} */ {
        here,
        there,
        mine,
        theirs,
      },
    ) =>
      `Superadas en este navegador${mine && ` (${mine})`}: ${here}. Superadas en el archivo${theirs && ` (${theirs})`}: ${there}.`,
    merge: "Añadirle el del archivo",
    replace: "Usar el archivo en su lugar",
    keepMine: "Dejarlo como está",
    setAside: "El trabajo tuyo que estaba ahí está ahora entre tus borradores.",
    tooLong: (most) =>
      `Una lección guarda un programa de ${count(most)} caracteres como máximo. Este es más largo. Desde ahora está entre tus borradores.`,
    unkept:
      "Esta lección no pudo guardar todo lo que escribiste en ella. Ese texto está entre tus borradores.",
    openUnkept: "Abrir el borrador",
    unreadable:
      "El registro de tus lecciones en este navegador no se pudo leer. Se conserva, y empieza uno nuevo.",
    ofNewer: () =>
      "Una versión más nueva de esta página ha guardado algo en esta lección. Lo que escribes aquí está por eso entre tus borradores.",
  },
};

/**
 * How a training stands, in a line.
 * @type {import("./words.js").Words["cards"]["training"]["state"]}
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
  const of = total === null ? "" : ` de ${count(total)}`;
  const ends = /** @type {Record<string, string>} */ ({
    num_rounds: some(number, { one: "# ronda", other: "# rondas" }),
    on_round: `Terminado por on_round después de la ronda ${round}${of}`,
    tolerance: `Terminado después de la ronda ${round}${of}: diez rondas no bajaron la menor pérdida más que tolerance`,
    interrupt: `Interrumpido en la ronda ${count(number + 1)}${of}`,
    watcher: `Terminado por ti después de la ronda ${round}${of}`,
    diverged: `Divergió: ${message}`,
    error: `Un error lo terminó después de la ronda ${round}${of}`,
    stopped: `Parado después de la ronda ${round}${of}`,
  });
  const parts = [
    ends[ended] ??
      (isPaused ? `En pausa después de la ronda ${round}${of}` : `Ronda ${round}${of}`),
  ];
  if (loss !== undefined) parts.push(`pérdida ${digits(loss)}`);
  if (rate !== null) parts.push(`tasa de aprendizaje ${digits(rate)}`);
  if (nextRate !== null && ended === "")
    parts.push(`desde la próxima ronda, tasa de aprendizaje ${digits(nextRate)}`);
  if (ended === "" && !isPaused && speed > 0) {
    parts.push(`${perSecond(speed)} rondas/s`);
    if (total !== null && total > number) parts.push(`faltan ${about((total - number) / speed)}`);
  }
  if (ended !== "" && seconds > 0) parts.push(duration(seconds));
  return parts.join(" · ");
}

/** @param {string | undefined} kind */
const difference = (kind) =>
  differences[/** @type {keyof typeof differences} */ (kind)] ?? differences.missing;
