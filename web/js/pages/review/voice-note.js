/** `<fc-voice-note>`: records what is said aloud in a comment, and plays it before it is saved. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { voice as words } from "../../words/review.js";

const MOST_SECONDS = 120;
/** Bits a second of speech; two minutes are less than what the server takes. */
const BITS = 32_000;

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/** @typedef {{audio: string, seconds: number}} Recorded base64, as the API takes it */
/** @typedef {Recorded | {url: string, seconds: number}} Voice just recorded, or kept already */

/** @returns {boolean} whether this browser can record at all; only over https or on this computer */
const canRecord = () => Boolean(navigator.mediaDevices) && typeof MediaRecorder === "function";

/** @param {Blob} blob @returns {Promise<string>} its bytes in base64 */
async function base64(blob) {
  let text = "";
  for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text);
}

/** @param {Recorded} recorded @returns {string} a URL that plays it, to be revoked */
const playable = ({ audio }) =>
  URL.createObjectURL(new Blob([Uint8Array.from(atob(audio), (c) => c.charCodeAt(0))]));

/** @fires voice with `detail` the {@link Recorded}, or null when it is to be deleted */
export class VoiceNote extends LitElement {
  static properties = {
    voice: { attribute: false },
    since: { state: true },
    seconds: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    /** @type {Voice | null} */
    this.voice = null;
    /** When the recording began, on the page's clock; 0: nothing is recorded. */
    this.since = 0;
    this.seconds = 0;
    this.problem = "";
    /** @type {MediaRecorder | null} */
    this.recorder = null;
    this.url = "";
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
    this.#forget();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("voice")) return;
    this.#forget();
    if (!this.voice) return;
    this.url = "url" in this.voice ? this.voice.url : playable(this.voice);
  }

  #forget() {
    if (this.url.startsWith("blob:")) URL.revokeObjectURL(this.url);
    this.url = "";
  }

  async #begin() {
    this.problem = "";
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.problem = words.noMicrophone;
      return;
    }
    if (!this.isConnected) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
    /** @type {Blob[]} */
    const pieces = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = () => this.#take(pieces);
    recorder.start();
    this.recorder = recorder;
    this.since = performance.now();
    this.seconds = 0;
    this.clock = setInterval(() => this.#tick(), 250);
  }

  #tick() {
    this.seconds = (performance.now() - this.since) / 1000;
    if (this.seconds >= MOST_SECONDS) this.#end();
  }

  #end() {
    clearInterval(this.clock);
    this.recorder?.stop();
    for (const track of this.recorder?.stream.getTracks() ?? []) track.stop();
    this.recorder = null;
  }

  /** @param {Blob[]} pieces of what was recorded */
  async #take(pieces) {
    const seconds = Math.max((performance.now() - this.since) / 1000, 0.1);
    this.since = 0;
    const audio = await base64(new Blob(pieces));
    if (audio && this.isConnected) this.#tell({ audio, seconds });
  }

  /** @param {Recorded | null} detail */
  #tell(detail) {
    this.dispatchEvent(new CustomEvent("voice", { detail }));
  }

  /** Begin to record, or end what is recorded; does nothing where a note is there already. */
  switch() {
    if (this.recorder) this.#end();
    else if (!this.voice && !this.since && canRecord()) this.#begin();
  }

  render() {
    if (this.since) {
      return html`<button
        class="button small recording"
        type="button"
        aria-keyshortcuts="v"
        @click=${() => this.#end()}>
        ${words.stop(Math.floor(this.seconds))}
      </button>`;
    }
    if (this.voice) {
      return html`<span class="voice">
        <audio
          controls
          preload="metadata"
          src=${this.url}
          aria-label=${words.note(this.voice.seconds)}></audio>
        <button
          class="button bare icon small"
          type="button"
          aria-label=${words.remove}
          @click=${() => this.#tell(null)}>
          ${icons.bin}
        </button>
      </span>`;
    }
    if (!canRecord()) return nothing;
    return html`<button
        class="button small"
        type="button"
        aria-keyshortcuts="v"
        title="${words.record} (v)"
        @click=${() => this.#begin()}>
        ${words.record}</button
      >${this.problem ? html`<span class="small" role="alert">${this.problem}</span>` : nothing}`;
  }
}

customElements.define("fc-voice-note", VoiceNote);
