/** Taking a result along: what to send, what to print, and every file. */

/** @import { SetDetail } from "../../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import "../../components/set-links.js";
import { toast } from "../../components/toast.js";
import { fileSize } from "../../lib/formatting.js";
import { review as words } from "../../words/review.js";
import { words as shared } from "../../words/shared.js";
import { fold } from "./details.js";

/** @param {string} url @returns {string} from where the browser saves it */
const saved = (url) => `${url}${url.includes("?") ? "&" : "?"}download=1`;

/** @param {SetDetail} analysis */
function downloads(analysis) {
  const known = new Map(analysis.files.map((file) => [file.name, file]));
  const video = { url: `/api/analyses/${analysis.id}/video`, bytes: null };
  const list = Object.entries(words.files).flatMap(([name, [title, about]]) => {
    const file = known.get(name) ?? (name === "video" && analysis.has_video ? video : null);
    return file ? [{ name, title, about, url: saved(file.url), bytes: file.bytes }] : [];
  });
  return html`<ul class="plain">
      ${list.map(
        (f) =>
          html`<li>
            <a class="file" href=${f.url} download data-name=${f.name}
              >${icons.down}<span>
                ${f.title}<span class="small quiet"
                  >${f.about}${f.bytes ? `, ${fileSize(f.bytes)}` : ""}</span
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
 * @param {SetDetail} analysis
 */
function ways(analysis) {
  const file = (/** @type {string} */ name) => analysis.files.find((f) => f.name === name)?.url;
  const [pdf, page] = [file("report.pdf"), file("report.html")];
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

/** In a team, of one's own set: a link for somebody who has no account. @param {SetDetail} analysis */
const links = (analysis) =>
  html`<div class="set-links">
    <h3>${shared.links.title}</h3>
    <p class="small quiet">${shared.links.about}</p>
    <fc-set-links .set=${analysis.id}></fc-set-links>
  </div>`;

/** @param {SetDetail} analysis @param {boolean} own whether it is of the person who looks */
export const sharing = (analysis, own) =>
  fold(
    "files",
    words.headings.files,
    html`${ways(analysis)} ${own && analysis.owner ? links(analysis) : nothing}
      <div class="files">${downloads(analysis)}</div>`,
  );
