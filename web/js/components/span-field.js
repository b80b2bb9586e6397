/** The field that chooses the time to look back on. */

import { SPANS } from "../lib/time-span.js";
import { words } from "../words/progress.js";
import { selectField } from "./select-field.js";

/** @typedef {import("../lib/time-span.js").Span} Span */

/** @param {Span} chosen @param {(span: Span) => void} change */
export const spanField = (chosen, change) =>
  selectField({
    id: "span",
    label: words.filter.span,
    chosen,
    options: SPANS.map((span) => /** @type {const} */ ([span, words.spans[span]])),
    change,
  });
