/** What is wrong with a set just now, the most pressing first. */

/** @import { words as Words } from "../../words/record.js" */
/**
 * As in words.trouble; `Kind` are those whose text never varies.
 *
 * @typedef {typeof Words.trouble} Texts
 * @typedef {"slow" | "helped" | "hidden" | "lowSpace"} Varying
 * @typedef {Varying | "again" | "reconnect" | "upload" | "film" | "back"} Other
 * @typedef {Exclude<keyof Texts, Other>} Kind
 * @typedef {Kind | Varying} Trouble
 * @typedef {"camera" | "page" | "film" | ""} Fix what puts it right
 * @typedef {{kind: Trouble, text: string[], fix: Fix}} Shown
 */

/** Milliseconds for which something that is over is still shown. */
const SHOWN_FOR = 8000;

/** @type {Kind[]} those that a camera that works puts right */
const CAMERA = ["refused", "none", "used", "insecure", "cameraFailed", "cameraLost", "cameraMuted"];

/** @type {Kind[]} those that let nothing begin */
const FATAL = ["noWasm", "modelFailed", "refusedByServer"];

/** @type {Trouble[]} those that a set goes on with */
const LESSER = [
  "recordingFailed",
  "turned",
  "linkGone",
  "linkLost",
  "hidden",
  "slow",
  "lowSpace",
  "helped",
];

/** The most pressing first. */
const PRESSING = [...FATAL, ...CAMERA, ...LESSER];

/** Fires "change". */
export class Troubles extends EventTarget {
  /** @type {Map<Trouble, Shown>} */
  #known = new Map();
  #timer = 0;
  #texts;

  /** @param {Texts} texts */
  constructor(texts) {
    super();
    this.#texts = texts;
  }

  /** The most pressing of what is wrong, or null. */
  get first() {
    return PRESSING.map((kind) => this.#known.get(kind)).find((trouble) => trouble) ?? null;
  }

  /** @param {Kind} kind @param {Fix} [fix] */
  report(kind, fix = "") {
    this.show({ kind, text: this.#texts[kind], fix });
  }

  /** Until it is put right; for a while where it is over. @param {Shown & {passing?: boolean}} trouble */
  show({ kind, text, fix, passing = false }) {
    this.#known.set(kind, { kind, text, fix });
    if (passing) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.fixed(kind), SHOWN_FOR);
    }
    this.#change();
  }

  /** @param {Trouble} kind */
  fixed(kind) {
    if (this.#known.delete(kind)) this.#change();
  }

  /** A camera works. */
  cameraWorks() {
    CAMERA.forEach((kind) => this.#known.delete(kind));
    this.#change();
  }

  close() {
    clearTimeout(this.#timer);
  }

  #change() {
    this.dispatchEvent(new Event("change"));
  }
}
