/** Drawn signs: the verdicts, the player's buttons, the two ways in. */

import { html, nothing, svg } from "/vendor/lit-3.3.3.js";

// --- Verdicts and signs

const SHAPES = {
  ok: svg`<circle cx="8" cy="8" r="7.5" fill="currentColor"/>
    <path class="tick" d="M4.6 8.4l2.4 2.4 4.5-5.2" fill="none" stroke="#fff" stroke-width="1.8"
      stroke-linecap="round" stroke-linejoin="round"/>`,
  fault: svg`<path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" stroke="currentColor" stroke-width="1"
    stroke-linejoin="round"/>`,
  unsure: svg`<g fill="none" stroke="currentColor" stroke-width="1.5">
      <circle cx="8" cy="8" r="6.9" stroke-dasharray="3.2 2.2"/>
      <path d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.2v.2" stroke-linecap="round"/></g>
    <circle cx="8" cy="11.7" r=".95" fill="currentColor"/>`,
};

/**
 * @param {"ok" | "fault" | "unsure"} verdict
 * @param {string} [label] said by a screen reader; without it the mark is decoration beside words
 */
export const mark = (verdict, label) =>
  html`<svg
    class="mark ${verdict}"
    viewBox="0 0 16 16"
    role=${label ? "img" : nothing}
    aria-label=${label ?? nothing}
    aria-hidden=${label ? nothing : "true"}>
    ${SHAPES[verdict]}
  </svg>`;

/** A person: the way to what is one's own. */
export const personIcon = () =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true">
    <g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">
      <circle cx="10" cy="6.5" r="3.4" />
      <path d="M3.5 17.2c.7-3.6 3.3-5.4 6.5-5.4s5.8 1.8 6.5 5.4" />
    </g>
  </svg>`;

/** The sign: a body in a bridge on the floor, one line from shoulders to knees. */
export const logo = () =>
  html`<svg viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="5" cy="20" r="3.25" fill="currentColor" />
    <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
      <path d="M9.5 22.5 22 9.5l3 13.5h3.5" stroke-width="3.25" />
      <path d="M2 28.5h28" stroke-width="2" opacity="0.45" />
    </g>
  </svg>`;

// --- Player

/** @param {unknown} drawing */
const icon = (drawing) =>
  html`<svg
    viewBox="0 0 24 24"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round">
    ${drawing}
  </svg>`;

export const icons = {
  play: icon(svg`<path d="M8 5.5v13l11-6.5z" fill="currentColor"/>`),
  pause: icon(svg`<path d="M8 6v12M16 6v12" stroke-width="3.5"/>`),
  back: icon(svg`<path d="M17 6.5 9 12l8 5.5zM6 6.5v11" />`),
  forth: icon(svg`<path d="M7 6.5 15 12l-8 5.5zM18 6.5v11"/>`),
  previousFault: icon(svg`<path d="M13.5 6 21 18.5H6zM5.5 6 2.5 9l3 3"/>`),
  nextFault: icon(svg`<path d="M10.5 6 18 18.5H3zM18.5 6l3 3-3 3"/>`),
  loop: icon(
    svg`<path d="M17 3.5 20 6.5l-3 3M4 11.5v-1a4 4 0 0 1 4-4h12"/>
      <path d="M7 20.5 4 17.5l3-3M20 12.5v1a4 4 0 0 1-4 4H4"/>`,
  ),
  figure: icon(
    svg`<circle cx="12" cy="4.5" r="2"/><path d="M12 7v7M6.5 9.5h11M12 14l-4 6.5M12 14l4 6.5"/>`,
  ),
  zoom: icon(svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21M10.5 7.5v6M7.5 10.5h6"/>`),
  fullScreen: icon(svg`<path d="M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5"/>`),
  share: icon(svg`<path d="M12 15V3.5M7.5 8 12 3.5 16.5 8M5 12.5V20h14v-7.5"/>`),
  pen: icon(svg`<path d="M4 20h4L19 9l-4-4L4 16z"/>`),
  day: icon(svg`<path d="M4 6h16v14H4zM4 10.5h16M8.5 3v5M15.5 3v5"/>`),
  bin: icon(svg`<path d="M4 7h16M9 7V4.5h6V7M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5"/>`),
  again: icon(svg`<path d="M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5"/>`),
  print: icon(svg`<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>`),
  beside: icon(svg`<path d="M4 5h6.5v14H4zM13.5 5H20v14h-6.5z"/>`),
  down: icon(svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`),
  agree: icon(svg`<path d="M4.5 12.5 9.5 17.5 19.5 6.5"/>`),
  reject: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  comment: icon(svg`<path d="M4 5h16v11H11l-4.5 4v-4H4z"/>`),
  left: icon(svg`<path d="M14.5 5.5 8 12l6.5 6.5"/>`),
  right: icon(svg`<path d="M9.5 5.5 16 12l-6.5 6.5"/>`),
};

// --- Home

export const cameraIcon = () =>
  html`<svg class="sign" viewBox="0 0 32 32" aria-hidden="true">
    <g fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round">
      <rect x="3" y="8" width="19" height="16" rx="3" />
      <path d="M22 14l7-4v12l-7-4z" />
    </g>
    <circle cx="9" cy="14" r="2" fill="currentColor" />
  </svg>`;

export const uploadIcon = () =>
  html`<svg class="sign" viewBox="0 0 32 32" aria-hidden="true">
    <g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
      <path d="M4 21v4a3 3 0 0 0 3 3h18a3 3 0 0 0 3-3v-4" />
      <path d="M16 21V5M9.5 11.5 16 5l6.5 6.5" />
    </g>
  </svg>`;

/** A body in a bridge, the angle at the hips drawn, as results show it. */
export const bridgeScene = () =>
  html`<svg class="scene" viewBox="0 0 440 150" aria-hidden="true">
    <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
      <path d="M0 131h440" stroke-width="2" opacity="0.35" />
      <path d="M68 131h300" stroke-width="6" opacity="0.25" />
      <path d="M126 112 168 122 214 124" stroke-width="5" opacity="0.55" />
      <path d="M126 112 216 70 298 32" stroke-width="7" />
      <path d="M298 32 312 124h26" stroke-width="7" />
      <path d="M187.500 83.500a31.500 31.500 0 0 1 57-27" stroke-width="3" />
      <path d="M216 70 330 17" stroke-width="2" stroke-dasharray="5 6" opacity="0.7" />
    </g>
    <g fill="currentColor">
      <circle cx="98" cy="113" r="15" />
      <circle cx="126" cy="112" r="5" />
      <circle cx="216" cy="70" r="6" />
      <circle cx="298" cy="32" r="5" />
      <circle cx="312" cy="124" r="5" />
    </g>
  </svg>`;
