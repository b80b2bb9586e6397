/** `<fc-composer>`: writes a comment at a moment or a stretch, draws on the frame, adds a finding. */

import { LitElement, html, live, nothing } from "/vendor/lit-3.3.3.js";
import { composer as words } from "../words/reviewing.js";
import { clock } from "./numbers.js";

class Composer extends LitElement {
  static properties = { draft: { attribute: false }, time: { attribute: false }, cues: { attribute: false }, drawable: { attribute: false } };

  constructor() {
    super();
    Object.assign(this, { draft: null, time: 0, cues: [], drawable: false, said: null });
  }

  createRenderRoot() { return this; }

  save(event) {
    event.preventDefault();
    this.said.save();
  }

  typed(event) {
    if (event.key === "Escape") this.said.drop();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.said.save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  render() {
    const { draft: d, said } = this;
    if (!d) return nothing;
    const elsewhere = Math.abs(this.time - (d.until ?? d.time)) > 0.05;
    return html`<form class="composer" aria-labelledby="composer-title" @submit=${(e) => this.save(e)} @keydown=${(e) => this.typed(e)}>
      <h2 id="composer-title">${d.id ? words.change : words.title}</h2>
      <p class="small stretch"><strong>${d.until === null ? words.at(clock(d.time)) : words.between(clock(d.time), clock(d.until))}</strong>
        ${elsewhere ? html`<button class="button bare small" type="button" @click=${() => said.redraft({ time: this.time, until: null })}>${words.here(clock(this.time))}</button>` : nothing}
        ${!d.cue && this.time > d.time + 0.05 && elsewhere ? html`<button class="button bare small" type="button" @click=${() => said.redraft({ until: this.time })}>${words.untilHere(clock(this.time))}</button>` : nothing}
        ${d.until !== null ? html`<button class="button bare small" type="button" @click=${() => said.redraft({ until: null })}>${words.noStretch}</button>` : nothing}</p>
      ${said.on && !d.id && this.cues.length ? html`<div><label for="composer-kind">${words.kind}</label>
        <select id="composer-kind" .value=${live(d.cue)} @change=${(e) => said.redraft({ cue: e.target.value, ...(e.target.value ? { until: null, drawing: false } : {}) })}>
          <option value="">${words.comment}</option>
          <optgroup label=${words.missed}>${this.cues.map((c) => html`<option value=${c.id} ?selected=${c.id === d.cue}>${c.title}</option>`)}</optgroup>
        </select></div>` : nothing}
      <div><label for="composer-text">${d.cue ? words.aboutIt : words.text}</label>
        <textarea id="composer-text" rows="3" maxlength="2000" .value=${live(d.text)} @input=${(e) => said.redraft({ text: e.target.value })}></textarea></div>
      ${d.cue || !this.drawable ? nothing : html`<div class="buttons drawing-tools">
        <button class="button small" type="button" aria-pressed=${d.drawing ? "true" : "false"} @click=${() => said.redraft({ drawing: !d.drawing })}>${d.drawing ? words.drawn : words.draw}</button>
        ${d.strokes.length ? html`<button class="button bare small" type="button" @click=${() => said.redraft({ strokes: d.strokes.slice(0, -1) })}>${words.back}</button>
          <button class="button bare small" type="button" @click=${() => said.redraft({ strokes: [] })}>${words.clear}</button>` : nothing}
        ${d.drawing ? html`<span class="small quiet">${words.how}</span>` : nothing}</div>`}
      <div class="buttons">
        <button class="button main" type="submit" ?disabled=${!d.text.trim() && !d.strokes.length && !d.cue}>${d.cue ? words.add : words.save}</button>
        <button class="button bare" type="button" @click=${() => said.drop()}>${words.cancel}</button></div>
    </form>`;
  }
}

customElements.define("fc-composer", Composer);
