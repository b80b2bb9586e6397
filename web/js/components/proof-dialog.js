/** Confirming who one is, before what cannot be undone: by password or passkey. */

import { html, nothing, render } from "/vendor/lit-3.3.3.js";
import { api, codeOf, messageOf } from "../api/http.js";
import { passkeysAvailable, signInWithPasskey } from "../api/passkeys.js";
import { forgetState, serverState } from "../api/server-state.js";
import { words as accountWords } from "../words/account.js";
import { answerOf, makeDialog } from "./dialog.js";

const words = accountWords.proof;

/**
 * Do something; where the server wants a fresh proof first, ask for it and try once more.
 *
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 * @throws {import("../api/http.js").ApiError} refused, also where the person would not confirm
 */
export async function withProof(act) {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) !== "proof_needed" || !(await askProof())) throw error;
    return act();
  }
}

/** Export everything; refused like any other act where a fresh proof is needed. */
export async function downloadExport() {
  await api.get("/session/proof");
  location.assign("/api/me/export");
}

/** @returns {Promise<boolean>} whether the person confirmed who they are */
async function askProof() {
  const { me } = await serverState();
  if (!me) return false;
  const dialog = makeDialog("proof-title");
  let refused = "";

  const confirm = async (/** @type {() => Promise<import("../../types/api.js").Me>} */ prove) => {
    try {
      const now = await prove();
      forgetState();
      if (now.id === me.id) dialog.close("confirmed");
      else location.reload(); // another person's passkey
    } catch (error) {
      refused = messageOf(error);
      draw();
      dialog.querySelector("input")?.select();
    }
  };
  const withPassword = (/** @type {FormEvent} */ event) => {
    event.preventDefault();
    const password = event.target.elements["proof-password"].value;
    confirm(() => api.post("/session", { login: me.login, password }));
  };
  const withPasskey = () => confirm(() => signInWithPasskey(words.left));

  function draw() {
    render(
      html`<form class="stack" @submit=${withPassword}>
        <h2 id="proof-title">${words.title}</h2>
        <p>${words.message}</p>
        <div class="field">
          <label for="proof-password">${words.password}</label
          ><input
            id="proof-password"
            type="password"
            autocomplete="current-password"
            maxlength="1000"
            required
            autofocus />
        </div>
        <div role="alert">${refused ? html`<p class="refused">${refused}</p>` : nothing}</div>
        <div class="buttons">
          <button class="button" type="button" @click=${() => dialog.close("")}>${words.cancel}</button>
          ${passkeysAvailable()
            ? html`<button class="button" type="button" @click=${withPasskey}>${words.passkey}</button>`
            : nothing}
          <button class="button main">${words.act}</button>
        </div>
      </form>`,
      dialog,
    );
  }

  draw();
  return answerOf(dialog, (pressed) => pressed === "confirmed");
}
