/** Taking a result along: what to send, what to print, and every file. */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import "../../components/set-links.js";
import { toast } from "../../components/toast.js";
import { fileSize } from "../../lib/formatting.js";
import { review as words } from "../../words/review.js";
import { words as shared } from "../../words/shared.js";
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
    </ul>
    ${analysis.state === "running" ? html`<p class="small quiet">${words.writing}</p>` : nothing}`;
}

/**
 * The ways to hand a result on: a PDF, one file that opens anywhere, paper, in a team the address.
 *
 * @param {any} analysis
 */
function ways(analysis) {
  const file = (name) => analysis.files.find((f) => f.name === name)?.url;
  const [pdf, page] = [file("report.pdf"), file("report.html")];
  const saved = (url) => `${url}${url.includes("?") ? "&" : "?"}download=1`;
  return html`<p class="buttons share">
      ${pdf
        ? html`<a class="button main" href=${saved(pdf)} download>${icons.down}${words.share.pdf}</a>`
        : nothing}
      ${page
        ? html`<a class="button" href=${saved(page)} download>${icons.share}${words.share.page}</a>`
        : nothing}
      <button class="button" type="button" @click=${() => print()}>${icons.print}${words.print}</button>
      ${analysis.owner
        ? html`<button class="button" type="button" @click=${copyAddress}>${words.share.link}</button>`
        : nothing}
    </p>
    <p class="small quiet">${words.share.note}${analysis.owner ? ` ${words.share.linkNote}` : ""}</p>`;
}

/** The address of this page, for those who may see the set anyway. */
async function copyAddress() {
  const { origin, pathname } = location;
  try {
    await navigator.clipboard.writeText(`${origin}${pathname}`);
    toast(words.share.copied);
  } catch {
    toast(`${origin}${pathname}`); // no clipboard here: to be copied by hand
  }
}

/** In a team, of one's own set: a link for somebody who has no account. @param {any} analysis */
const links = (analysis) =>
  html`<div class="set-links">
    <h3>${shared.links.title}</h3>
    <p class="small quiet">${shared.links.about}</p>
    <fc-set-links .set=${analysis.id}></fc-set-links>
  </div>`;

/** @param {any} analysis @param {boolean} own whether it is of the person who looks */
export const sharing = (analysis, own) =>
  fold(
    "files",
    words.headings.files,
    html`${ways(analysis)} ${own && analysis.owner ? links(analysis) : nothing}
      <div class="files">${downloads(analysis)}</div>`,
  );
