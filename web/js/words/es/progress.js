/** Words of the progress page: weeks, cues, sides, pain, in Spanish. */

import { counted } from "./shared.js";

/** @satisfies {Words} */
export const words = {
  title: "Progreso",
  titleOf: (name) => `Progreso de ${name}`,
  loading: "Cargando tu progreso",
  print: "Imprimir",
  summary: "Resumen para imprimir",
  csv: "Todas las series en CSV",
  paper: (title, from, to) => [title, `del ${from} al ${to}`].filter(Boolean).join(", "),
  paperNote:
    "Medido con cámara por formcheck. No es un producto sanitario. ± es el error posible de cada número.",
  filter: {
    label: "Qué mostrar",
    exercise: "Ejercicio",
    counted: (title, sets) => (sets ? `${title} (${sets})` : title),
    span: "Periodo",
  },
  spans: { 4: "Últimas 4 semanas", 12: "Últimas 12 semanas", 26: "Últimos 6 meses", all: "Todo" },
  empty: {
    title: "Todavía no hay series",
    message: "Después de tu primera serie podrás seguir aquí cómo cambia tu técnica de semana en semana.",
    record: "Grabar una serie",
    today: "Plan de hoy",
  },
  noSets: {
    title: (title) => `No hay series de ${title.toLowerCase()} en este periodo`,
    any: "No hay series en este periodo",
    message: "Elige un periodo más largo u otro ejercicio.",
  },
  sentence: (sets, title, days) =>
    sets === 1
      ? `Tu primera serie de ${title.toLowerCase()}. Repítela para ver qué cambia.`
      : `${counted(sets, "serie")} de ${title.toLowerCase()} en ${counted(days, "día")}.`,
  better: (titles) => `Mejor: ${titles}.`,
  worse: (titles) => `Peor: ${titles}.`,
  other: (titles) => `Ha cambiado: ${titles}.`,
  steady: "De momento no se ve ningún cambio.",
  weeks: {
    title: "Semana a semana",
    week: "Semana",
    days: "Días entrenados",
    daysOf: (days, planned) => `${days} de ${planned}`,
    sets: "Series",
    clean: "Limpias",
    cleanOf: (good, reps) => `${good} de ${reps}`,
    hold: "Pausa",
    none: "–",
  },
  cues: {
    title: "Qué se ha medido",
    about:
      "La franja es el error posible de cada número. Solo un valor fuera de la franja de la primera serie ha cambiado con seguridad.",
    change: {
      better: (from, to) => `Mejor: de ${from} a ${to}.`,
      worse: (from, to) => `Peor: de ${from} a ${to}.`,
      other: (from, to) => `Ha cambiado: de ${from} a ${to}.`,
      none: (from, to) => `Sin cambio visible: ${from} al principio, ${to} al final.`,
      unknown: (from) => `${from} en tu primera serie.`,
    },
    marks: {
      better: "mejor",
      worse: "peor",
      other: "ha cambiado",
      none: "sin cambio visible",
      unknown: "solo una serie",
    },
    first: {
      title: "Tu primera serie, medida",
      message:
        "Desde la próxima serie, esta página dibuja cada medida en el tiempo y dice qué ha cambiado.",
      faults: (faults, reps) =>
        faults
          ? faults === reps
            ? "En todas las repeticiones"
            : `En ${faults} de ${counted(reps, "repetición", "repeticiones")}`
          : `Sin fallos en ${counted(reps, "repetición", "repeticiones")}`,
    },
    rest: (n) => (n === 1 ? "1 medida más" : `${n} medidas más`),
    asked: (limit) => `Objetivo: ${limit}.`,
    compare: "Comparar la primera serie y la última",
    compareLabel: (title) => `Comparar la primera serie y la última: ${title}`,
    drawn: (title, n, from, to, low, high, goal) =>
      `${title}: ${counted(n, "serie")} del ${from} al ${to}, entre ${low} y ${high}${goal ? `; objetivo: ${goal}` : ""}`,
    point: (day, value, faults, reps) =>
      `${day}: ${value}${faults ? `; fallo en ${faults} de ${reps}` : ""}`,
    table: "Todos los valores",
    tableLabel: (title) => `Todos los valores de ${title}`,
    day: "Día",
    value: "Valor",
    faults: "Repeticiones con el fallo",
    faultsOf: (faults, reps) =>
      faults ? `${faults} de ${counted(reps, "repetición", "repeticiones")}` : "ninguna",
    key: {
      value: "media de una serie",
      fault: "una serie con el fallo",
      margin: "error posible",
      limit: "límite",
      beyond: "fuera del límite",
    },
  },
  sides: {
    title: "Izquierda y derecha",
    side: "Lado",
    left: "Izquierda",
    right: "Derecha",
    clean: "Limpias",
    hold: "Pausa media",
    cleanOf: (good, reps) => (reps ? `${good} de ${reps}` : "ninguna hecha"),
  },
  loads: {
    title: "Carga y esfuerzo",
    about:
      "Lo que anotaste, junto a lo limpias que fueron las repeticiones. Más carga solo cuenta con la misma técnica.",
    fromTo: (from, to) =>
      from === to ? `${from} de la primera serie a la última.` : `De ${from} a ${to}.`,
    formFromTo: (before, after) => `Limpias: ${before} al principio, ${after} al final.`,
    drawn: (n, from, to) => `Carga: ${counted(n, "serie")}, de ${from} a ${to}`,
    table: "Todas las series con carga o esfuerzo",
    load: "Carga",
    effort: "Esfuerzo",
    effortOf: (n) => `${n} de 10`,
    reps: "Repeticiones",
    repsOf: (sets, reps) => (sets > 1 ? `${sets} × ${reps}` : String(reps)),
    notFilmed: "sin grabar",
  },
  sitting: {
    title: "Horas sentado",
    hours: (h) => `${h}\u00a0h`,
    drawn: (first, last) => `Horas sentado: ${first} al principio, ${last} al final`,
    hoursOf: (before, now) => {
      if (!now) return "";
      return before
        ? `${before}\u00a0h al día al principio, ${now}\u00a0h últimamente.`
        : `${now}\u00a0h al día.`;
    },
    breaksOf: (before, now) => {
      if (!now) return "";
      return before
        ? `Pausas: ${before} al día al principio, ${now} últimamente.`
        : `Pausas: ${now} al día.`;
    },
  },
  pain: {
    title: "Dolor",
    regions: { back: "Zona lumbar", hip: "Cadera", knee: "Rodilla" },
    none: "No hay registros diarios en este periodo.",
    today: "Hacer el registro de hoy",
    drawn: (text) => `Dolor de 0 a 10: ${text}`,
    fromTo: (name, first, last) => `${name} de ${first} a ${last}`,
    table: "Todos los registros diarios",
    day: "Día",
    sitting: "Sentado",
    hours: (h) => `${h}\u00a0h`,
    breaks: "Pausas",
    untold: "–",
  },
};
