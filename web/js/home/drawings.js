/** The signs on the two doors. */

import { html } from "/vendor/lit-3.3.3.js";

export const camera = () => html`<svg class="sign" viewBox="0 0 32 32" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><rect x="3" y="8" width="19" height="16" rx="3"/><path d="M22 14l7-4v12l-7-4z"/></g><circle cx="9" cy="14" r="2" fill="currentColor"/></svg>`;

export const film = () => html`<svg class="sign" viewBox="0 0 32 32" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M4 21v4a3 3 0 0 0 3 3h18a3 3 0 0 0 3-3v-4"/><path d="M16 21V5M9.5 11.5 16 5l6.5 6.5"/></g></svg>`;

/** A body in a bridge, the angle at the hips drawn, as results show it. */
export const scene = () => html`<svg class="scene" viewBox="0 0 440 150" aria-hidden="true">
  <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
    <path d="M0 131h440" stroke-width="2" opacity="0.35"/>
    <path d="M68 131h300" stroke-width="6" opacity="0.25"/>
    <path d="M126 112 168 122 214 124" stroke-width="5" opacity="0.55"/>
    <path d="M126 112 216 70 298 32" stroke-width="7"/>
    <path d="M298 32 312 124h26" stroke-width="7"/>
    <path d="M187.500 83.500a31.500 31.500 0 0 1 57-27" stroke-width="3"/>
    <path d="M216 70 330 17" stroke-width="2" stroke-dasharray="5 6" opacity="0.7"/>
  </g>
  <g fill="currentColor"><circle cx="98" cy="113" r="15"/><circle cx="126" cy="112" r="5"/><circle cx="216" cy="70" r="6"/><circle cx="298" cy="32" r="5"/><circle cx="312" cy="124" r="5"/></g>
</svg>`;
