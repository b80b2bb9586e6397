/** One set as a row: a link to its result, and what else can be done with it. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { isRunning } from "../api/sets.js";
import { duration, setDate, setResult } from "../lib/formatting.js";
import { hasOwnTitle } from "../lib/set-title.js";
import { words } from "../words/library.js";
import { logo, mark } from "./icons.js";
import "./menu.js";

// --- Names

/** @param {object} set @returns {string} "Glute bridge"; its own name while that is not known */
export const setName = (set) => set.exercise?.title ?? set.title;

/** @param {object} set @returns {string} for messages: "Glute bridge: 3 of 10 clean." */
export const resultMessage = (set) => words.done(setName(set), setResult(set)?.text);

/** @param {{code: string, message: string}} error @returns {string} what happened and what to do */
export const failureMessage = ({ code, message }) => words.failures[code]?.(message) ?? message;

// --- Row

const rowWords = words.row;

/** @param {object} set */
export const thumbnail = (set) =>
  html`<span class="thumb"
    >${set.thumbnail
      ? html`<img src=${set.thumbnail} alt="" loading="lazy" decoding="async" width="144" height="96" />`
      : logo()}</span
  >`;

/** What it came to: mark and words, the main fault below. */
function result(set) {
  const told = setResult(set);
  if (!told || !set.report_ready) {
    return html`<span class="quiet">${rowWords.states[set.state] ?? nothing}</span>`;
  }
  return html`<span class="line">${mark(told.verdict)}<span>${told.text}</span></span> ${set.fault
      ? html`<span class="small quiet">${rowWords.faultIn(set.fault.title, set.fault.count)}</span>`
      : nothing}
    ${set.state === "failed"
      ? html`<span class="small quiet">${rowWords.states[set.state]}</span>`
      : nothing}`;
}

function facts(set, who) {
  const parts = [...(who ? [who] : []), setDate(set)];
  if (set.seconds) parts.push(duration(set.seconds));
  if (hasOwnTitle(set)) parts.push(set.title);
  if (set.reviewed) parts.push(rowWords.reviewed);
  if (set.comments) parts.push(rowWords.comments(set.comments));
  return parts.join(" · ");
}

/** @param {object} set @param {object} actions @returns {(string | (() => void))[][]} */
export function menuItems(set, actions) {
  return [
    [rowWords.rename, () => actions.rename(set)],
    [rowWords.day, () => actions.changeDay(set)],
    ...(set.report_ready
      ? [[rowWords.compare, () => location.assign(`/compare?after=${encodeURIComponent(set.id)}`)]]
      : []),
    ...(isRunning(set) ? [[rowWords.cancel, () => actions.cancel(set)]] : []),
    ...(set.state === "cancelled" ? [[rowWords.again, () => actions.again(set)]] : []),
    [rowWords.remove, () => actions.remove(set)],
  ];
}

/**
 * @param {object} set an Analysis
 * @param {object} [actions] of acting.js; without them the row only opens
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
    ${actions
      ? html`<fc-menu
          .label=${rowWords.more(`${setName(set)}, ${setDate(set)}`)}
          .items=${menuItems(set, actions)}></fc-menu>`
      : nothing}
  </li>`;
