/** The question what a limit is to be, with what it would have changed in the last sets. */

import { html, nothing, render } from "/vendor/lit-3.3.3.js";
import { forClient } from "../../api/client-scope.js";
import { api, messageOf } from "../../api/http.js";
import { answerOf, makeDialog } from "../../components/dialog.js";
import { dateAndTime } from "../../lib/formatting.js";
import { words } from "../../words/limits.js";

const dialogWords = words.dialog;
/** Milliseconds without a key after which a limit is tried. */
const PAUSE = 400;

/** @import { LimitOut, Preview, PreviewedSet, Verdicts } from "../../../types/api.js" */
/** @typedef {"low" | "high"} End */
/** @typedef {{low: number | null, high: number | null, note: string}} NewLimit */

/** @type {End[]} */
const ENDS = ["low", "high"];

/** @param {LimitOut} limit @param {End} end */
const defaultOf = (limit, end) => (end === "low" ? limit.default_low : limit.default_high);

/**
 * @param {LimitOut} limit
 * @param {string} exercise its title
 * @returns {Promise<NewLimit | "default" | null>} null when it is left
 */
export function askLimit(limit, exercise) {
  const dialog = makeDialog("limit-title");
  dialog.className = "limit";
  const trial = new Trial(limit, () => draw());

  const number = (/** @type {End} */ name, /** @type {string} */ label) =>
    defaultOf(limit, name) === null
      ? nothing
      : html`<div class="field">
          <label for="limit-${name}">${label}</label>
          <input
            id="limit-${name}"
            type="number"
            inputmode="decimal"
            step="any"
            min=${trial.shown(limit[`${name}_range`]?.least)}
            max=${trial.shown(limit[`${name}_range`]?.most)}
            required
            aria-describedby="limit-${name}-range"
            .value=${trial.shown(trial.ends[name])}
            @input=${(/** @type {FieldEvent} */ event) => trial.set(name, event.target.value)} />
          <p class="small quiet" id="limit-${name}-range">${limit[`${name}_range`]?.text ?? nothing}</p>
        </div>`;

  function draw() {
    render(
      html`<form
        method="dialog"
        class="stack"
        @submit=${(/** @type {FormEvent} */ event) =>
          event.submitter?.getAttribute("value") === "save" || event.preventDefault()}>
        <h2 id="limit-title"><span class="quiet">${exercise}:</span> ${limit.title}</h2>
        <p class="quiet">${dialogWords.own(limit.default_text)}</p>
        <div class="pair">
          ${number("low", dialogWords.low(limit.sign))}${number("high", dialogWords.high(limit.sign))}
        </div>
        ${limit.sign === "cm" ? html`<p class="small quiet">${dialogWords.height}</p>` : nothing}
        <div class="field">
          <label for="limit-note">${dialogWords.note}</label>
          <textarea
            id="limit-note"
            rows="2"
            maxlength="500"
            required
            placeholder=${dialogWords.noteHint}
            .value=${trial.note}
            @input=${(/** @type {FieldEvent} */ event) => {
              trial.note = event.target.value;
              event.target.setCustomValidity(trial.note.trim() ? "" : dialogWords.noNote);
            }}></textarea>
        </div>
        <div class="tried" role="status">${trial.result()}</div>
        <div class="buttons">
          <button class="button main" value="save">${dialogWords.save}</button>
          <button class="button" type="button" @click=${() => dialog.close("")}>
            ${dialogWords.cancel}
          </button>
          ${limit.since
            ? html`<button class="button bare" type="button" @click=${() => dialog.close("default")}>
                ${dialogWords.back}
              </button>`
            : nothing}
        </div>
      </form>`,
      dialog,
    );
  }

  draw();
  return answerOf(dialog, (pressed) => {
    trial.stop();
    if (pressed === "default") return pressed;
    return pressed === "save" ? { ...trial.ends, note: trial.note.trim() } : null;
  });
}

/** A limit that is tried on the last sets whenever it changes. */
class Trial {
  /** @param {LimitOut} limit @param {() => void} draw */
  constructor(limit, draw) {
    this.limit = limit;
    this.draw = draw;
    this.ends = { low: limit.low, high: limit.high };
    this.note = limit.note;
    /** @type {PreviewedSet[] | null} */
    this.sets = null;
    this.trouble = "";
    this.waiting = false;
    this.turn = 0;
    this.timer = 0;
  }

  get same() {
    return this.ends.low === this.limit.low && this.ends.high === this.limit.high;
  }

  stop() {
    clearTimeout(this.timer);
    this.turn += 1;
  }

  /** A number of the limit's own unit as it is entered. @param {number | null | undefined} value */
  shown(value) {
    return value === null || value === undefined
      ? ""
      : String(Number((value * this.limit.scale).toFixed(3)));
  }

  /** @param {"low" | "high"} name @param {string} text */
  set(name, text) {
    if (text === this.shown(this.ends[name])) return;
    const number = text.trim() === "" ? NaN : Number(text);
    this.ends[name] = Number.isNaN(number) ? null : number / this.limit.scale;
    this.stop();
    this.sets = null;
    this.trouble = "";
    // An end that the exercise has may not be left open here.
    const whole = ENDS.every(
      (end) => defaultOf(this.limit, end) === null || Number.isFinite(this.ends[end] ?? NaN),
    );
    this.waiting = whole && !this.same;
    if (this.waiting) this.timer = setTimeout(() => this.#ask(), PAUSE);
    this.draw();
  }

  async #ask() {
    const turn = ++this.turn;
    const { exercise, cue } = this.limit;
    try {
      /** @type {Preview} */
      const { sets } = await api.post(forClient("/limits/preview"), { exercise, cue, ...this.ends });
      if (turn !== this.turn) return;
      this.sets = sets;
    } catch (error) {
      if (turn !== this.turn) return;
      this.trouble = messageOf(error);
    }
    this.waiting = false;
    this.draw();
  }

  /** What it would have changed. */
  result() {
    const { preview } = words;
    const inside = () => {
      if (this.waiting) return html`<p class="quiet">${preview.asking}</p>`;
      if (this.trouble) return html`<p>${this.trouble}</p>`;
      return this.sets ? previewResult(this.sets) : html`<p class="quiet">${preview.same}</p>`;
    };
    return html`<h3>${preview.title}</h3>
      ${inside()}`;
  }
}

/** @param {PreviewedSet[]} sets */
function previewResult(sets) {
  const { preview } = words;
  if (!sets.length) return html`<p>${preview.noSets}</p>`;
  const verdicts = (/** @type {Verdicts} */ v) => preview.verdicts(v.faults, v.ok, v.unsure);
  const other = sets.filter(({ before, after }) => verdicts(before) !== verdicts(after));
  const judged = (/** @type {Verdicts} */ v) => v.faults + v.ok;
  if (sets.every(({ before, after }) => !judged(before) && !judged(after))) {
    return html`<p>${preview.unseen(sets.length)}</p>`;
  }
  if (!other.length) return html`<p>${preview.none(sets.length)}</p>`;
  const sum = (/** @type {"before" | "after"} */ which) =>
    sets.reduce((n, set) => n + set[which].faults, 0);
  const [before, after] = [sum("before"), sum("after")];
  return html`<p>
      <strong
        >${before === after ? preview.equal(sets.length) : preview.some(sets.length, before, after)}</strong
      >
    </p>
    <div class="scroll" role="region" aria-label=${preview.table} tabindex="0">
      <table class="small">
        <thead>
          <tr>
            <th scope="col">${preview.set}</th>
            <th scope="col">${preview.before}</th>
            <th scope="col">${preview.after}</th>
          </tr>
        </thead>
        <tbody>
          ${other.map(
            (set) =>
              html`<tr>
                <th scope="row">
                  <a href="/review/${set.id}" target="_blank" rel="noopener">${dateAndTime(set.created)}</a>
                </th>
                <td>${verdicts(set.before)}</td>
                <td>${verdicts(set.after)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
