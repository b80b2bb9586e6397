/** Words of the page that is shown where there is none. */

/** @satisfies {Words} */
export const words = {
  title: "This page does not exist",
  message: "The address may be mistyped, or what was here has been deleted. Your sets are safe.",
  home: "Home",
  library: "Your sets",
};
