/** Words of the exercise library, in Spanish. */

/** @satisfies {Words} */
export const words = {
  title: "Ejercicios",
  lead: "Cómo se hace cada ejercicio, en qué se fija formcheck y dónde poner la cámara.",
  all: "Ejercicios",
  start: "Inicio",
  how: "Movimiento",
  wear: "Qué ponerte",
  camera: "Cámara",
  shows: "Se ve desde aquí",
  roughly: "Se ve peor",
  stickers: "Se ve con pegatinas de color vivo en las crestas de la cadera",
  hidden: "No se ve desde aquí",
  others: (n) => (n === 1 ? "Otra posición de cámara" : `Otras ${n} posiciones de cámara`),
  record: "Grabar",
  upload: "Subir",
  recordLabel: (title) => `Grabar ${title.toLowerCase()}`,
  uploadLabel: (title) => `Subir ${title.toLowerCase()}`,
  loading: "Cargando los ejercicios",
};
