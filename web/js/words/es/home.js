/** Words of the first page, in Spanish. */

/** @satisfies {Words} */
export const words = {
  title: "Descubre qué corregir primero.",
  lead: "formcheck mira tu serie, cuenta tus repeticiones y te enseña el momento que más importa.",
  again: "Hola de nuevo",
  streak: (days) => `Llevas ${days} días planificados seguidos entrenando.`,
  today: "Hoy",
  toToday: "Plan completo",
  rest: "Hoy no hay nada planificado. Descansar es parte del programa.",
  allDone: "Todo hecho por hoy.",
  lastResult: "Tu último resultado",
  doors: "Empezar",
  record: {
    title: "Grabar una serie",
    message: "Usa tu cámara. formcheck cuenta en voz alta y te da una indicación cada vez.",
  },
  upload: { title: "Subir un video", message: "¿Ya la grabaste? Se analiza cada fotograma." },
  last: "Tus últimas series",
  all: "Todas las series",
  first: {
    title: "Tu primera serie",
    steps: [
      [
        "Graba de lado.",
        "En casi todos los ejercicios, pon la cámara baja, a dos pasos y a la altura de tu cadera.",
      ],
      [
        "Que se vea todo tu cuerpo.",
        "De la cabeza a los pies, desde antes de la primera repetición hasta después de la última.",
      ],
      [
        "Haz una serie.",
        "De diez a quince repeticiones lentas. Si algo no se ve, te decimos dónde poner la cámara.",
      ],
    ],
    back: "Recuperar una copia de seguridad",
    guide: "Posición de la cámara para cada ejercicio",
    drawing: "Puente de glúteos: la cámara a tu lado, vista desde arriba y de lado",
    sample: "Probar con una serie de ejemplo",
    sampling: "Analizando la serie de ejemplo.",
  },
  film: {
    title: "Cómo grabar",
    message: "Cada ejercicio tiene una posición de cámara desde la que se ve más.",
    link: "Posición de la cámara para cada ejercicio",
  },
  privacyTeam: {
    title: "Entre tú y tus entrenadores",
    message:
      "Tus videos y resultados se quedan en este servidor. Al llegar un video se le quitan la ubicación, el modelo de teléfono y otros datos ocultos, y también el sonido, salvo que elijas conservarlo. Solo los ven los entrenadores con los que compartes, y puedes comprobar quién ha mirado. Si borras una serie, se borra entera.",
  },
  privacy: {
    title: "Solo tuyo",
    message:
      "Tus videos y resultados se quedan en este equipo. Al llegar un video se le quitan la ubicación, el modelo de teléfono y otros datos ocultos, y también el sonido, salvo que elijas conservarlo. No se sube nada a ningún sitio, y si borras una serie, se borra entera.",
  },
};
