/**
 * The small drawing of an exercise: where it starts, faint, and its turning point over it. Under the pointer,
 * with the focus, and beside its exercise, it moves: start, halfway, top, and back (css/base.css).
 */

import { html, svg } from "/vendor/lit-3.3.3.js";

const FRAMES = ["start", "halfway", "top"];

/**
 * Decoration beside the exercise's name; nothing where the exercise has no drawing.
 *
 * @param {string} exercise its id
 */
export const exerciseFigure = (exercise) =>
  html`<svg class="figure" viewBox="0 0 96 96" aria-hidden="true">
    <use class="still" href="/img/figures.svg#${exercise}"></use>
    ${FRAMES.map((frame) => svg`<use class=${frame} href="/img/figures.svg#${exercise}-${frame}"></use>`)}
  </svg>`;
