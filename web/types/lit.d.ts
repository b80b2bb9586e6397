/** What `/vendor/lit-3.3.3.js` holds: lit and a few of its directives. */
export { LitElement, html, render, svg } from "lit";
export { live } from "lit/directives/live.js";
export { repeat } from "lit/directives/repeat.js";

/** As wide as it is used: in place of an attribute's value, or of a template. */
export const nothing: any;
/** Elements of ours are found by what they are called, which says nothing of their class. */
export function createRef(): { value?: any };
export function ref(to: { value?: any } | ((element: any) => void)): unknown;
