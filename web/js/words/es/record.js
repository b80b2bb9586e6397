/** Words of the record page, in Spanish. */

/** @param {number} n */
const seconds = (n) => (n === 1 ? "1 segundo" : `${n} segundos`);

/** @satisfies {Words} */
export const words = {
  choose: {
    title: "Grabar una serie",
    lead: "Tu video se queda en este dispositivo salvo que elijas guardarlo. A formcheck solo llegan las posiciones de tus articulaciones.",
    leadPhone:
      "El video va a tu equipo mientras grabas y a ningún otro sitio, y allí se borra salvo que lo guardes.",
    which: "Ejercicio",
    start: "Inicio",
    how: "Movimiento",
    wear: "Qué ponerte",
    asked: "Objetivo",
    sides: {
      each: "un lado y luego el otro",
      left: "solo el lado izquierdo",
      right: "solo el lado derecho",
    },
    camera: "Dónde poner la cámara",
    sees: "Se ve desde aquí",
    go: "Preparar la cámara",
    loading: "Cargando los ejercicios",
  },
  setup: {
    title: (exercise) => `${exercise}: cámara`,
    waiting: "Encendiendo la cámara",
    loading: "Cargando el modelo de pose. La primera vez tarda un poco.",
    looking: "Buscándote",
    checks: "Qué ve la cámara",
    states: {
      light: { passed: "Hay luz suficiente", failed: "Está muy oscuro", unknown: "Luz sin comprobar" },
      seen: { passed: "Se te ve", failed: "No se ve a nadie", unknown: "Buscándote" },
      alone: {
        passed: "No se ve a nadie más",
        failed: "Se ven dos personas",
        unknown: "Sin comprobar si hay alguien más",
      },
      posture: {
        passed: "En la posición inicial",
        failed: "Fuera de la posición inicial",
        unknown: "Posición inicial sin ver",
      },
      whole: {
        passed: "Se ve todo el cuerpo",
        failed: "Una parte queda fuera de la imagen",
        unknown: "Cuerpo sin ver",
      },
      size: {
        passed: "La distancia es buena",
        failed: "La distancia no es buena",
        unknown: "Distancia sin comprobar",
      },
      view: {
        passed: "El sitio de la cámara es bueno",
        failed: "El sitio de la cámara no es bueno",
        unknown: "Sitio de la cámara sin comprobar",
      },
    },
    start: "Inicio",
    goal: "Objetivo",
    back: "Atrás",
    anyway: "Seguir de todos modos",
    anywayHow:
      "La serie empieza cuando mantienes la posición inicial. Lo que la cámara no vea quedará dudoso.",
    now: "Empezar",
    ready: "Mantén la posición inicial",
    still: "No te muevas",
    unseen: (titles) => `No se ve desde aquí: ${titles.join(", ").toLowerCase()}.`,
    accepted: "Cuando quieras. Ponte en la posición inicial y mantenla.",
    arrows: {
      left: "Mueve la cámara a la izquierda",
      right: "Mueve la cámara a la derecha",
      up: "Sube la cámara",
      down: "Baja la cámara",
      closer: "Acerca la cámara",
      further: "Aleja la cámara",
    },
  },
  series: {
    first: "Serie 1",
    set: (n, of) => `Serie ${n} de ${of}`,
    otherSide: (side) => `Ahora el lado ${side === "left" ? "izquierdo" : "derecho"}`,
    spoken: (title) => `${title}. Ponte en la posición inicial`,
    rest: "Descanso",
    how: "La cámara vuelve a empezar sola. Mantén la posición inicial para empezar.",
    now: "Seguir ya",
    finish: "Terminar aquí",
  },
  settings: {
    title: "Ajustes",
    sets: "Series seguidas",
    rest: "Descanso entre ellas",
    countdown: "Cuenta atrás",
    seconds,
    volume: "Volumen",
    voice: "Voz",
    usualVoice: "La del navegador",
    device: "Cámara",
    mirrored: "La imagen está en espejo (cámara frontal)",
    mirroredHow: "Márcalo si en tus videos la izquierda y la derecha están cambiadas.",
    film: "Solo grabar, y analizar la grabación después",
    filmHow: "No se cuenta nada mientras entrenas. La grabación se guarda y se analiza al acabar la serie.",
  },
  phone: {
    title: "Graba con tu teléfono",
    why: "El teléfono puede apoyarse en el suelo o ponerse en vertical, donde un portátil no llega. Él graba; esta pantalla muestra la cuenta al otro lado de la sala.",
    pair: "Usar mi teléfono como cámara",
    upload: "Grabar con la cámara del teléfono y subir el video",
    qr: "Código para escanear con tu teléfono",
    steps: [
      "Conecta el teléfono a la misma wifi que este equipo.",
      "Escanea el código con la cámara del teléfono y abre el enlace.",
      "El navegador avisa una vez. Acepta y toca «Vincular este teléfono».",
    ],
    address: "Dirección",
    code: "Código",
    lasts: (left) => `(quedan ${seconds(left)})`,
    warning: "¿Por qué me avisa el teléfono?",
    warningWhy:
      "Los navegadores solo permiten la cámara con https. El certificado se creó en este equipo, así que nadie más que tú responde por él.",
    taps: [
      "iPhone: Mostrar detalles, luego «visitar este sitio web» y Visitar sitio web.",
      "Android: Configuración avanzada y luego Continuar.",
    ],
    noPage: "¿No pasa nada en el teléfono?",
    noPageWhy: [
      "No se abre ninguna página: los dos deben estar en la misma wifi, no en la de invitados, y el cortafuegos de este equipo debe permitir el puerto de la dirección.",
      "No se puede pasar del aviso, o la cámara sigue bloqueada: graba con la cámara del teléfono y sube el video. Se evalúa igual de bien.",
      "Antes se vinculó otro teléfono: desvincúlalo aquí primero. Solo puede haber uno.",
    ],
    filmedThere: "El teléfono envía aquí su grabación y formcheck la analiza.",
    library: "Verla entre tus series",
    fingerprint: "Es el correcto si su huella SHA-256 es:",
    again: "Código nuevo",
    cancel: "Cancelar",
    paired: "Tu teléfono está vinculado. Elige un ejercicio en el teléfono; esta pantalla lo sigue.",
    settingUp: "El teléfono se está preparando.",
    end: "Desvincular",
    resultOnComputer: "El resultado completo está en tu equipo.",
  },
  controls: { label: "Imagen y sonido", mirror: "Espejo", skeleton: "Esqueleto", voice: "Voz" },
  set: {
    reps: (n) => (n === 1 ? "repetición" : "repeticiones"),
    hold: "segundos de pausa",
    soFar: (n) => (n === 1 ? "1 repetición" : `${n} repeticiones`),
    sides: { left: ["I", "izquierda"], right: ["D", "derecha"] },
    goal: (goal) => `Objetivo: ${goal}`,
    stop: "Terminar la serie",
    getReady: "Prepárate",
    filming: "grabando",
    lost: "No te veo",
    spokenReady: "Prepárate",
  },
  after: {
    none: "Ninguna repetición contada",
    filmed: "Tu serie está grabada",
    filmedTitle: "Analizando la grabación",
    fix: "Corregir primero",
    reps: "Repeticiones",
    rep: (title, verdict) => `${title}: ${verdict}`,
    verdicts: { ok: "limpia", fault: "fallo", unsure: "sin evaluar" },
    unseen: "No se vio",
    review: "Ver el resultado completo",
    again: "Otra serie",
    keepTitle: "¿Guardar la grabación?",
    keepWhy:
      "Solo está en este dispositivo. Si la guardas, formcheck la analiza otra vez con más precisión y actualiza este resultado.",
    keepWhyPhone:
      "Ya está en tu equipo. Si la guardas, formcheck la analiza otra vez con más precisión y actualiza el resultado; si no, se borra, allí y aquí.",
    keep: "Guardar",
    checkTitle: "¿Analizar la grabación?",
    checkWhy:
      "En directo no se contó nada, pero toda la serie quedó grabada, solo en este dispositivo. formcheck puede analizar la grabación con su mejor modelo.",
    checkWhyPhone:
      "En directo no se contó nada, pero toda la serie quedó grabada y se envió a tu equipo. formcheck puede analizarla con su mejor modelo; si no, se borra, allí y aquí.",
    check: "Analizar la grabación",
    discard: "Descartar",
    passing: "Decide antes de cerrar esta página: este navegador no puede guardar la grabación más tiempo.",
    discarded: "Grabación descartada.",
    cutWhy:
      "La cámara se interrumpió y la grabación acaba ahí. Solo está en este dispositivo: formcheck puede analizarla como una serie aparte.",
    broken: "La cámara se interrumpió antes de grabar nada.",
    noRecorder: "Este navegador no puede grabar video, así que no hay grabación que guardar.",
    sending: "Guardando la grabación",
    waiting: "formcheck no responde. Intentándolo de nuevo.",
    kept: "Guardada. Se está analizando.",
    notKept: (message) => `La grabación no se guardó: ${message}`,
    retry: "Intentar de nuevo",
  },
  left: {
    title: (exercise, when) => `${exercise}: quedó una grabación de ${when}`,
    here: "Su página se cerró antes de que decidieras. Se conserva en este dispositivo, y se borra al cabo de una semana.",
    onServer:
      "El dispositivo que grababa se desconectó. Lo que había llegado está a salvo aquí hasta mañana; analízalo o bórralo.",
  },
  trouble: {
    refused: [
      "Cámara bloqueada",
      "Permite la cámara en esta página (el icono junto a la dirección) e inténtalo de nuevo.",
    ],
    none: ["No se encuentra ninguna cámara", "Conecta una o enciéndela, e inténtalo de nuevo."],
    used: [
      "La cámara está en uso",
      "Cierra la otra aplicación o página que la está usando e inténtalo de nuevo.",
    ],
    insecure: [
      "Aquí no se puede usar la cámara",
      "Los navegadores solo permiten la cámara con https o en este mismo equipo. Abre formcheck como localhost, o sírvelo con https.",
    ],
    cameraFailed: ["La cámara no arrancó", "Desconéctala y vuelve a conectarla, o elige otra."],
    cameraLost: [
      "La cámara se desconectó",
      "Puede que la haya tomado otra aplicación o una llamada, o que se haya desenchufado. Tus repeticiones y la grabación hasta ahora están a salvo.",
    ],
    cameraMuted: [
      "La cámara no da imagen",
      "Abre su tapa, o cierra la aplicación que la usa. Tu serie sigue cuando vuelva.",
    ],
    linkLost: [
      "Conexión perdida",
      "Reconectando. Tus repeticiones hasta ahora están a salvo, pero no se cuentan más hasta que vuelva.",
    ],
    linkGone: [
      "La conexión no ha vuelto",
      "Las repeticiones contadas están guardadas. La serie se sigue grabando: acábala, pulsa Terminar la serie, y la grabación se analiza cuando vuelva la conexión.",
    ],
    recordingFailed: [
      "La grabación se detuvo",
      "Puede que no quede espacio en este dispositivo. Lo grabado hasta ahí se conserva, y las repeticiones se siguen contando.",
    ],
    lowSpace: (n) => [
      n < 1
        ? "Apenas hay sitio para una grabación"
        : `Sitio para ${n === 1 ? "1 minuto" : `${n} minutos`} de grabación`,
      "Libera espacio en este dispositivo. Las repeticiones se cuentan igual, y lo que se grabe hasta llenarlo se conserva.",
    ],
    turned: [
      "La imagen se ha girado",
      "Gírala de vuelta. Lo grabado hasta ahí se conserva; los ángulos de antes y después del giro no se pueden comparar.",
    ],
    refusedByServer: ["formcheck ha dicho que no", ""],
    modelFailed: [
      "El modelo de pose no funciona en este navegador",
      "Graba aquí la serie y analízala después, actualiza el navegador o sube un video.",
    ],
    noWasm: [
      "Este navegador no puede seguir tu cuerpo",
      "No tiene WebAssembly. Graba aquí la serie y analízala después, o usa otro navegador.",
    ],
    slow: (rate) => [
      `Este dispositivo solo encuentra ${Math.round(rate)} poses por segundo`,
      "Son pocas para contar. Graba la serie ahora: formcheck analiza la grabación justo después, con su mejor modelo.",
    ],
    helped: (own, now) => [
      `Tu equipo encuentra las posturas: ${Math.round(now)} por segundo`,
      `Este teléfono solo encuentra ${Math.round(own)} por sí mismo, así que envía su imagen a tu equipo.`,
    ],
    film: "Grabar ahora, analizar después",
    hidden: (n) => [
      `Esta página estuvo oculta ${seconds(n)}`,
      "En ese tiempo no se contaron repeticiones. Tu serie continúa.",
    ],
    again: "Intentar de nuevo",
    reconnect: "Reconectar la cámara",
    upload: "Subir un video en su lugar",
    back: "Conexión recuperada",
  },
  shortcuts: {
    group: "Grabar",
    list: [
      ["Espacio", "Continuar, empezar o terminar la serie"],
      ["M", "Imagen en espejo"],
      ["K", "Mostrar el esqueleto"],
      ["V", "Activar o desactivar la voz"],
      ["Esc", "Atrás"],
    ],
  },
};
