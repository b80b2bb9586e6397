/** Words of uploading, in Spanish. */

/** @satisfies {Words} */
export const words = {
  title: "Subir videos",
  choose: "Elegir videos",
  film: "Grabar con este teléfono",
  drop: "o suéltalos en cualquier parte de esta página",
  exercise: "¿Qué ejercicio es?",
  recognise: "Reconocerlo automáticamente",
  recording: "Grabación",
  keepSound: "Conservar el sonido",
  mirrored: "La imagen está en espejo (cámara frontal)",
  removed:
    "Al llegar tu video se le quitan la ubicación, el modelo de teléfono y otros datos ocultos. También el sonido, salvo que lo conserves.",
  limits: (size, minutes) => `Hasta ${size} y ${minutes} minutos cada uno.`,
  waiting: "Esperando para subir",
  sending: (sent, all) => `Subiendo, ${sent} de ${all}`,
  away: "formcheck no responde. La subida sigue cuando vuelva.",
  paused: (sent, all) => `En pausa, ${sent} de ${all}`,
  pause: "Pausar",
  resume: "Seguir",
  known: (name) => `${name}: ya estaba subido. Aquí tienes su resultado.`,
  arrived: (name) => `${name}: subido.`,
  progress: (name) => `Subiendo ${name}`,
  empty: "Este archivo está vacío. Puede que aún se estuviera copiando; elígelo de nuevo.",
  notVideo: "Esto no es un video. Elige un archivo que se abra en tu reproductor de video.",
  tooLarge: (size, most) =>
    `Este video ocupa ${size}; el límite es ${most}. Graba una serie más corta o reduce el archivo.`,
};
