/** The small buttons above a result: compare, review, rename, delete. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { actions, reviewing as reviewWords } from "../../words/review.js";

/** @type {(name: string, icon: unknown, act: () => void, key?: string) => unknown} */
const tool = (name, icon, act, key = "") =>
  html`<button
    class="button bare icon"
    type="button"
    aria-label=${name}
    title=${key ? `${name} (${key})` : name}
    aria-keyshortcuts=${key || nothing}
    @click=${act}>
    ${icon}
  </button>`;

/** @param {import("./page.js").ReviewPage} page */
export function tools(page) {
  const { edit } = page;
  const of = page.own ? "" : `&of=${encodeURIComponent(page.analysis?.owner?.id ?? "")}`;
  return html`<div class="tools" role="group" aria-label=${actions.group}>
    ${page.report
      ? html`<a
          class="button bare compare"
          href="/compare?after=${encodeURIComponent(page.set)}${of}"
          title=${actions.compare}
          >${icons.beside}<span>${actions.compare}</span></a
        >`
      : nothing}
    ${page.report && page.said.review
      ? html`<button
          class="button bare toggle"
          type="button"
          aria-pressed=${String(page.said.on)}
          aria-keyshortcuts="r"
          title="${page.said.on ? reviewWords.stop : reviewWords.review} (r)"
          @click=${() => page.said.switch()}>
          ${icons.agree}<span>${page.said.on ? reviewWords.stop : reviewWords.review}</span>
        </button>`
      : nothing}
    ${page.own
      ? html`${tool(actions.rename, icons.pen, () => page.dialogs.value?.rename())}
        ${tool(actions.day, icons.day, () => edit.changeDay())}
        ${page.busy ? nothing : tool(actions.again, icons.again, () => edit.choose())}
        ${tool(actions.remove, icons.bin, () => edit.remove(), "d")}`
      : nothing}
  </div>`;
}
