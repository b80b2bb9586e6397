/**
 * `<fc-left>`: the recordings that were left when their page was closed, or their phone went: each is to
 * be checked or deleted.
 */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { api } from "../../api/http.js";
import { RecordingUpload } from "../../api/recording-upload.js";
import { dateAndTime, fileSize } from "../../lib/formatting.js";
import { polling } from "../../lib/polling.js";
import { words as recordWords } from "../../words/record.js";
import { onPhone } from "./device.js";
import { canKeep, hold, leftRecordings, remove } from "../../lib/recording-folder.js";
import { Recording } from "./recordings.js";
import { keepSection } from "./result-step.js";

/** @import { OpenRecordings } from "../../../types/api.js" */
/** @typedef {{id: string, title: string, size: number, recording: Recording}} Left */

const words = recordWords.left;

/** Seconds without news after which a recording that the server has some of was left. */
const QUIET = 30;

class LeftRecordings extends LitElement {
  static properties = { owner: { attribute: false }, list: { state: true } };

  constructor() {
    super();
    /** Id of who is here. */
    this.owner = "";
    /** @type {Left[]} */
    this.list = [];
    /** @type {ReturnType<typeof polling> | null} */
    this.poll = null;
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    if (canKeep()) for (const one of await leftRecordings(this.owner)) this.#add(here(one));
    // What a phone sent is for the computer: a phone cannot ask what there is.
    if (!onPhone && this.isConnected) this.poll = polling(() => this.#askServer());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.poll?.stop();
  }

  /** @param {Left} left */
  #add(left) {
    if (this.list.some(({ id }) => id === left.id)) return;
    left.recording.addEventListener("change", () => this.requestUpdate());
    this.list = [...this.list, left];
  }

  async #askServer() {
    /** @type {OpenRecordings} */
    const { recordings } = await api.get("/uploads");
    for (const one of recordings) if (one.quiet > QUIET && one.bytes > 0) this.#add(onServer(one));
    return false;
  }

  render() {
    return this.list.map(
      ({ title, size, recording }) =>
        html`<section class="keeping">
          <h2>${title}</h2>
          <p>
            ${recording.keeping.left === "here" ? words.here : words.onServer}
            ${size ? html`<span class="quiet">${fileSize(size)}</span>` : nothing}
          </p>
          ${keepSection(recording.keeping, {
            keep: () => recording.keep(),
            discard: () => recording.discard(),
          })}
        </section>`,
    );
  }
}

customElements.define("fc-left", LeftRecordings);

/** @param {string} exercise @param {string} begun ISO 8601 */
const titleOf = (exercise, begun) => words.title(exercise, dateAndTime(begun));

/** @param {Awaited<ReturnType<typeof leftRecordings>>[number]} one @returns {Left} */
function here({ name, about, video }) {
  const { title, exercise, mirrored, counted = false, broken = false, analysis = null, upload: id } = about;
  const whole = new Blob([video], { type: about.type });
  const store = Object.assign(new EventTarget(), {
    size: video.size,
    whole: true,
    slice: async (/** @type {number} */ from, /** @type {number} */ to) => whole.slice(from, to),
    end: async () => whole,
    drop: () => remove(name),
  });
  // Another page of this browser leaves it alone.
  hold(name);
  const upload = id ? lateUpload(store, { name: title, exercise, mirrored, id }) : null;
  const recorded = { store, upload, title, exercise, analysis, mirrored };
  const recording = new Recording(recorded, { state: "asking", counted, broken, left: "here" });
  return { id: id ?? name, title: titleOf(title, about.begun), size: video.size, recording };
}

/**
 * The rest of what the server has some of: sent once it is to be kept.
 *
 * @param {import("../../api/recording-upload.js").Growing} store
 * @param {{name: string, exercise: string, mirrored: boolean, id: string}} about
 * @returns {import("./recordings.js").Sent}
 */
const lateUpload = (store, about) => ({
  finish: (how) => new RecordingUpload(store, about).finish(how),
  drop: () => api.delete(`/uploads/${about.id}`).catch(() => {}),
});

/** @param {OpenRecordings["recordings"][number]} one @returns {Left} */
function onServer({ id, name, exercise, begun, bytes, mirrored }) {
  const title = name.replace(/\.\w+$/, "");
  const upload = {
    finish: async () => (await api.post(`/uploads/${id}/end`, { bytes, mirrored })).analysis,
    drop: () => api.delete(`/uploads/${id}`),
  };
  const recorded = { store: null, upload, title, exercise, analysis: null, mirrored };
  const recording = new Recording(recorded, { state: "asking", counted: false, left: "server" });
  return { id, title: titleOf(title, begun), size: bytes, recording };
}
