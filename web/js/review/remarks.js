/** `<fc-remarks>`: what people say of the set, in the order of the moments they speak of. */

import { LitElement, html, nothing, repeat } from "/vendor/lit-3.3.3.js";
import { when } from "../shell/formatting.js";
import "../shell/menu.js";
import { mark } from "../shell/marks.js";
import { remarks as words } from "../words/reviewing.js";
import { nameOf } from "./decide.js";
import { clock } from "./numbers.js";

class Remarks extends LitElement {
  /** `review`, `on` and `now` are those of `said`, told apart so that a change of theirs is seen. */
  static properties = {
    said: { attribute: false }, review: { attribute: false }, on: { attribute: false }, now: { attribute: false },
    cues: { attribute: false }, answering: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { said: null, review: null, on: false, now: null, cues: [], answering: null });
  }

  createRenderRoot() { return this; }

  render() {
    const { said } = this;
    if (!said?.review || !said.something) return nothing;
    const all = [
      ...said.comments.map((c) => ({ key: `c${c.id}`, time: c.time, draw: () => this.comment(c) })),
      ...said.added.map((a) => ({ key: `a${a.id}`, time: a.time, draw: () => this.added(a) })),
    ].sort((a, b) => a.time - b.time);
    return html`<section class="remarks" aria-labelledby="remarks">
      <h2 id="remarks">${words.title}</h2>
      ${this.state()}
      ${all.length ? html`<ol class="plain">${repeat(all, (x) => x.key, (x) => x.draw())}</ol>` : nothing}
    </section>`;
  }

  /** Gone through or not, and how far. */
  state() {
    const { said } = this;
    const { reviewed, reviewer } = said.review;
    if (reviewed) {
      const mine = !reviewer?.name;
      return html`<p class="small reviewed">${mark("ok")}<span>${words.reviewed(mine ? null : reviewer.name, when(reviewed))}</span>
        ${said.on ? html`<button class="button bare small" type="button" @click=${() => said.mark(false)}>${words.notReviewed}</button>` : nothing}</p>`;
    }
    if (!said.on) return nothing;
    const { done, of } = said.progress;
    return html`<div class="reviewed open"><p class="small quiet">${of ? words.progress(done, of) : words.noFaults}</p>
      <button class="button ${done === of ? "main" : ""} small" type="button" @click=${() => said.mark(true)}>${words.markReviewed}</button></div>`;
  }

  /** @param {import("./reviewing.js").Comment} c */
  comment(c) {
    const { said } = this;
    const fresh = said.fresh.has(c.id);
    const at = c.until === null ? clock(c.time) : words.stretch(clock(c.time), clock(c.until));
    return html`<li class="remark ${said.now?.has(c.id) ? "here" : ""} ${fresh ? "fresh" : ""}" id="comment-${c.id}">
      <div class="remark-head">
        <button class="button small moment" type="button" @click=${() => said.open(c)}><span class="unseen-text">${words.show}</span>${at}</button>
        <span class="small quiet">${nameOf(c.by, c.mine)} · ${when(c.when)}${c.edited ? ` · ${words.edited}` : ""}</span>
        ${fresh ? html`<span class="tag">${words.fresh}</span>` : nothing}
        ${c.mine ? html`<fc-menu .label=${words.more(at)} .items=${[[words.change, () => said.write(c)], [words.remove, () => said.remove(c)]]}></fc-menu>` : nothing}
      </div>
      ${c.text ? html`<p class="said-text">${c.text}</p>` : nothing}
      ${c.drawing ? html`<p class="small quiet">${words.drawing}</p>` : nothing}
      ${c.answers.length ? html`<ul class="plain answers">${c.answers.map((a) => html`<li>
        <p class="said-text">${a.text}</p>
        <p class="small quiet">${nameOf(a.by, a.mine)} · ${when(a.when)}
          ${a.mine ? html`<button class="button bare small" type="button" @click=${() => said.unanswer(c, a)}>${words.remove}<span class="unseen-text">${words.answerOf(a.text)}</span></button>` : nothing}</p></li>`)}</ul>` : nothing}
      ${this.answering === c.id ? this.answer(c)
        : html`<button class="button bare small answer" type="button" @click=${() => this.begin(c)}>${words.answer}<span class="unseen-text">${words.answerTo(at)}</span></button>`}
    </li>`;
  }

  async begin(c) {
    this.answering = c.id;
    await this.updateComplete;
    this.querySelector(".answering textarea")?.focus();
  }

  answer(c) {
    const save = async (event) => {
      event.preventDefault();
      const text = event.target.elements.text.value.trim();
      if (text && (await this.said.answer(c, text))) this.answering = null;
    };
    const typed = (event) => {
      if (event.key === "Escape") this.answering = null;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
    };
    return html`<form class="answering" @submit=${save}>
      <label for="answer-${c.id}">${words.answerLabel}</label>
      <textarea id="answer-${c.id}" name="text" rows="2" maxlength="2000" required @keydown=${typed}></textarea>
      <div class="buttons"><button class="button main small" type="submit">${words.send}</button>
        <button class="button bare small" type="button" @click=${() => { this.answering = null; }}>${words.cancel}</button></div>
    </form>`;
  }

  added(a) {
    const { said } = this;
    const cue = this.cues.find((c) => c.id === a.cue)?.title ?? a.cue?.replaceAll("_", " ");
    return html`<li class="remark" id="added-${a.id}">
      <div class="remark-head">
        <button class="button small moment" type="button" @click=${() => said.open(a)}><span class="unseen-text">${words.show}</span>${clock(a.time)}</button>
        <span class="small quiet">${nameOf(a.by, a.mine)} · ${when(a.when)}</span>
        ${a.mine ? html`<fc-menu .label=${words.more(clock(a.time))} .items=${[[words.remove, () => said.takeAway(a)]]}></fc-menu>` : nothing}
      </div>
      <p class="said-text"><strong>${words.missed(cue, a.rep)}</strong>${a.text ? html` ${a.text}` : nothing}</p>
    </li>`;
  }
}

customElements.define("fc-remarks", Remarks);
