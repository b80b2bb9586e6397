/** Palabras de la página que se muestra mientras no se puede llegar al servidor. */

/** @satisfies {Words} */
export const words = {
  title: "No se puede conectar con formcheck",
  message:
    "Tus series están a salvo en el ordenador donde funciona formcheck. Comprueba que está encendido y que formcheck está en marcha.",
  again: "Intentar otra vez",
};
