/** `<fc-offline>`: what is shown in the place of any page while the server cannot be reached. */

import { html, LitElement } from "/vendor/lit-3.3.3.js";
import "../../components/header.js";
import { words } from "../../words/offline.js";

class Offline extends LitElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("online", this.again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("online", this.again);
  }

  again = () => location.reload();

  render() {
    return html`<header class="stack lost">
      <h1>${words.title}</h1>
      <p class="lead">${words.message}</p>
      <p class="buttons">
        <button class="button main" type="button" @click=${this.again}>${words.again}</button>
      </p>
    </header>`;
  }
}

customElements.define("fc-offline", Offline);
