/** Taking a result along: what to send, what to print, and every file. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { fileSize } from "../../lib/formatting.js";
import { review as words } from "../../words/review.js";
import { fold } from "./details.js";

const ORDER = Object.keys(words.files);

/** @param {{files: any[], has_video: boolean, id: string, state: string}} analysis */
function downloads(analysis) {
  const list = analysis.files
    .filter((f) => ORDER.includes(f.name))
    .sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name))
    .map((f) => ({ ...f, at: `${f.url}${f.url.includes("?") ? "&" : "?"}download=1` }));
  if (analysis.has_video) {
    list.push({ name: "video", at: `/api/analyses/${analysis.id}/video?download=1` });
  }
  return html`<ul class="plain">
      ${list.map(
        (f) =>
          html`<li>
            <a class="file" href=${f.at} download data-name=${f.name}
              >${icons.down}<span>
                ${words.files[f.name][0]}<span class="small quiet"
                  >${words.files[f.name][1]}${f.bytes ? `, ${fileSize(f.bytes)}` : ""}</span
                ></span
              ></a
            >
          </li>`,
      )}
      <li>
        <button class="file" type="button" @click=${() => print()}>
          ${icons.print}<span>${words.print}</span>
        </button>
      </li>
    </ul>
    ${analysis.state === "running" ? html`<p class="small quiet">${words.writing}</p>` : nothing}`;
}

/** @param {any} analysis */
export const sharing = (analysis) =>
  fold("files", words.headings.files, html`<div class="files">${downloads(analysis)}</div>`);
