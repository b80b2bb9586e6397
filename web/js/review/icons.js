/** The player's signs. */

import { html, svg } from "/vendor/lit-3.3.3.js";

const icon = (drawing) => html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"
  stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawing}</svg>`;

export const icons = {
  play: icon(svg`<path d="M8 5.5v13l11-6.5z" fill="currentColor"/>`),
  pause: icon(svg`<path d="M8 6v12M16 6v12" stroke-width="3.5"/>`),
  back: icon(svg`<path d="M17 6.5 9 12l8 5.5zM6 6.5v11" />`),
  forth: icon(svg`<path d="M7 6.5 15 12l-8 5.5zM18 6.5v11"/>`),
  previousFault: icon(svg`<path d="M13.5 6 21 18.5H6zM5.5 6 2.5 9l3 3"/>`),
  nextFault: icon(svg`<path d="M10.5 6 18 18.5H3zM18.5 6l3 3-3 3"/>`),
  loop: icon(svg`<path d="M17 3.5 20 6.5l-3 3M4 11.5v-1a4 4 0 0 1 4-4h12M7 20.5 4 17.5l3-3M20 12.5v1a4 4 0 0 1-4 4H4"/>`),
  figure: icon(svg`<circle cx="12" cy="4.5" r="2"/><path d="M12 7v7M6.5 9.5h11M12 14l-4 6.5M12 14l4 6.5"/>`),
  pen: icon(svg`<path d="M4 20h4L19 9l-4-4L4 16z"/>`),
  bin: icon(svg`<path d="M4 7h16M9 7V4.5h6V7M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5"/>`),
  again: icon(svg`<path d="M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5"/>`),
  print: icon(svg`<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>`),
  beside: icon(svg`<path d="M4 5h6.5v14H4zM13.5 5H20v14h-6.5z"/>`),
  down: icon(svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`),
  agree: icon(svg`<path d="M4.5 12.5 9.5 17.5 19.5 6.5"/>`),
  reject: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  comment: icon(svg`<path d="M4 5h16v11H11l-4.5 4v-4H4z"/>`),
  left: icon(svg`<path d="M14.5 5.5 8 12l6.5 6.5"/>`),
};
