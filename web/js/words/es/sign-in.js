/** Words of signing in, and of joining by a link, in Spanish. */

/** @satisfies {Words} */
export const words = {
  signIn: {
    title: "Entrar",
    login: "Usuario",
    password: "Contraseña",
    act: "Entrar",
    or: "o",
    passkey: "Entrar con una llave de acceso",
    left: "No se usó ninguna llave de acceso. Inténtalo de nuevo, o entra con tu contraseña.",
    erased: "Se han borrado todos tus datos.",
    empty: {
      title: "Todavía no hay cuentas",
      message:
        "Al arrancar, formcheck mostró un enlace para el primer entrenador. Abre ese enlace para empezar.",
    },
  },
  join: {
    loading: "Cargando la invitación",
    title: (by) => `${by} te ha invitado`,
    coachLead: (by) => `${by} te ha invitado a entrenar a otros aquí. Elige tu usuario y tu contraseña.`,
    first: "Crea la cuenta del primer entrenador",
    firstLead: "Elige tu usuario y tu contraseña. Las series que ya están aquí pasan a ser tuyas.",
    lead: (by) => `Graba tus ejercicios, descubre qué corregir primero y compártelo con ${by}.`,
    name: "Tu nombre",
    login: "Usuario",
    loginHint: "Un correo electrónico o un nombre corto, sin espacios.",
    password: "Contraseña",
    passwordHint: "Al menos 10 caracteres, y distinta de tu usuario.",
    consent: (by) => `Compartir mi entrenamiento con ${by}`,
    sees: (by) => `Si compartes, ${by} puede ver:`,
    what: [
      "tus series con sus videos y resultados",
      "tu programa, tu diario de entrenamiento y tus registros diarios",
      "tu progreso y tus límites",
    ],
    may: (by) =>
      `${by} puede comentar, cambiar tu plan y ajustar tus límites, pero no puede borrar nada. Puedes dejar de compartir cuando quieras en tu propia página, y ver allí cada vez que ${by} ha mirado.`,
    without: "También puedes unirte ahora y compartir más tarde.",
    act: "Unirme",
    begin: "Empezar",
    add: "Compartir",
    addTitle: (by) => `${by} quiere entrenarte`,
    notNow: "Ahora no",
    coachToo: "Ya tienes la sesión abierta. Ciérrala antes para unirte como otra persona.",
    signOut: "Cerrar sesión",
    used: "Este enlace ya no funciona",
  },
};
