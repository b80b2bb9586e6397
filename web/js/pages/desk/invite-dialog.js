/** Inviting a client without leaving the desk. */

import { html, nothing, render } from "/vendor/lit-3.3.3.js";
import { api, messageOf } from "../../api/http.js";
import { refusal } from "../../components/attempt.js";
import { answerOf, makeDialog } from "../../components/dialog.js";
import { handedLink } from "../../components/handed-link.js";
import { words as accountWords } from "../../words/account.js";
import { desk } from "../../words/desk.js";

/** @import { InvitationLink } from "../../../types/api.js" */

const words = desk.inviting;

/** Ask for a name, and show the link for it. @returns {Promise<void>} when the dialog is closed */
export function inviteDialog() {
  const dialog = makeDialog("invite-title");
  /** @type {InvitationLink | null} */
  let made = null;
  let [name, refused, busy] = ["", "", false];

  /** @param {FormEvent} event */
  const create = async (event) => {
    event.preventDefault();
    if (busy) return;
    name = event.target.elements.name.value.trim();
    [busy, refused] = [true, ""];
    show();
    try {
      made = await api.post("/invitations", { name, role: "client" });
    } catch (error) {
      refused = messageOf(error);
    }
    busy = false;
    show();
    if (made) document.getElementById("invite-link")?.focus();
  };

  const show = () =>
    render(
      html`<div class="stack">
        <h2 id="invite-title">${made ? accountWords.inviting.made(name) : words.title}</h2>
        ${made
          ? html`<p>${words.once}</p>
              ${handedLink(made, { id: "invite-link", title: words.sent })}`
          : html`<p>${words.about}</p>
              <form class="stack" @submit=${create}>
                <div class="field">
                  <label for="invite-name">${accountWords.inviting.name}</label
                  ><input id="invite-name" name="name" maxlength="120" autocomplete="off" required />
                </div>
                ${refusal(refused)}
                <button class="button main" ?disabled=${busy}>${accountWords.inviting.act}</button>
              </form>`}
        <form method="dialog">
          <button class="button ${made ? "main" : ""}">${made ? words.done : words.cancel}</button>
        </form>
      </div>`,
      dialog,
    );

  show();
  return answerOf(dialog, () => {
    render(nothing, dialog);
  });
}
