/** The verdicts as drawings, told apart by shape; and the product's own sign. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";

const SHAPES = {
  ok: svg`<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path class="tick" d="M4.6 8.4l2.4 2.4 4.5-5.2" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`,
  fault: svg`<path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" stroke="currentColor" stroke-width="1" stroke-linejoin="round"/>`,
  unsure: svg`<circle cx="8" cy="8" r="6.9" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="3.2 2.2"/><path d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.2v.2" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/><circle cx="8" cy="11.7" r=".95" fill="currentColor"/>`,
};

/**
 * @param {"ok" | "fault" | "unsure"} verdict
 * @param {string} [label] said by a screen reader; without it the mark is decoration beside words
 */
export const mark = (verdict, label) => html`<svg class="mark ${verdict}" viewBox="0 0 16 16"
  role=${label ? "img" : nothing} aria-label=${label ?? nothing} aria-hidden=${label ? nothing : "true"}>${SHAPES[verdict]}</svg>`;

/** A person: the way to what is one's own. */
export const somebody = () => html`<svg viewBox="0 0 20 20" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">
  <circle cx="10" cy="6.5" r="3.4"/><path d="M3.5 17.2c.7-3.6 3.3-5.4 6.5-5.4s5.8 1.8 6.5 5.4"/></g></svg>`;

/** The sign: a body in a bridge on the floor, one line from shoulders to knees. */
export const logo = () => html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <circle cx="5" cy="20" r="3.25" fill="currentColor"/>
  <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
    <path d="M9.5 22.5 22 9.5l3 13.5h3.5" stroke-width="3.25"/><path d="M2 28.5h28" stroke-width="2" opacity="0.45"/></g>
</svg>`;
