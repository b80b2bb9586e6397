/** Who may see one's sets: invitations, coaches, and the log of who looked. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { toast } from "../../components/toast.js";
import { dayOf, shortDay } from "../../lib/dates.js";
import { dateAndTime } from "../../lib/formatting.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

// --- <fc-inviting>

const invitingWords = words.inviting;

class Inviting extends Section {
  async ask() {
    return (await api.get("/invitations")).invitations;
  }

  get section() {
    const until = (one) => invitingWords.until(shortDay(dayOf(new Date(one.until))));
    const open = this.data?.filter((one) => !one.used) ?? [];
    return {
      title: invitingWords.title,
      about: invitingWords.about,
      body: () =>
        html`<form class="inviting" @submit=${(event) => this.#invite(event)}>
            <div class="field">
              <label for="invited">${invitingWords.name}</label
              ><input id="invited" name="name" maxlength="120" autocomplete="off" required />
            </div>
            <div class="field">
              <label for="invited-as">${invitingWords.as}</label
              ><select id="invited-as" name="role">
                <option value="client">${invitingWords.roles.client}</option>
                <option value="coach">${invitingWords.roles.coach}</option>
              </select>
            </div>
            <button class="button main" ?disabled=${this.busy}>${invitingWords.act}</button>
          </form>
          ${this.made
            ? html`<div class="notice">
                <div class="stack">
                  <p><strong>${invitingWords.made(this.made.name)}</strong> ${invitingWords.once}</p>
                  <div class="one">
                    <div class="field">
                      <label for="invitation">${invitingWords.link}</label
                      ><input
                        id="invitation"
                        readonly
                        .value=${this.made.url}
                        @focus=${(event) => event.target.select()} />
                    </div>
                    <button class="button" type="button" @click=${() => this.#copy()}>
                      ${invitingWords.copy}
                    </button>
                  </div>
                </div>
              </div>`
            : nothing}
          ${open.length
            ? html`<h3>${invitingWords.open}</h3>
                <ul class="plain list">
                  ${open.map(
                    (one) =>
                      html`<li>
                        <div>
                          <strong>${one.name}</strong>
                          <p class="small quiet">${invitingWords.roles[one.role]}, ${until(one)}</p>
                        </div>
                        <button
                          class="button small"
                          type="button"
                          aria-label=${invitingWords.takeBackOf(one.name)}
                          @click=${() => this.#takeBack(one)}>
                          ${invitingWords.takeBack}
                        </button>
                      </li>`,
                  )}
                </ul>`
            : nothing}`,
    };
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
      toast(invitingWords.copied);
    } catch {
      this.querySelector("#invitation").focus(); // selected, so that it can be copied by hand
    }
  }

  async #takeBack(one) {
    if (
      (await this.tried(() => api.delete(`/invitations/${one.id}`), invitingWords.taken(one.name))) &&
      this.made?.id === one.id
    ) {
      this.made = null;
      this.requestUpdate();
    }
  }
}

customElements.define("fc-inviting", Inviting);

// --- Coaches, and who looked

const PAGE = 20;
const dayText = (iso) => shortDay(dayOf(new Date(iso)));

class Coaches extends Section {
  async ask() {
    return (await api.get("/consents")).consents;
  }

  get section() {
    const texts = words.coaches;
    const row = ({ coach, since, withdrawn }) =>
      html`<li>
        <div>
          <strong>${coach.name}</strong>
          <p class="small quiet">
            ${withdrawn ? texts.withdrawn(dayText(withdrawn)) : texts.since(dayText(since))}
          </p>
        </div>
        ${withdrawn
          ? html`<button
              class="button small"
              type="button"
              aria-label=${texts.giveTo(coach.name)}
              @click=${() => this.#give(coach)}>
              ${texts.give}
            </button>`
          : html`<button
              class="button small"
              type="button"
              aria-label=${texts.withdrawFrom(coach.name)}
              @click=${() => this.#withdraw(coach)}>
              ${texts.withdraw}
            </button>`}
      </li>`;
    return {
      title: texts.title,
      about: texts.about,
      body: () =>
        this.data.length
          ? html`<ul class="plain list">
              ${this.data.map(row)}
            </ul>`
          : html`<p>${texts.none}</p>`,
    };
  }

  async #withdraw(coach) {
    if (!(await this.tried(() => api.delete(`/consents/${coach.id}`)))) return;
    toast(words.coaches.gone(coach.name), { undo: () => this.#give(coach) });
  }

  #give(coach) {
    return this.tried(() => api.post(`/consents/${coach.id}`), words.coaches.given(coach.name));
  }
}

class Looks extends Section {
  constructor() {
    super();
    this.shown = PAGE;
  }

  ask() {
    return api.get(`/me/access?limit=${this.shown}&offset=0`);
  }

  get section() {
    const texts = words.looks;
    const what = (look) =>
      look.set
        ? html`<a href="/review/${look.set.id}">${look.set.title}</a>${look.what === "video"
              ? texts.video
              : nothing}`
        : (texts.what[look.what] ?? look.what);
    return {
      title: texts.title,
      about: texts.about,
      body: () =>
        this.data.looks.length
          ? html` <ul class="plain list looks">
                ${this.data.looks.map(
                  (look) =>
                    html`<li>
                      <div><strong>${look.who.name}</strong>: ${what(look)}</div>
                      <span class="small quiet">${dateAndTime(look.when)}</span>
                    </li>`,
                )}
              </ul>
              ${this.data.total > this.data.looks.length
                ? html`<button
                    class="button small"
                    type="button"
                    @click=${() => {
                      this.shown += 50;
                      this.load();
                    }}>
                    ${texts.more}
                  </button>`
                : nothing}`
          : html`<p>${texts.none}</p>`,
    };
  }
}

customElements.define("fc-coaches", Coaches);
customElements.define("fc-looks", Looks);
