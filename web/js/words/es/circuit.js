/** Words of the activation circuit, in Spanish. */

import { counted } from "./shared.js";

/** @satisfies {Words} */
export const words = {
  title: "Antes de entrenar",
  about:
    "Unos minutos para despertar los glúteos: seis ejercicios, una serie de cada uno, con descansos cortos.",
  start: "Empezar el circuito",
  loading: "Cargando el circuito",
  all: "Todos los ejercicios del circuito",
  stepOf: (n, all) => `${n} de ${all}`,
  done: "Hecho",
  record: "Grabarlo",
  skip: "Saltar",
  note: "circuito de activación",
  ticked: (title) => `${title}: anotado.`,
  doneToday: (n) => (n === 1 ? "1 serie hecha hoy." : `${counted(n, "serie")} hechas hoy.`),
  rest: "Descanso",
  seconds: (n) => `${n}\u00a0s`,
  next: (title) => `Siguiente: ${title}`,
  goOn: "Seguir ya",
  foam: {
    dose: "De 30 a 60 segundos por lado",
    how: "Rueda despacio por la cara externa del muslo, la parte delantera de la cadera y los glúteos. Quédate un poco más donde esté tenso, y salta lo que duela.",
  },
  nextInCircuit: "Siguiente del circuito",
  end: "Circuito terminado",
  ready: "Tus glúteos están despiertos. Entrena ahora, o sigue con el plan de hoy.",
  today: "Plan de hoy",
  again: "Otra vez",
};
