/** Words of the result page and of the review, in Spanish. */

// --- Result

/** @satisfies {Words} */
export const review = {
  title: "Resultado",
  back: "Series",
  verdicts: { ok: "bien", fault: "fallo", unsure: "dudoso" },
  degree: (/** @type {import("../../api/types.js").Share[]} */ shares) =>
    shares
      .map(
        ({ verdict, count }) =>
          `${count} ${{ ok: count === 1 ? "limpia" : "limpias", fault: "con un fallo", unsure: "sin evaluar" }[verdict]}`,
      )
      .join(", "),
  openGoal: "todavía no",
  recordNext: "Grabar la siguiente serie",
  headings: {
    strip: "Repetición a repetición",
    facts: "En resumen",
    next: "Siguiente paso",
    checks: "Qué se ha evaluado",
    set: "La serie entera",
    curve: "A lo largo del tiempo",
    numbers: "Todos los números",
    unseen: "Lo que no se vio, y cómo grabarlo",
    notes: "Notas",
    clip: "Sobre esta serie",
    files: "Compartir y descargar",
  },
  glossary: {
    title: "Qué significa",
    rule: "La rutina",
    goal: "Objetivo",
    source: "De dónde sale el objetivo",
    method: "Cómo se mide",
    misled: "Qué puede engañar a la medida",
  },
  oneRep: "Repetición",
  fine: ": bien",
  informative: "(a título informativo)",
  routine: (rule) => `La rutina: ${rule}`,
  show: "Ver",
  showsWhat: (title, rep) => `: ${title.toLowerCase()}, repetición ${rep}`,
  picture: (rep, title, value) => `Repetición ${rep}: ${title.toLowerCase()}${value ? `, ${value}` : ""}`,
  howToFilm: "Cómo grabarlo",
  toSeeIt: "Para verlo: ",
  bestPlace: (name) => `Mejor posición de cámara: ${name}.`,
  allPlaces: "Todas las posiciones de cámara de este ejercicio",
  share: {
    open: "Compartir",
    pdf: "PDF",
    page: "Un archivo para enviar",
    link: "Copiar el enlace",
    copied: "Enlace copiado.",
    note: "El archivo se abre en cualquier navegador, sin formcheck y sin conexión.",
    linkNote: "El enlace se abre para ti y para quienes comparten tus series.",
  },
  files: {
    "report.html": ["Informe", "una página para leer, compartir o imprimir"],
    "report.pdf": ["Informe en PDF", "para enviar o imprimir"],
    "report.json": ["Informe en JSON", "para programas"],
    "reps.csv": ["Números en CSV", "para una hoja de cálculo"],
    "poses.npz": ["Poses", "para analizar la serie otra vez sin su video"],
    "poses.trc": ["Marcadores (.trc)", "para OpenSim"],
    "motion.mot": ["Ángulos (.mot)", "para OpenSim"],
    "annotated.webm": ["Video con el esqueleto", "dibujado encima"],
    video: ["Video original", "tal como se grabó"],
  },
  print: "Imprimir",
  writing: "El video con el esqueleto todavía no está listo.",
  makingCopy: "Convirtiendo el video para este navegador. Hasta entonces solo ves el esqueleto.",
  asSent:
    "Este video se guarda tal como se envió, con su sonido y con datos ocultos como la ubicación y el modelo de teléfono.",
  liveOnly: "El video de esta serie en directo no se guardó, así que solo ves el esqueleto.",
};

/** @satisfies {Words} */
export const player = {
  controls: "Reproducción",
  video: "Video de la serie",
  figure: "Esqueleto",
  loading: "Cargando el video",
  broken:
    "Este navegador no puede reproducir el video, así que solo ves el esqueleto. Más abajo puedes descargar el video con el esqueleto.",
  play: "Reproducir",
  pause: "Pausar",
  space: "espacio",
  back: "Un fotograma atrás",
  forth: "Un fotograma adelante",
  previousFault: "Fallo anterior",
  nextFault: "Fallo siguiente",
  seek: "Posición en el video",
  zoom: "Acercar",
  fullScreen: "Pantalla completa",
  speed: "Velocidad",
  rates: { 1: "1×", 0.75: "0.75×", 0.5: "0.5×", 0.25: "0.25×" },
  loop: "Repetir en bucle",
  loops: (n) => `Quitar el bucle de la repetición ${n}`,
  overlay: "Mostrar el esqueleto",
};

/** @satisfies {Words} */
export const timeline = {
  choose: "Medida",
  slider: "Tiempo de la serie",
  unseen: "no se ve",
  top: "en su punto de giro",
  rep: (/** @type {number} */ n, /** @type {string} */ top) => `repetición ${n}${top ? `, ${top}` : ""}`,
  fault: (m, at) => `Fallo en ${at}${m.label ? `: ${m.label}` : ""}. Ver`,
  remark: (at, text) => `Comentario en ${at}${text ? `: ${text.slice(0, 80)}` : ""}. Ver`,
  you: "tú",
  limit: "límite y error posible",
  beyond: "fuera del límite",
  reps: (/** @type {string} */ top) => `repetición (más oscuro ${top})`,
};

/** @satisfies {Words} */
export const states = {
  loading: "Cargando el resultado",
  stages: {
    waiting: ["En espera", "Antes se analizan otras series. Puedes salir de esta página."],
    analysing: [
      "Analizando",
      "Buscando tu cuerpo en cada fotograma y contando tus repeticiones. Puedes salir de esta página.",
    ],
    rendering: ["Casi listo", "Dibujando las imágenes de tu resultado."],
  },
  done: (share) => `${share} %`,
  left: (seconds) =>
    seconds < 8
      ? "quedan unos segundos"
      : seconds < 90
        ? `quedan unos ${Math.ceil(seconds / 5) * 5} s`
        : `quedan unos ${Math.ceil(seconds / 60)} min`,
  tries: (n) => `Intento ${n}. El anterior se interrumpió.`,
  cancel: "Parar",
  failed: "No se pudo analizar esta serie.",
  safe: "Tu video está a salvo.",
  safeLive: "El resultado en directo se conserva.",
  again: "Intentar de nuevo",
  remove: "Borrar",
  chooseAgain: "Elige el ejercicio e inténtalo de nuevo",
  log: "Registro técnico",
  cancelled: "Cancelada.",
  unreadable: "Este resultado es de otra versión. Analiza la serie otra vez.",
  cancelledSafe: "Tu video está a salvo. Puedes empezar de nuevo cuando quieras.",
  gone: "No se encuentra la serie.",
  goneWhy: "Puede que se haya borrado, o que el enlace esté incompleto.",
  deleted: "Serie borrada.",
  deletedWhy: "Puedes deshacerlo durante un tiempo.",
  undo: "Deshacer",
  deletedToast: (title) => `«${title}» borrada.`,
  restored: "Serie recuperada.",
  toLibrary: "Ir a tus series",
  toRecord: "Grabar una serie",
  stillTrying: "Reconectando.",
};

/** @satisfies {Words} */
export const actions = {
  group: "Esta serie",
  compare: "Comparar con otra serie",
  rename: "Cambiar el nombre",
  renameField: "Nombre",
  day: "Cambiar el día",
  save: "Guardar",
  cancel: "Cancelar",
  remove: "Borrar",
  again: "Cambiar el ejercicio",
  exercise: "Ejercicio",
  recognise: "Reconocerlo automáticamente",
  judge: "Analizar de nuevo",
  mirrored: "La imagen está en espejo (cámara frontal)",
  judgeNote: "La serie se analiza como el ejercicio que elijas. Este resultado se sustituye.",
  renamed: "Nombre cambiado.",
  dayChanged: "Día cambiado.",
};

/** @satisfies {Words} */
export const keys = {
  group: "Resultado",
  list: [
    ["Espacio", "Reproducir o pausar"],
    ["← / →", "Un fotograma atrás o adelante"],
    [", / .", "Un fotograma atrás o adelante"],
    ["K / J", "Repetición anterior o siguiente"],
    ["P / N", "Fallo anterior o siguiente"],
    ["L", "Repetir en bucle"],
    ["S", "Más lento, hasta un cuarto"],
    ["F", "Pantalla completa"],
    ["+ / −", "Acercar o alejar"],
    ["O", "Mostrar u ocultar el esqueleto"],
    ["D", "Borrar esta serie (se puede deshacer)"],
  ],
};

// --- Review

/** @satisfies {Words} */
export const reviewing = {
  review: "Revisar",
  stop: "Dejar de revisar",
  you: "Tú",
  somebody: "Alguien",
  decisions: { accepted: "De acuerdo", rejected: "En desacuerdo" },
  choose: (title, rep) => `Tu opinión: ${title.toLowerCase()}, repetición ${rep}`,
  about: (title, rep) => `: ${title.toLowerCase()}, repetición ${rep}`,
  why: "¿Por qué? (opcional)",
  told: {
    accepted: (who, me) => (me ? "Estás de acuerdo" : `${who} está de acuerdo`),
    rejected: (who, me) => (me ? "No estás de acuerdo" : `${who} no está de acuerdo`),
  },
  decided: (title, rep, decision) => `${title}, repetición ${rep}: ${decision}.`,
  decidedAs: { accepted: "de acuerdo", rejected: "en desacuerdo", none: "opinión quitada" },
  deleted: "Comentario borrado.",
  commentHere: "Comentar este momento",
};

/** @satisfies {Words} */
export const composer = {
  title: "Comentar este momento",
  change: "Editar el comentario",
  at: (at) => `En ${at}`,
  between: (a, b) => `De ${a} a ${b}`,
  here: (at) => `Usar ${at}`,
  untilHere: (at) => `Ampliar hasta ${at}`,
  noStretch: "Solo un momento",
  kind: "Tipo",
  comment: "Comentario",
  missed: "Fallo no detectado",
  text: "Comentario",
  aboutIt: "Qué has visto (opcional)",
  draw: "Dibujar en la imagen",
  drawn: "Terminar el dibujo",
  how: "Dibuja con un dedo o con el ratón.",
  back: "Deshacer el último trazo",
  clear: "Borrar",
  save: "Guardar",
  add: "Añadir el fallo",
  cancel: "Cancelar",
};

/** @satisfies {Words} */
export const voice = {
  record: "Grabar una nota de voz",
  stop: (seconds) => `Detener la grabación, ${seconds} s`,
  note: (seconds) => `Nota de voz, ${Math.round(seconds)} s`,
  remove: "Borrar la nota de voz",
  noMicrophone: "El navegador no puede usar aquí un micrófono, o no hay ninguno.",
};

/** @satisfies {Words} */
export const referenceClip = {
  label: "Una repetición limpia para comparar",
  caption: (date, rep) =>
    `Así se hace: ${date ? `la serie de ${date}` : "la serie de ejemplo"}${rep ? `, repetición ${rep}` : ""}`,
  offer: "Mostrar una buena serie al lado",
  choose: "Serie que se muestra al lado",
  nothing: "Elige una serie",
  sample: "Serie de ejemplo",
  set: (date, good, total) => `${date}, ${good} de ${total} limpias`,
  none: "Todavía no hay otra serie de este ejercicio con una repetición limpia.",
  remove: "Quitar",
};

/** @satisfies {Words} */
export const remarks = {
  title: "Revisión",
  show: "Ver en ",
  stretch: (a, b) => `de ${a} a ${b}`,
  edited: "editado",
  fresh: "Nuevo",
  more: (at) => `Más opciones del comentario en ${at}`,
  change: "Editar",
  remove: "Borrar",
  drawing: "Con un dibujo.",
  answer: "Responder",
  answerTo: (at) => ` al comentario en ${at}`,
  answerOf: (text) => ` la respuesta «${text.slice(0, 40)}»`,
  answerLabel: "Tu respuesta",
  send: "Enviar",
  cancel: "Cancelar",
  missed: (cue, rep) =>
    [`No detectado: ${cue ? cue.toLowerCase() : "otra cosa"}`, rep ? `repetición ${rep}` : ""]
      .filter(Boolean)
      .join(", ") + ".",
  reviewed: (name, at) => (name ? `Revisada por ${name}, ${at}.` : `Revisada ${at}.`),
  progress: (done, of) =>
    `${done} de ${of} ${of === 1 ? "fallo comprobado" : "fallos comprobados"}. Los que no compruebes siguen en el resultado.`,
  noFaults: "Sin fallos. Añade uno si se ha escapado.",
};

/** @satisfies {Words} */
export const reviewKeys = {
  group: "Revisión",
  list: [
    ["R", "Empezar o dejar de revisar"],
    ["C", "Comentar este momento"],
    ["W", "Dibujar en la imagen, o dejar de dibujar"],
    ["V", "Grabar una nota de voz, o dejar de grabar"],
    ["A", "De acuerdo con el fallo mostrado"],
    ["X", "En desacuerdo con el fallo mostrado"],
    ["M", "Marcar como revisada"],
  ],
};

/** @satisfies {Words} */
export const news = {
  title: "Comentarios nuevos",
  said: (name, set, at) => `${name || "Alguien"} sobre tu serie de ${set.toLowerCase()}, en ${at}`,
  drew: "Un dibujo.",
  spoke: "Una nota de voz.",
  more: (n) => `y ${n} más entre tus series`,
};
