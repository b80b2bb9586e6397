/** The question what a limit is to be, with what it would have changed in the last sets. */

import { html, nothing, render } from "/vendor/lit-3.3.3.js";
import { forClient } from "../../api/client-scope.js";
import { api } from "../../api/http.js";
import { dateAndTime } from "../../lib/formatting.js";
import { words } from "../../words/limits.js";

const dialogWords = words.dialog;
const PAUSE = 400;

/**
 * @param {import("./page.js").Limit} limit
 * @param {string} exercise its title
 * @returns {Promise<any>} low, high and note; `{usual: true}` for the default; null when it is left
 */
export function askLimit(limit, exercise) {
  const dialog = document.createElement("dialog");
  dialog.className = "limit";
  dialog.setAttribute("aria-labelledby", "limit-title");
  document.body.append(dialog);
  const asked = new Trial(limit, () => draw());
  const end = (name) => asked.ends[name];

  const number = (name, label) =>
    limit[`default_${name}`] === null
      ? nothing
      : html`<div class="field">
          <label for="limit-${name}">${label}</label>
          <input
            id="limit-${name}"
            type="number"
            inputmode="decimal"
            step="any"
            min=${limit[`${name}_range`]?.least ?? nothing}
            max=${limit[`${name}_range`]?.most ?? nothing}
            required
            aria-describedby="limit-${name}-range"
            .value=${end(name) === null ? "" : String(end(name))}
            @input=${(event) => asked.set(name, event.target.value)} />
          <p class="small quiet" id="limit-${name}-range">${limit[`${name}_range`]?.text ?? nothing}</p>
        </div>`;

  function draw() {
    render(
      html`<form
        method="dialog"
        class="stack"
        @submit=${(event) => event.submitter?.value === "save" || event.preventDefault()}>
        <h2 id="limit-title"><span class="quiet">${exercise}:</span> ${limit.title}</h2>
        <p class="quiet">${dialogWords.own(limit.default_text)}</p>
        <div class="pair">
          ${number("low", dialogWords.low(limit.sign))}${number("high", dialogWords.high(limit.sign))}
        </div>
        <div class="field">
          <label for="limit-note">${dialogWords.note}</label>
          <textarea
            id="limit-note"
            rows="2"
            maxlength="500"
            required
            placeholder=${dialogWords.noteHint}
            .value=${asked.note}
            @input=${(event) => {
              asked.note = event.target.value;
              event.target.setCustomValidity(asked.note.trim() ? "" : dialogWords.noNote);
            }}></textarea>
        </div>
        <div class="tried" role="status">${asked.told()}</div>
        <div class="buttons">
          <button class="button main" value="save">${dialogWords.save}</button>
          <button class="button" type="button" @click=${() => dialog.close("")}>
            ${dialogWords.cancel}
          </button>
          ${limit.since
            ? html`<button class="button bare" type="button" @click=${() => dialog.close("usual")}>
                ${dialogWords.back}
              </button>`
            : nothing}
        </div>
      </form>`,
      dialog,
    );
  }

  draw();
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      asked.stop();
      dialog.remove();
      answer(
        dialog.returnValue === "usual"
          ? { usual: true }
          : dialog.returnValue === "save"
            ? { ...asked.ends, note: asked.note.trim() }
            : null,
      );
    });
  });
}

/** A limit that is tried on the last sets whenever it changes. */
class Trial {
  /** @param {import("./page.js").Limit} limit @param {() => void} draw */
  constructor(limit, draw) {
    this.limit = limit;
    this.draw = draw;
    this.ends = { low: limit.low, high: limit.high };
    this.note = limit.note;
    this.result = null;
    this.trouble = "";
    this.waiting = false;
    this.turn = 0;
  }

  get same() {
    return this.ends.low === this.limit.low && this.ends.high === this.limit.high;
  }

  stop() {
    clearTimeout(this.timer);
    this.turn += 1;
  }

  /** @param {"low" | "high"} name @param {string} text */
  set(name, text) {
    this.ends[name] = text.trim() === "" ? null : Number(text);
    this.stop();
    this.result = null;
    this.trouble = "";
    // An end that the exercise has may not be left open here.
    const whole = ["low", "high"].every(
      (n) => this.limit[`default_${n}`] === null || Number.isFinite(this.ends[n] ?? NaN),
    );
    this.waiting = whole && !this.same;
    if (this.waiting) this.timer = setTimeout(() => this.#ask(), PAUSE);
    this.draw();
  }

  async #ask() {
    const turn = ++this.turn;
    const { exercise, cue } = this.limit;
    try {
      const told = await api.post(forClient("/limits/preview"), { exercise, cue, ...this.ends });
      if (turn !== this.turn) return;
      this.result = told.sets;
    } catch (error) {
      if (turn !== this.turn) return;
      this.trouble = error.message ?? String(error);
    }
    this.waiting = false;
    this.draw();
  }

  told() {
    const { preview } = words;
    const inside = () => {
      if (this.waiting) return html`<p class="quiet">${preview.asking}</p>`;
      if (this.trouble) return html`<p>${this.trouble}</p>`;
      return this.result ? previewResult(this.result) : html`<p class="quiet">${preview.same}</p>`;
    };
    return html`<h3>${preview.title}</h3>
      ${inside()}`;
  }
}

/** @typedef {{faults: number, ok: number, unsure: number}} Verdicts */

/** @param {{id: string, title: string, created: string, before: Verdicts, after: Verdicts}[]} sets */
function previewResult(sets) {
  const { preview } = words;
  if (!sets.length) return html`<p>${preview.noSets}</p>`;
  const other = sets.filter(({ before, after }) =>
    ["faults", "ok", "unsure"].some((v) => before[v] !== after[v]),
  );
  const judged = (/** @type {Verdicts} */ v) => v.faults + v.ok;
  if (sets.every(({ before, after }) => !judged(before) && !judged(after))) {
    return html`<p>${preview.unseen(sets.length)}</p>`;
  }
  if (!other.length) return html`<p>${preview.none(sets.length)}</p>`;
  const sum = (which) => sets.reduce((n, set) => n + set[which].faults, 0);
  const [before, after] = [sum("before"), sum("after")];
  const verdicts = (v) => preview.verdicts(v.faults, v.ok, v.unsure);
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
