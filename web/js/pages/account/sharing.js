/** Who may see one's sets: invitations, coaches, and the log of who looked. */

/** @import { AccessLog, AccessOut, ConsentOut, InvitationLink } from "../../../types/api.js" */
/** @import { InvitationOut, Somebody } from "../../../types/api.js" */
/** @import { Content } from "./section.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { handedLink } from "../../components/handed-link.js";
import "../../components/set-links.js";
import { toast } from "../../components/toast.js";
import { shortDayOf } from "../../lib/dates.js";
import { dateAndTime } from "../../lib/formatting.js";
import { words } from "../../words/account.js";
import { Section } from "./section.js";

// --- <fc-inviting>

const invitingWords = words.inviting;

/** @extends {Section<InvitationOut[]>} */
class Inviting extends Section {
  /** @type {(InvitationLink & {name: string}) | null} the link that was just made */
  made = null;

  async ask() {
    return (await api.get("/invitations")).invitations;
  }

  /** @returns {Content<InvitationOut[]>} */
  get section() {
    const until = (/** @type {InvitationOut} */ one) => invitingWords.until(shortDayOf(one.until));
    return {
      title: invitingWords.title,
      about: invitingWords.about,
      body: (open) =>
        html`<form class="inviting" @submit=${(/** @type {FormEvent} */ event) => this.#invite(event)}>
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
                  ${handedLink(this.made, { id: "invitation", title: invitingWords.sent })}
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

  /** @param {FormEvent} event */
  async #invite(event) {
    event.preventDefault();
    const form = event.target;
    const [name, role] = [form.elements.name.value.trim(), form.elements.role.value];
    const made = await this.change(async () => {
      this.made = { name, ...(await api.post("/invitations", { name, role })) };
    });
    if (!made) return;
    form.reset();
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("#invitation").focus();
  }

  /** @param {InvitationOut} one */
  async #takeBack(one) {
    if (
      (await this.change(() => api.delete(`/invitations/${one.id}`), invitingWords.taken(one.name))) &&
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
/** @extends {Section<ConsentOut[]>} */
class Coaches extends Section {
  async ask() {
    return (await api.get("/consents")).consents;
  }

  /** @returns {Content<ConsentOut[]>} */
  get section() {
    const texts = words.coaches;
    const row = (/** @type {ConsentOut} */ { coach, since, withdrawn }) =>
      html`<li>
        <div>
          <strong>${coach.name}</strong>
          <p class="small quiet">
            ${withdrawn ? texts.withdrawn(shortDayOf(withdrawn)) : texts.since(shortDayOf(since))}
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
      body: (data) =>
        data.length
          ? html`<ul class="plain list">
              ${data.map(row)}
            </ul>`
          : html`<p>${texts.none}</p>`,
    };
  }

  /** @param {Somebody} coach */
  async #withdraw(coach) {
    if (!(await this.change(() => api.delete(`/consents/${coach.id}`)))) return;
    toast(words.coaches.gone(coach.name), { undo: () => this.#give(coach) });
  }

  /** @param {Somebody} coach */
  #give(coach) {
    return this.change(() => api.post(`/consents/${coach.id}`), words.coaches.given(coach.name));
  }
}

/** @extends {Section<AccessLog>} */
class Looks extends Section {
  constructor() {
    super();
    this.shown = PAGE;
  }

  ask() {
    return api.get(`/me/access?limit=${this.shown}&offset=0`);
  }

  /** @returns {Content<AccessLog>} */
  get section() {
    const texts = words.looks;
    /** @type {Record<string, string>} */
    const pages = texts.what;
    const what = (/** @type {AccessOut} */ look) =>
      look.set
        ? html`<a href="/review/${look.set.id}">${look.set.title}</a>${look.what === "video"
              ? texts.video
              : nothing}`
        : (pages[look.what] ?? look.what);
    return {
      title: texts.title,
      about: texts.about,
      body: (data) =>
        data.looks.length
          ? html` <ul class="plain list looks">
                ${data.looks.map(
                  (look) =>
                    html`<li>
                      <div>
                        <strong>${look.what === "link" ? texts.byLink : look.who.name}</strong>:
                        ${what(look)}
                      </div>
                      <span class="small quiet">${dateAndTime(look.when)}</span>
                    </li>`,
                )}
              </ul>
              ${data.total > data.looks.length
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
