/** Words of the summary that goes to a physiotherapist, in Spanish. */

import { counted } from "./shared.js";

/** @satisfies {Words} */
export const words = {
  title: "Resumen para fisioterapia",
  titleOf: (name) => `Resumen: ${name}`,
  lead: "Tu entrenamiento y tus registros diarios en papel. Imprímelo, o guárdalo como PDF desde el cuadro de impresión.",
  loading: "Cargando",
  print: "Imprimir o guardar como PDF",
  span: "Periodo",
  period: (from, to) => `del ${from} al ${to}`,
  made: (day) => `impreso el ${day}`,
  short: {
    title: "En resumen",
    phase: "Fase",
    phaseOf: (number, title) => `${number}, ${title.toLowerCase()}`,
    trained: "Entrenamiento",
    trainedOf: (days, sets) =>
      sets ? `${counted(days, "día")}, ${counted(sets, "serie")}` : "no en este tiempo",
    planned: (done, of) => `${done} de ${of} días planificados en las dos últimas semanas`,
    clean: "Repeticiones limpias",
    cleanOf: (good, reps) => (reps ? `${good} de ${reps} grabadas` : "ninguna grabada"),
    pain: { back: "Dolor lumbar", hip: "Dolor de cadera", knee: "Dolor de rodilla" },
    painOf: (first, last, n) =>
      n === 1
        ? `${last} de 10, registrado una vez`
        : `${first} de 10 al principio, ${last} al final (${n} registros)`,
    untold: "sin registrar",
  },
  exercises: {
    title: "Mediciones",
    about: "Media de cada serie con su error posible. Un cambio solo cuenta cuando es mayor que ese error.",
    sets: (n) => counted(n, "serie"),
    asked: (text) => `Objetivo: ${text}.`,
    cue: "Medida",
    limit: "Límite",
    first: "Primera serie",
    last: "Última serie",
    change: "Cambio",
    changes: {
      better: "mejor",
      worse: "peor",
      other: "ha cambiado",
      none: "sin cambio visible",
      unknown: "solo una serie",
    },
    faults: "Repeticiones con el fallo, última serie",
    faultsOf: (n, reps) => (n ? `${n} de ${reps}` : "ninguna"),
    none: "No se grabó nada en este periodo.",
    sides: (left, right) => `Repeticiones limpias: izquierda ${left}, derecha ${right}.`,
    of: (good, reps) => `${good} de ${reps}`,
  },
  plan: {
    title: "Plan",
    exercise: "Ejercicio",
    days: "Días",
    amount: "Series y repeticiones",
    limits: "Límites cambiados",
  },
  note: "Medido con cámara por formcheck. Los ángulos son los que se ven en la imagen; ± es el error posible. No es un producto sanitario. El dolor lo indica la persona, de 0 (ninguno) a 10 (el peor).",
};
