/** What is wrong while recording, and what puts it right. */

/** @typedef {import("./session.js").LiveSession} LiveSession */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { words as recordWords } from "../../words/record.js";
import { Recorder } from "./recorder.js";

const words = recordWords.trouble;

/** Troubles that do not stop the set: shown small. */
const MILD = ["slow", "hidden", "linkGone", "recordingFailed", "lowSpace", "helped"];

/** Troubles of which a set has only the title: the rest was said before it. */
const BRIEF = ["slow", "helped"];

/**
 * @param {LiveSession} session
 * @param {{again: () => void}} act begin anew
 */
export function troubleNotice(session, { again }) {
  const trouble = session.troubles.first;
  // Whoever only films has chosen to, because the device is slow.
  if (!trouble || (trouble.kind === "slow" && session.filming)) return nothing;
  const [title, how] = trouble.text;
  const fixes = {
    "": () => nothing,
    camera: () =>
      html`<button class="button" type="button" @click=${() => session.openCamera()}>
        ${session.running ? words.reconnect : words.again}
      </button>`,
    film: () =>
      session.running
        ? nothing
        : html`<button class="button main" type="button" @click=${() => session.film(true)}>
            ${words.film}
          </button>`,
    page: () =>
      html`${Recorder.possible && session.stream
          ? html`<button class="button main" type="button" @click=${() => session.filmAlone()}>
              ${words.film}
            </button>`
          : nothing}
        <button class="button" type="button" @click=${again}>${words.again}</button>
        <a class="button" href="/#upload">${words.upload}</a>`,
  };
  return html`<div
    class="notice bad ${MILD.includes(trouble.kind) ? "mild" : ""}"
    role="alert"
    data-trouble=${trouble.kind}>
    <div>
      <p><strong>${title}.</strong> ${BRIEF.includes(trouble.kind) && session.running ? nothing : how}</p>
      ${trouble.fix ? html`<p class="buttons">${fixes[trouble.fix]()}</p>` : nothing}
    </div>
  </div>`;
}
