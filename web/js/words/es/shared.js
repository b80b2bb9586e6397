/** Words that every page shares, in Spanish. */

/** @param {number} n @param {string} one @param {string} [many] @returns {string} "1 serie", "3 series" */
export const counted = (n, one, many = `${one}s`) => `${n}\u00a0${n === 1 ? one : many}`;

/** @satisfies {Words} */
export const words = {
  serverGone:
    "formcheck no responde. No se ha perdido nada. Si se cerró, vuelve a abrirlo; esta página se reconecta sola.",
  unexpected: "Algo ha fallado en formcheck. No se ha perdido nada; inténtalo de nuevo.",
  undo: "Deshacer",
  dismiss: "Cerrar aviso",
  tryAgain: "Intentar de nuevo",
  cancel: "Cancelar",
  dropHere: "Suelta aquí para añadir los videos",
  formatting: {
    dayAndPart: {
      night: (day) => `${day} por la noche`,
      morning: (day) => `${day} por la mañana`,
      afternoon: (day) => `${day} por la tarde`,
      evening: (day) => `${day} por la tarde`,
    },
    locale: "es",
    seconds: (s) => `${s}\u00a0s`,
    minutes: (m, s) => `${m}\u00a0min ${s}\u00a0s`,
    fewLeft: "quedan unos segundos",
    secondsLeft: (s) => `quedan unos ${s}\u00a0s`,
    minutesLeft: (m) => `quedan unos ${m}\u00a0min`,
    today: (time) => `hoy ${time}`,
    yesterday: (time) => `ayer ${time}`,
    reps: (range) => (range === "1" ? "1 repetición" : `${range} repeticiones`),
    sets: (range) => (range === "1" ? "1 serie" : `${range} series`),
    hold: ([low, high], range) => (low > 0 ? `pausa de ${range} s` : `pausa de ${high} s como máximo`),
    noReps: "Ninguna repetición completa",
    unseen: (total) => `${counted(total, "repetición", "repeticiones")}, técnica no visible`,
    allClean: (total) => (total === 1 ? "1 repetición, limpia" : `Las ${total} limpias`),
    toFix: (total) => `${counted(total, "repetición", "repeticiones")}, algo que corregir`,
    someClean: (good, total) => `${good} de ${total} limpias`,
  },
  nav: {
    home: "formcheck, inicio",
    label: "Páginas",
    today: "Hoy",
    record: "Grabar",
    library: "Series",
    progress: "Progreso",
    exercises: "Ejercicios",
    desk: "Clientes",
    you: "Tú",
    unread: (n) => (n === 1 ? "1 comentario nuevo" : `${n} comentarios nuevos`),
  },
  whose: { of: (name) => `Estás viendo los datos de ${name}.`, back: (name) => `Volver a ${name}` },
  footer: {
    privacy: "Todo se queda en este equipo. No es un producto sanitario.",
    team: "Solo tú y los entrenadores con los que compartes pueden verlo. No es un producto sanitario.",
    api: "API",
  },
  handing: {
    link: "Enlace",
    copy: "Copiar",
    copied: "Copiado.",
    send: "Enviar",
    qr: "Código QR del enlace",
  },
  links: {
    title: "Enlaces sin cuenta",
    about: "Quien tenga el enlace ve el informe de una serie, y nada más, hasta que caduque.",
    lasts: "Funciona durante",
    usual: 7,
    days: [
      [1, "un día"],
      [7, "una semana"],
      [30, "30 días"],
    ],
    make: "Crear un enlace",
    sent: "Una serie en formcheck",
    open: (day) => `Funciona hasta el ${day}`,
    withdraw: "Anularlo ya",
    withdrawOf: (title, day) => `Anular ya el enlace a ${title} que funciona hasta el ${day}`,
    withdrawn: "El enlace ya no funciona.",
    none: "No has compartido ninguna serie con un enlace.",
  },
  shortcuts: {
    title: "Atajos de teclado",
    close: "Cerrar",
    everywhere: "En todas las páginas",
    everywhereKeys: [
      ["?", "Mostrar los atajos"],
      ["Esc", "Cerrar"],
      ["Ctrl+Z", "Deshacer, mientras se ofrezca"],
    ],
  },
};
