/** `<fc-inviting>`: a coach asks somebody in by a link; what was sent and not used yet. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../api.js";
import { toast } from "../shell.js";
import { dayOf, shortDay } from "../shell/days.js";
import { words } from "../words/account.js";
import { Part } from "./part.js";

const say = words.inviting;

class Inviting extends Part {
  async ask() { return (await api.get("/invitations")).invitations; }

  get section() {
    const until = (one) => say.until(shortDay(dayOf(new Date(one.until))));
    const open = this.told?.filter((one) => !one.used) ?? [];
    return { title: say.title, about: say.about, body: () => html`<form class="inviting" @submit=${(event) => this.#invite(event)}>
        <div class="field"><label for="invited">${say.name}</label><input id="invited" name="name" maxlength="120" autocomplete="off" required></div>
        <div class="field"><label for="invited-as">${say.as}</label><select id="invited-as" name="role"><option value="client">${say.roles.client}</option><option value="coach">${say.roles.coach}</option></select></div>
        <button class="button main" ?disabled=${this.busy}>${say.act}</button></form>
      ${this.made ? html`<div class="notice"><div class="stack"><p><strong>${say.made(this.made.name)}</strong> ${say.once}</p>
        <div class="one"><div class="field"><label for="invitation">${say.link}</label><input id="invitation" readonly .value=${this.made.url} @focus=${(event) => event.target.select()}></div>
          <button class="button" type="button" @click=${() => this.#copy()}>${say.copy}</button></div></div></div>` : nothing}
      ${open.length ? html`<h3>${say.open}</h3><ul class="plain list">${open.map((one) => html`<li><div><strong>${one.name}</strong>
        <p class="small quiet">${say.roles[one.role]}, ${until(one)}</p></div>
        <button class="button small" type="button" aria-label=${say.takeBackOf(one.name)} @click=${() => this.#takeBack(one)}>${say.takeBack}</button></li>`)}</ul>` : nothing}` };
  }

  async #invite(event) {
    event.preventDefault();
    const form = event.target;
    const [name, role] = [form.elements.name.value.trim(), form.elements.role.value];
    const made = await this.tried(() => api.post("/invitations", { name, role }));
    if (!made) return;
    // The server may not know under which name it is reached.
    this.made = { id: made.id, name, url: new URL(made.url, location.origin).href };
    form.reset();
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("#invitation").focus();
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.made.url);
      toast(say.copied);
    } catch {
      this.querySelector("#invitation").focus(); // selected, so that it can be copied by hand
    }
  }

  async #takeBack(one) {
    if (await this.tried(() => api.delete(`/invitations/${one.id}`), say.taken(one.name)) && this.made?.id === one.id) {
      this.made = null;
      this.requestUpdate();
    }
  }
}

customElements.define("fc-inviting", Inviting);
