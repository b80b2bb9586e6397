/** Words of the API's page, in Spanish. */

/** @satisfies {Words} */
export const words = {
  title: "API",
  lead: "Todo lo que hacen las páginas, en JSON. Los tiempos son segundos del video, las fechas van en UTC y un valor que falta es null.",
  failures:
    "Todos los errores tienen la misma forma, con un código para programas y un mensaje para personas:",
  machine: "Descripción OpenAPI:",
  tryIt: "Probar",
  groups: {
    sets: "Series",
    uploads: "Subidas por partes",
    programme: "Programa, registros diarios y diario de entrenamiento",
    progress: "Progreso y comparación",
    limits: "Límites",
    me: "Exportar y borrar",
    files: "Videos y archivos",
    exercises: "Ejercicios",
    server: "El servidor",
  },
  parameters: "Parámetros",
  body: "Cuerpo",
  rawBody: "los bytes del archivo, tal cual",
  answers: "Respuestas",
  anyJson: "JSON",
  bytes: "el archivo",
  nothing: "nada",
  columns: ["Nombre", "Tipo", "Obligatorio"],
  needed: "sí",
  optional: "",
  failed: "No se pudo leer la descripción; está en /openapi.json.",
};
