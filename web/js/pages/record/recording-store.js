/**
 * One recording as it grows, second by second: in the browser's own file system, where it outlives the
 * page; in memory where there is none, or it is full.
 */

/** @typedef {import("../../lib/recording-folder.js").About} About */

import { canKeep, hold, open, remove } from "../../lib/recording-folder.js";

/** Bytes that may lie in memory: a quarter of an hour at the recorder's rate. */
const MOST_IN_MEMORY = 300_000_000;

/** Fires "more" when there is more of it, and "full" when no more can be taken. */
export class RecordingStore extends EventTarget {
  /** Bytes that there are. */
  size = 0;
  /** Whether it outlives the page. */
  lasting = canKeep();
  #name = crypto.randomUUID();
  /** @type {About} */
  #about;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {((answer: any) => void)[]} of what was asked, in its order */
  #waiting = [];
  /** Bytes in the file. */
  #filed = 0;
  /** @type {Blob[]} what follows those in the file */
  #memory = [];
  /** @type {Promise<unknown>} one thing after the other */
  #last;
  /** @type {() => void} lets other pages have it */
  #release = () => {};
  /** @type {Blob | null} all of it, once it has ended */
  #whole = null;

  /** @param {About} about */
  constructor(about) {
    super();
    this.#about = about;
    this.#last = this.lasting ? this.#open().catch(() => this.#forgo()) : Promise.resolve();
  }

  async #open() {
    this.#release = await hold(this.#name);
    this.#worker = new Worker("/js/pages/record/recording-file.js", { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#waiting.shift()?.(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      for (const answer of this.#waiting.splice(0)) answer({ error: "Error" });
    };
    await this.#ask({ type: "open", name: this.#name });
    await this.#ask({ type: "about", text: JSON.stringify(this.#about) });
  }

  /** Go on in memory: nothing can be written here. */
  #forgo() {
    this.lasting = false;
    this.#close();
  }

  /** @param {object} what @returns {Promise<any>} */
  async #ask(what) {
    const answer = await new Promise((done) => {
      if (!this.#worker) {
        done({ error: "closed" });
        return;
      }
      this.#waiting.push(done);
      this.#worker.postMessage(what);
    });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  /** @template T @param {() => Promise<T>} act @returns {Promise<T>} when all before it is done */
  #then(act) {
    const next = this.#last.then(act);
    this.#last = next.catch(() => {});
    return next;
  }

  /** @param {Blob} blob what was recorded next @returns {Promise<void>} */
  append(blob) {
    return this.#then(async () => {
      if (this.lasting && !this.#memory.length) {
        try {
          await this.#ask({ type: "append", blob });
          this.#filed += blob.size;
          this.#grown(blob.size);
          return;
        } catch {
          // The device is full: what is filed stays, and the rest has to be asked for before the page goes.
        }
      }
      if (this.size - this.#filed + blob.size > MOST_IN_MEMORY) {
        this.dispatchEvent(new Event("full"));
        return;
      }
      this.#memory.push(blob);
      this.#grown(blob.size);
    });
  }

  /** @param {number} by */
  #grown(by) {
    this.size += by;
    this.dispatchEvent(new Event("more"));
  }

  /** Whether all of it outlives the page. */
  get whole() {
    return this.lasting && !this.#memory.length;
  }

  /** Note more of what is known of it. @param {Partial<About>} more */
  note(more) {
    this.#about = { ...this.#about, ...more };
    if (!this.lasting) return Promise.resolve();
    const text = JSON.stringify(this.#about);
    return this.#then(() => this.#ask({ type: "about", text }).catch(() => {}));
  }

  get about() {
    return this.#about;
  }

  /** It has ended. @returns {Promise<Blob>} all of it */
  end() {
    return this.#then(async () => {
      const { type } = this.#about;
      if (this.#worker) await this.#ask({ type: "close" });
      const filed = this.#filed ? [await open(this.#name)] : [];
      this.#whole = new Blob([...filed, ...this.#memory], { type });
      return this.#whole;
    });
  }

  /** @param {number} from @param {number} to @returns {Promise<Blob>} these bytes of it */
  slice(from, to) {
    return this.#then(async () => {
      if (this.#whole) return this.#whole.slice(from, to);
      /** @type {BlobPart[]} */
      const parts = [];
      if (from < this.#filed) {
        const { bytes } = await this.#ask({ type: "read", from, to: Math.min(to, this.#filed) });
        parts.push(bytes);
      }
      if (to > this.#filed) {
        const rest = new Blob(this.#memory);
        parts.push(rest.slice(Math.max(from - this.#filed, 0), to - this.#filed));
      }
      return new Blob(parts);
    });
  }

  /** Forget it. */
  async drop() {
    this.#memory = [];
    await this.#then(async () => {
      this.#close();
      if (this.lasting) await remove(this.#name);
    });
  }

  #close() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#release();
  }
}
