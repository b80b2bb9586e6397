/** Words of the day: the plan, the check-in, the phase, in Spanish. */

import { counted } from "./shared.js";

/** @param {number} n */
const reps = (n) => counted(n, "repetición", "repeticiones");

/** @satisfies {Words} */
export const words = {
  title: "Hoy",
  loading: "Cargando el plan de hoy",
  tally: (done, all) => {
    if (done === all) return "Todo hecho por hoy.";
    if (done) return `${done} de ${all} hechos.`;
    return `${counted(all, "ejercicio")} en el plan.`;
  },
  list: "Plan de hoy",
  painful: { sure: "Seguir de todos modos", cancel: "Parar aquí" },
  rest: {
    title: "Día de descanso",
    message:
      "Hoy no hay nada planificado. Descansar es parte del programa. Aun así puedes hacer el registro de abajo.",
  },
  stop: "Por favor, para aquí por ahora",
  gone: {
    title: "formcheck no responde",
    message: "Tu diario está a salvo. Si se cerró, vuelve a abrirlo; esta página se reconecta sola.",
  },
  row: {
    asked: (sets, range) => `${sets} series de ${range} repeticiones`,
    askedOnce: (range) => `1 serie de ${range} repeticiones`,
    hold: (seconds) => `pausa de ${seconds}\u00a0s`,
    holdMost: (seconds) => `pausa de ${seconds}\u00a0s como máximo`,
    sides: { both: "", each: "por lado", left: "solo lado izquierdo", right: "solo lado derecho" },
    some: (done, all) => `${done} de ${counted(all, "serie")}`,
    partial: (done, all) => `${done} de ${reps(all)}`,
    finished: (done) => (done === 1 ? "1 serie hecha" : `${counted(done, "serie")} hechas`),
    record: "Grabar",
    recordLabel: (title) => `Grabar ${title}`,
    log: "Anotar",
    logLabel: (title) => `Anotar sin video: ${title}`,
    more: (title) => `Más opciones de ${title}`,
    how: "Cómo se hace",
    change: "Cambiar el plan",
    noCamera: "no se evalúa con cámara",
    done: "Series hechas",
    filmed: (good, all) => {
      if (!good) return `grabada, ${reps(all)}`;
      return good === all ? `grabada, las ${all} limpias` : `grabada, ${good} de ${all} limpias`;
    },
    byHand: (each, sets) =>
      sets > 1 ? `anotado, ${sets} series de ${reps(each)}` : `anotado, ${reps(each)}`,
    takeBack: "Deshacer",
    takeBackLabel: (title, n) => `Deshacer: ${title}, ${reps(n)} en el diario`,
  },
  beyond: "Además, hoy",
  other: { summary: "Otros días", days: (names) => names.join(", "), never: "sin día asignado" },
  logging: {
    title: (title) => `Anotar ${title}`,
    reps: "Repeticiones",
    sets: "Series",
    note: "Nota (opcional)",
    save: "Anotar",
    cancel: "Cancelar",
    logged: (title) => `${title}: anotado.`,
    taken: (title) => `${title}: quitado del diario.`,
    back: (title) => `${title}: recuperado.`,
  },
  planning: {
    title: (title) => `Cambiar ${title}`,
    days: "Días",
    names: ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"],
    short: ["Lun", "Mar", "Mié", "Jue", "Vie", "Sáb", "Dom"],
    reps: "Repeticiones",
    sets: "Series",
    from: "de",
    to: "a",
    repsFrom: "Repeticiones, mínimo",
    repsTo: "Repeticiones, máximo",
    setsFrom: "Series, mínimo",
    setsTo: "Series, máximo",
    holdFrom: "Pausa (s), mínimo",
    holdTo: "Pausa (s), máximo",
    sides: "Lados",
    sidesAll: {
      both: "los dos a la vez",
      each: "uno y luego el otro",
      left: "solo el izquierdo",
      right: "solo el derecho",
    },
    save: "Guardar",
    cancel: "Cancelar",
    routine: "Usar el de la rutina",
    saved: (title) => `${title}: plan guardado.`,
    usual: (title) => `${title}: vuelve a la rutina.`,
    undone: (title) => `${title}: cambio deshecho.`,
  },
  checkin: {
    title: "¿Cómo estás hoy?",
    lead: "0 es sin dolor, 10 es el peor que puedas imaginar. Sáltate lo que quieras.",
    regions: { back: "Zona lumbar", hip: "Cadera", knee: "Rodilla" },
    none: "nada",
    worst: "el peor",
    unset: "Borrar",
    unsetLabel: (region) => `Borrar ${region}`,
    sitting: "Horas sentado",
    breaks: "Pausas para levantarte",
    reminder: {
      taken: "Me he levantado",
      label: "Recuérdame que me levante",
      never: "nunca",
      every: (minutes) => `cada ${minutes} minutos`,
      due: "Es hora de levantarse.",
      what: "Ponte de pie, da unos pasos, aprieta los glúteos.",
      both: "Aquí y con una notificación, mientras esta página esté abierta. Nada sale de este equipo.",
      hereOnly: "Aquí, mientras esta página esté abierta. Tu navegador no muestra notificaciones.",
    },
    heard: { title: "Registro diario", none: "Hoy sin registrar.", pain: (n) => `dolor ${n} de 10` },
    saving: "Guardando",
    saved: "Guardado. Puedes cambiarlo durante todo el día.",
    failed: (message) => `No se ha guardado. ${message}`,
    range: "Escribe las horas de 0 a 24, y las pausas como un número entero de 0 a 200.",
  },
  phase: {
    title: (number, all) => `Fase ${number} de ${all}`,
    facts: "Dónde estás",
    days: "Días entrenados",
    daysOf: (done, planned) => `${done} de ${planned} días planificados en las dos últimas semanas`,
    noDays: "no había nada planificado en las dos últimas semanas",
    clean: "Repeticiones limpias",
    cleanNow: (share) => `${share}\u00a0% de las grabadas en las dos últimas semanas`,
    cleanBefore: (share) => `${share}\u00a0% en las dos semanas anteriores`,
    cleanOf: (good, all) => `${good} de ${all} limpias`,
    byHand: (sets) => `${counted(sets, "serie")}, sin grabar`,
    noneClean: "de momento, ninguna de las grabadas en las dos últimas semanas",
    noClean: "ninguna grabada en las dos últimas semanas",
    pain: { back: "Dolor lumbar", hip: "Dolor de cadera", knee: "Dolor de rodilla" },
    trends: {
      up: "más que antes",
      down: "menos que antes",
      level: "más o menos igual",
      unknown: "faltan registros para saberlo",
    },
    recent: (value) => `${value} de 10 esta semana`,
    earlier: (value) => `${value} en las tres semanas anteriores`,
    move: "Avanzar",
    decide:
      "Tú decides cuándo avanzar, con tu entrenador si lo tienes. Entrenar con constancia, hacer repeticiones limpias y tener menos dolor son buenas señales. Saltarse una fase retrasa la recuperación.",
    last: "Esta es la última fase. Sigue en ella mientras te ayude.",
    on: (number, title) => `Pasar a la fase ${number}: ${title}`,
    backTo: (number) => `Volver a la fase ${number}`,
    moved: (number) => `Ahora estás en la fase ${number}.`,
    progress: "Ver tu progreso",
    theirProgress: "Ver su progreso",
    decideWith:
      "La decisión de avanzar es de los dos. Entrenar con constancia, hacer repeticiones limpias y tener menos dolor son buenas señales.",
  },
};
