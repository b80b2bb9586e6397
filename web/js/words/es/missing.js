/** Words of the page that is shown where there is none, in Spanish. */

/** @satisfies {Words} */
export const words = {
  title: "Esta página no existe",
  message:
    "Puede que la dirección esté mal escrita, o que se haya borrado lo que había aquí. Tus series están a salvo.",
  home: "Inicio",
  library: "Tus series",
};
