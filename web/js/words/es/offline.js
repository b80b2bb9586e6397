/** Words of the page that is shown while the server cannot be reached, in Spanish. */

/** @satisfies {Words} */
export const words = {
  title: "No se puede conectar con formcheck",
  message:
    "Tus series están a salvo en el ordenador donde funciona formcheck. Comprueba que está encendido y que formcheck está en marcha.",
  again: "Intentar otra vez",
};
