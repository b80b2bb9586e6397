/** What `/vendor/lit-3.3.3.js` holds: lit and a few of its directives, as loosely as the pages use them. */
export { LitElement, html, render, svg } from "lit";
export { live } from "lit/directives/live.js";
export { repeat } from "lit/directives/repeat.js";

export const nothing: any;
export function createRef(): { value?: any };
export function ref(to: { value?: any } | ((element: any) => void)): unknown;
