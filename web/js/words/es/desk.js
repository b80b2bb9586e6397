/** Words of the coach's desk, in Spanish. */

/** @param {number} n @param {string} one @param {string} many */
const some = (n, one, many) => `${n} ${n === 1 ? one : many}`;

/** @satisfies {Words} */
export const desk = {
  title: "Tus clientes",
  invite: "Invitar a un cliente",
  views: { label: "Mostrar", clients: "Clientes", sets: "Todas las series" },
  loading: "Cargando",
  more: "Ver más",
  clear: "Quitar los filtros",
  nothing: "Sin resultados.",
  counted: (title, count) => `${title} (${count})`,
  count: (n, of) =>
    n === of ? some(n, "cliente", "clientes") : `${n} de ${some(of, "cliente", "clientes")}`,
  sets: (n) => some(n, "serie", "series"),
  news: (n) => some(n, "serie nueva", "series nuevas"),
  answers: (n) => some(n, "respuesta", "respuestas"),
  noSet: "Todavía no hay series.",
  adherence: (done, planned, week) =>
    [
      planned ? `${done} de ${planned} días planificados en dos semanas` : "nada planificado",
      `${some(week, "serie", "series")} esta semana`,
    ].join(" · "),
  /** `counted` stands beside how many have it, `title` in the list to choose from. */
  codes: [
    {
      code: "stop",
      counted: (n) => (n === 1 ? "tiene dolor fuerte" : "tienen dolor fuerte"),
      title: "Dolor fuerte",
    },
    { code: "pain_up", counted: (_n) => "con más dolor", title: "Más dolor" },
    { code: "fault_back", counted: (_n) => "con un fallo que ha vuelto", title: "Fallo que vuelve" },
    { code: "no_set", counted: (_n) => "con varios días sin series", title: "Días sin series" },
  ],
  sorts: [
    ["attention", "Primero lo más urgente"],
    ["new", "Más series nuevas"],
    ["last", "Última serie"],
    ["adherence", "Menos constantes"],
    ["name", "Nombre"],
  ],
  filters: {
    label: "Buscar clientes",
    more: "Filtros",
    name: "Nombre",
    set: "Serie o ejercicio",
    attention: "Necesita atención",
    all: "Todos",
    anyAttention: "Cualquier motivo",
    exercise: "Ejercicio",
    anyExercise: "Cualquier ejercicio",
    fault: "Corregir primero",
    anyFault: "Cualquier cosa",
    tag: "Grupo",
    anyTag: "Cualquier grupo",
    sort: "Ordenar por",
    reviewed: "Revisión",
    allSets: "Todas las series",
    open: "Sin revisar",
    done: "Revisadas",
  },
  inviting: {
    title: "Invitar a un cliente",
    about: "Recibes un enlace para enviar. Sirve una sola vez, durante dos semanas.",
    once: "Envíalo ahora, o deja que escanee el código. No se vuelve a mostrar.",
    sent: "Una invitación a formcheck",
    done: "Listo",
    cancel: "Cancelar",
  },
  empty: {
    title: "Todavía no tienes clientes",
    message:
      "Envía a tu primer cliente un enlace de invitación. Cuando se una y acepte compartir, verás aquí sus series.",
  },
  keys: {
    group: "Clientes",
    list: [
      ["J", "Cliente siguiente"],
      ["K", "Cliente anterior"],
      ["Intro", "Abrir"],
      ["/", "Buscar"],
    ],
  },
};
