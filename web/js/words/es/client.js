/** Words of a coach's page of one client, in Spanish. */

/** @satisfies {Words} */
export const words = {
  loading: "Cargando el cliente",
  since: (day) => `Comparte contigo desde el ${day}`,
  gone: {
    title: "No se encuentra el cliente",
    message: "No comparte contigo, o ha dejado de hacerlo.",
    back: "Tus clientes",
  },
  ways: {
    progress: "Progreso",
    today: "Hoy",
    library: "Todas las series",
    compare: "Comparar",
    summary: "Resumen para imprimir",
    limits: "Límites",
  },
  sets: "Últimas series",
  all: "Todas las series",
  noSets: "Todavía no hay series.",
  plan: {
    title: "Plan",
    about: "Los cambios valen al momento, y tu cliente los ve.",
    change: "Cambiar",
    changeLabel: (title) => `Cambiar ${title}`,
    own: "distinto de la rutina",
  },
  notes: {
    title: "Tus notas",
    about: "Solo las ves tú.",
    note: "Nota",
    tags: "Grupos, separados por comas",
    example: "clase del martes, rodilla",
    save: "Guardar",
    saved: "Guardado.",
  },
  share: {
    act: "Dar este plan a otros clientes",
    title: "¿Quién recibe este plan?",
    about: (name) =>
      `Su plan pasa a ser igual que el de ${name} en todos los ejercicios. Cada uno conserva sus cargas. Verán el cambio.`,
    sure: "Dar el plan",
    cancel: "Cancelar",
    done: (n) => (n === 1 ? "1 cliente tiene ahora este plan." : `${n} clientes tienen ahora este plan.`),
    nobody: "No tienes más clientes.",
  },
  templates: {
    keep: "Guardar como plantilla",
    use: "Usar una plantilla",
    name: "Nombre de la plantilla",
    about: "Su plan pasa a ser el de la plantilla en todos los ejercicios. Las cargas siguen siendo suyas.",
    none: "Todavía no tienes plantillas. Guarda antes como plantilla el plan de un cliente.",
    remove: (name) => `Borrar la plantilla ${name}`,
    save: "Guardar",
    cancel: "Cancelar",
    kept: (name) => `Guardada como «${name}».`,
    given: (name) => `Este es ahora el plan «${name}».`,
  },
  limits: {
    title: "Límites",
    none: "Todos los límites son los predeterminados.",
    act: "Cambiar los límites",
  },
  letGo: {
    act: "Quitar al cliente",
    title: (name) => `¿Quitar a ${name}?`,
    message: "Dejarás de ver sus series. Puede volver a compartir contigo cuando quiera.",
    sure: "Quitar",
    cancel: "Cancelar",
  },
};
