/** The small drawing of an exercise: where it starts, faint, and its turning point over it. */

import { html } from "/vendor/lit-3.3.3.js";

/**
 * Decoration beside the exercise's name; nothing where the exercise has no drawing.
 *
 * @param {string} exercise its id
 */
export const exerciseFigure = (exercise) =>
  html`<svg class="figure" viewBox="0 0 96 96" aria-hidden="true">
    <use href="/img/figures.svg#${exercise}"></use>
  </svg>`;
