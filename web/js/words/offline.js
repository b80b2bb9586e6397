/** Words of the page that is shown while the server cannot be reached. */

/** @satisfies {Words} */
export const words = {
  title: "formcheck cannot be reached",
  message:
    "Your sets are safe on the computer that runs formcheck. Check that it is on and that formcheck is running there.",
  again: "Try again",
};
