/** What people think of one finding, and the two buttons to say it. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { reviewing as words } from "../words/reviewing.js";
import { icons } from "./icons.js";

/** @param {{id: string, name: string} | null} by @param {boolean} mine */
export const nameOf = (by, mine) => (mine ? words.you : by?.name || words.somebody);

/**
 * @param {import("./reviewing.js").Reviewing | undefined} said
 * @param {any} rep
 * @param {import("./types.js").Finding} f
 */
export function decide(said, rep, f) {
  if (!said?.review || f.verdict === "unsure") return nothing;
  const all = said.decisions(rep.number, f.cue);
  const mine = all.find((d) => d.mine);
  const others = said.on ? all.filter((d) => !d.mine) : all;
  if (!said.on && !others.length) return nothing;
  return html`<div class="decide">
    ${said.on ? buttons(said, rep, f, mine) : nothing}
    ${others.map((d) => told(d))}
    ${said.on && mine?.decision === "rejected" ? why(said, rep, f, mine) : nothing}
  </div>`;
}

function buttons(said, rep, f, mine) {
  const button = (decision, icon) => {
    const chosen = mine?.decision === decision;
    return html`<button class="button small choice ${decision}" type="button" aria-pressed=${chosen ? "true" : "false"}
      @click=${() => (chosen ? said.undecide(rep.number, f.cue) : said.decide(rep.number, f.cue, decision))}>
      ${icon}<span>${words.decisions[decision]}</span><span class="unseen-text">${words.about(f.title, rep.number)}</span></button>`;
  };
  return html`<div class="choices" role="group" aria-label=${words.choose(f.title, rep.number)}>
    ${button("accepted", icons.agree)}${button("rejected", icons.reject)}</div>`;
}

function why(said, rep, f, mine) {
  const save = (event) => {
    event.preventDefault();
    const reason = event.target.elements.reason.value.trim();
    if (reason !== mine.reason) said.decide(rep.number, f.cue, "rejected", reason);
  };
  const id = `why-${rep.number}-${f.cue}`;
  return html`<form class="why" @submit=${save}>
    <label class="unseen-text" for=${id}>${words.why}</label>
    <input id=${id} name="reason" maxlength="500" autocomplete="off" placeholder=${words.why} .value=${mine.reason}
      @change=${(event) => event.target.form.requestSubmit()}>
  </form>`;
}

/** A decision in words, as it is read by whoever does not decide. */
export const told = (d) => html`<p class="small word ${d.decision}">${d.decision === "accepted" ? icons.agree : icons.reject}<span>${
  words.told[d.decision](nameOf(d.by, d.mine), d.mine)}${d.reason ? html`: ${d.reason}` : ""}</span></p>`;
