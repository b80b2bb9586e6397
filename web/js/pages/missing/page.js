/** `<fc-missing>`: what is shown at an address that has no page. */

import { html, LitElement } from "/vendor/lit-3.3.3.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import "../../components/header.js";
import { words } from "../../words/missing.js";

class Missing extends LitElement {
  createRenderRoot() {
    return this;
  }

  render() {
    return html`<header class="stack lost">
      ${exerciseFigure("glute_bridge")}
      <h1>${words.title}</h1>
      <p class="lead">${words.message}</p>
      <p class="buttons">
        <a class="button main" href="/">${words.home}</a>
        <a class="button" href="/library">${words.library}</a>
      </p>
    </header>`;
  }
}

customElements.define("fc-missing", Missing);
