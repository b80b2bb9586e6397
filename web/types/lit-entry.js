// What `npm run lit` joins into `vendor/lit-3.3.3.js`: lit, and the directives that the pages use.
export * from "lit";
export { live } from "lit/directives/live.js";
export { createRef, ref } from "lit/directives/ref.js";
export { repeat } from "lit/directives/repeat.js";
