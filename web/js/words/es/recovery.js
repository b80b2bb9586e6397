/** Words of the timeline: how long recovery takes, in Spanish. */

import { counted } from "./shared.js";

/** Weeks in a month, so that a range of many weeks is told in months. */
const MONTH = 52 / 12;

/** @param {number} low @param {number} high */
const span = (low, high) => {
  if (high <= 16) {
    return low ? `en ${low} a ${counted(high, "semana")}` : `en ${counted(high, "semana")} como mucho`;
  }
  const [from, to] = [Math.max(Math.floor(low / MONTH), 0), Math.ceil(high / MONTH)];
  const months = counted(to, "mes", "meses");
  return from ? `en ${from} a ${months}` : `en ${months} como mucho`;
};

/** @satisfies {Words} */
export const words = {
  title: "Cuánto tarda",
  ask: "Unas preguntas cortas te dan un plazo sincero: cuándo suelen llegar los primeros cambios y cuánto tarda una recuperación duradera.",
  act: "Responder",
  none: "Sin responder todavía.",
  first: "Primeros cambios",
  firstHow: "más fuerza, menos dolor",
  full: "Recuperación duradera",
  fullHow: "con las tres fases",
  span: ({ low, high, open }) => `${span(low, high)}${open ? ", o más" : ""}`,
  asPlanned: (text) => `a este ritmo; según lo planificado, ${text}`,
  lessPain: "Tu dolor ya está bajando.",
  counted: "Semanas que cuentan",
  countedOf: (n, weeks) => `${n} de ${counted(weeks, "semana")} desde que empezaste`,
  back: "Lo que más te frena",
  backAlso: "También",
  factors: {
    training: (share) => `días de entrenamiento: ${Math.round(100 * share)}\u00a0% de los planificados`,
    sitting: (hours) => `tiempo sentado: ${hours}\u00a0h al día`,
    form: (share) => `técnica: ${Math.round(100 * share)}\u00a0% de las repeticiones grabadas, limpias`,
  },
  nothingBack: "nada: vas por buen camino",
  skipped: (weeks) =>
    `Entraste en esta fase unas ${counted(weeks, "semana")} antes de tiempo. Eso la retrasa: el final del plazo es más tarde.`,
  noRange: {
    professional:
      "Con un disco o un nervio afectado, consulta antes a un profesional. Cuando te dé permiso para entrenar, cambia tus respuestas y tendrás un plazo.",
    pain: "Tu dolor es fuerte o está empeorando. Para y consulta a un profesional; hasta entonces no hay plazo.",
    rest: "En las últimas cuatro semanas entrenaste menos de la cuarta parte de los días planificados. No hay plazo hasta que vuelvas: una serie hoy es un buen comienzo.",
  },
  about:
    "Un plazo, nunca una fecha. De 6 a 8 semanas y hasta unos seis meses es lo que dice la rutina; cómo cambia con tu entrenamiento, las horas sentado, la técnica y el dolor es un cálculo nuestro, no un estudio. Saltarse una fase la retrasa.",
  told: "Tus respuestas",
  change: "Cambiar las respuestas",
  remove: "Borrar las respuestas",
  removed: "Respuestas borradas.",
  restored: "Respuestas recuperadas.",
  saved: "Respuestas guardadas.",
  undone: "Respuestas, como antes.",
  form: {
    title: "Tu punto de partida",
    lasted: "¿Cuánto tiempo llevas con esto?",
    lastedAll: { weeks: "semanas", months: "meses", years: "años" },
    severity: "¿Cómo de fuerte es?",
    severityAll: { mild: "leve", moderate: "moderado", strong: "fuerte" },
    sitting: "Horas que pasas sentado en un día normal",
    disc: "Un problema de disco",
    nerve: "Adormecimiento, hormigueo o debilidad en una pierna",
    cleared: "Un profesional me ha dado permiso para entrenar",
    else: "¿Algo más?",
    save: "Guardar",
    cancel: "Cancelar",
    hours: (h) => `${h}\u00a0h sentado`,
  },
};
