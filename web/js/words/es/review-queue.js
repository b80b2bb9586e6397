/** Words of the review queue: its list on the desk, and the panel beside a set that is reviewed, in Spanish. */

/** @param {number} n @param {string} one @param {string} many */
const some = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** @param {number} days whole days @returns {string} */
const age = (days) => (days < 1 ? "hoy" : days === 1 ? "1 día" : `${days} días`);

/** @satisfies {Words} */
export const queue = {
  title: "Por revisar",
  start: (n) => `Revisar ${some(n, "serie", "series")}`,
  order: "Primero el dolor, luego los fallos en más repeticiones, luego lo que más espera.",
  waiting: (days) => (days < 1 ? "nueva de hoy" : `espera desde hace ${age(days)}`),
  clean: "Sin fallos",
  fault: (title, count, total) => `${title}: fallo en ${count} de ${total} repeticiones`,
  dismiss: "Descartar",
  dismissLabel: (title, who) => `Descartar ${title} de ${who} sin revisarla`,
  dismissed: (title) => `${title}: descartada.`,
  empty: {
    title: "Nada que revisar",
    message: "Las series nuevas de tus clientes esperan aquí hasta que las revises o las descartes.",
  },
};

/** @satisfies {Words} */
export const panel = {
  label: "Revisión",
  at: (n, of) => `Serie ${n} de ${of}`,
  left: (n) => (n ? `${n} por revisar` : "Todo revisado"),
  previous: "Serie anterior",
  next: "Serie siguiente",
  shown: (title, rep) => `${title}, repetición ${rep}`,
  noFault:
    "En este momento no se muestra ningún fallo. Elige una repetición con un fallo para decir si estás de acuerdo.",
  objection: "¿Qué está mal?",
  objections: [
    ["not_this_fault", "No es este fallo"],
    ["missed_something", "Se le ha escapado algo"],
    ["cue_unclear", "La indicación no se entiende"],
  ],
  replies: "Respuestas guardadas",
  saveReply: "Guardar como respuesta",
  replySaved: "Respuesta guardada.",
  deleteReply: (text) => `Borrar la respuesta «${text.slice(0, 40)}»`,
  markReviewed: "Marcar como revisada",
  markNext: "Revisada, serie siguiente",
  notReviewed: "Marcar como no revisada",
  dismiss: "Descartar",
  reviewedToast: (who) => `Serie de ${who} revisada.`,
  dismissedToast: (who) => `Serie de ${who} descartada.`,
  done: "Era la última.",
  desk: "Volver a tus clientes",
};

/** @satisfies {Words} */
export const queueKeys = {
  group: "Cola de revisión",
  list: [
    ["J / K", "Serie siguiente o anterior"],
    ["Mayús+J / Mayús+K", "Repetición siguiente o anterior"],
    ["M", "Marcar como revisada y abrir la siguiente"],
    ["E", "Descartar sin revisar"],
    ["1 … 9", "Escribir una respuesta guardada"],
    ["Ctrl+Intro", "Guardar el comentario"],
  ],
};
