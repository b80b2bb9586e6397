/** One set as a row: a link to its result, and what else can be done with it. */

/** @import { Analysis } from "../../types/api.js" */
/** @typedef {ReturnType<typeof import("./set-actions.js").setActions>} Actions */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { isRunning } from "../api/sets.js";
import { duration, setDate, setResult } from "../lib/formatting.js";
import { hasOwnTitle } from "../lib/set-title.js";
import { words } from "../words/library.js";
import { exerciseFigure } from "./exercise-figure.js";
import { logo, mark } from "./icons.js";
import "./menu.js";

// --- Names

/** @param {Analysis} set @returns {string} "Glute bridge"; its own name while that is not known */
export const setName = (set) => set.exercise?.title ?? set.title;

/** @param {Analysis} set @returns {string} for messages: "Glute bridge: 3 of 10 clean." */
export const resultMessage = (set) => words.done(setName(set), setResult(set)?.text);

/** @type {Record<string, (message: string) => string>} */
const failures = words.failures;

/** @param {{code: string, message: string}} error @returns {string} what happened and what to do */
export const failureMessage = ({ code, message }) => failures[code]?.(message) ?? message;

// --- Row

const rowWords = words.row;

/** @param {Analysis} set */
export const thumbnail = (set) =>
  html`<span class="thumb"
    >${set.thumbnail
      ? html`<img src=${set.thumbnail} alt="" loading="lazy" decoding="async" width="144" height="96" />`
      : set.exercise
        ? exerciseFigure(set.exercise.id)
        : logo()}</span
  >`;

/** @param {Analysis} set @returns {string} "Waiting"; empty when it is done */
const stateText = ({ state }) => (state === "done" ? "" : rowWords.states[state]);

/** What it came to: mark and words, the main fault below. @param {Analysis} set */
function result(set) {
  const summary = setResult(set);
  if (!summary || !set.report_ready) {
    return html`<span class="quiet">${stateText(set)}</span>`;
  }
  return html`<span class="line">${mark(summary.verdict)}<span>${summary.text}</span></span> ${set.fault
      ? html`<span class="small quiet">${rowWords.faultIn(set.fault.title, set.fault.count)}</span>`
      : nothing}
    ${set.state === "failed" ? html`<span class="small quiet">${stateText(set)}</span>` : nothing}`;
}

/** @param {Analysis} set @param {string} [who] */
function facts(set, who) {
  const parts = [...(who ? [who] : []), setDate(set)];
  if (set.origin === "sample") return [rowWords.sample, ...parts].join(" · ");
  if (set.seconds) parts.push(duration(set.seconds));
  if (hasOwnTitle(set)) parts.push(set.title);
  if (set.reviewed) parts.push(rowWords.reviewed);
  if (set.comments) parts.push(rowWords.comments(set.comments));
  return parts.join(" · ");
}

/** @param {Analysis} set @param {Actions} actions @returns {[string, () => void][]} */
function menuItems(set, actions) {
  /** @type {(can: boolean, text: string, act: () => void) => [string, () => void][]} */
  const when = (can, text, act) => (can ? [[text, act]] : []);
  return [
    [rowWords.rename, () => actions.rename(set)],
    [rowWords.day, () => actions.changeDay(set)],
    ...when(set.report_ready, rowWords.compare, () =>
      location.assign(`/compare?after=${encodeURIComponent(set.id)}`),
    ),
    ...when(isRunning(set), rowWords.cancel, () => actions.cancel(set)),
    ...when(set.state === "cancelled", rowWords.again, () => actions.again(set)),
    [rowWords.remove, () => actions.remove(set)],
  ];
}

/**
 * @param {Analysis} set
 * @param {Actions} [actions] without them the row only opens
 * @param {string} [who] whose it is, where that is not plain
 */
export const setRow = (set, actions, who) =>
  html`<li class="set" data-id=${set.id}>
    <a class="card set-open" href="/review/${set.id}">
      ${thumbnail(set)}
      <span class="set-what"
        ><strong>${setName(set)}</strong><span class="small quiet">${facts(set, who)}</span></span
      >
      <span class="set-result">${result(set)}</span>
    </a>
    ${set.origin === "sample" && actions
      ? html`<button class="button small" type="button" @click=${() => actions.remove(set)}>
          ${rowWords.removeSample}
        </button>`
      : actions
        ? html`<fc-menu
            .label=${rowWords.more(`${setName(set)}, ${setDate(set)}`)}
            .items=${menuItems(set, actions)}></fc-menu>`
        : nothing}
  </li>`;
