/** Words of the limits page, in Spanish. */

import { counted } from "./shared.js";

/** @param {number} n */
const last = (n) => (n === 1 ? "tu única serie" : `las últimas ${n} series`);

/** @satisfies {Words} */
export const words = {
  title: "Límites",
  titleOf: (name) => `Límites de ${name}`,
  lead: "Cada repetición se evalúa con estos límites. Si un cuerpo necesita otro, cámbialo aquí y di por qué.",
  loading: "Cargando los límites",
  changed: "Cambiados",
  none: "Todos los límites son los predeterminados.",
  later: "Las series nuevas usan el límite cambiado desde ya. Las anteriores, cuando se analizan de nuevo.",
  all: "Por ejercicio",
  count: (n, changed) =>
    changed ? `${counted(n, "límite")}, ${counted(changed, "cambiado")}` : counted(n, "límite"),
  own: (text) => `Predeterminado: ${text}`,
  prescribed: "Según la pausa del plan",
  since: (day) => `Cambiado el ${day}`,
  change: "Cambiar",
  changeLabel: (title, exercise) => `Cambiar ${title}, ${exercise}`,
  dialog: {
    own: (text) => `Predeterminado: ${text}.`,
    low: (unit) => (unit ? `Como mínimo (${unit})` : "Como mínimo"),
    high: (unit) => (unit ? `Como máximo (${unit})` : "Como máximo"),
    height: "En centímetros para alguien de 1,70 m; formcheck lo ajusta a tu cuerpo.",
    note: "¿Por qué?",
    noteHint: "Por ejemplo, una lesión antigua o las primeras semanas tras una operación",
    save: "Guardar el límite",
    cancel: "Cancelar",
    back: "Usar el predeterminado",
    noNote: "Di en pocas palabras por qué este límite es distinto.",
  },
  preview: {
    title: "Efecto en series anteriores",
    same: "Este es el límite actual.",
    asking: "Comprobando series anteriores",
    noSets: "Todavía no hay series de este ejercicio.",
    unseen: (sets) => `Esto no se veía en ${last(sets)}, así que no muestran qué hace el límite.`,
    none: (sets) => `Sin diferencia en ${last(sets)}.`,
    some: (sets, before, after) =>
      `En ${last(sets)}: ${counted(after, "repetición", "repeticiones")} con este fallo en lugar de ${before}.`,
    equal: (sets) =>
      `En ${last(sets)}: las mismas repeticiones con este fallo que antes, pero más o menos dudosas.`,
    table: "Series con otro resultado",
    set: "Serie",
    before: "Ahora",
    after: "Con este límite",
    verdicts: (faults, ok, unsure) =>
      [
        faults ? `${faults} con el fallo` : "",
        ok ? `${ok} bien` : "",
        unsure ? counted(unsure, "dudosa") : "",
      ]
        .filter(Boolean)
        .join(", ") || "sin repeticiones",
  },
  saved: (title) => `${title}: límite guardado.`,
  reset: (title) => `${title}: vuelve el predeterminado.`,
  undone: (title) => `${title}: cambio deshecho.`,
};
