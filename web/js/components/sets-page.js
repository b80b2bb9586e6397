/** What home and the library share: the list of sets, uploads, and a word when one arrives or is done. */

/** @import { Analysis, ExerciseOut, State } from "../../types/api.js" */

import { LitElement } from "/vendor/lit-3.3.3.js";
import { clientId } from "../api/client-scope.js";
import { exercises } from "../api/exercises.js";
import { serverState } from "../api/server-state.js";
import { Sets } from "../api/sets.js";
import { Uploads } from "../api/uploads.js";
import { words } from "../words/library.js";
import { words as uploadWords } from "../words/upload.js";
import { dropAnywhere } from "./dropzone.js";
import { setActions } from "./set-actions.js";
import { resultMessage, setName } from "./set-row.js";
import { toast } from "./toast.js";

/** A page with a list of sets, drawn again whenever something in it changes. */
export class SetsPage extends LitElement {
  #asking = false;

  /**
   * @param {Record<string, string>} query of the list
   * @param {number} [size] rows a page
   */
  constructor(query, size) {
    super();
    this.sets = new Sets(query, size);
    this.uploads = new Uploads();
    this.actions = setActions(this.sets);
    /** @type {ExerciseOut[]} */
    this.exercises = [];
    /** @type {State | null} null until it is known */
    this.state = null;

    this.sets.addEventListener("change", () => {
      this.requestUpdate();
      if (!this.state) this.#askState();
    });
    this.sets.addEventListener("finished", ({ detail: set }) => toast(resultMessage(set), open(set)));
    this.uploads.addEventListener("change", () => this.requestUpdate());
    this.uploads.addEventListener("arrived", ({ detail: set }) => {
      if (set.known) toast(uploadWords.known(setName(set)), open(set));
      this.sets.refresh();
    });
    if (!clientId()) dropAnywhere((files) => this.take(files));
  }

  createRenderRoot() {
    return this;
  }

  /** Files dropped on the page. @param {File[]} files */
  take(files) {
    this.uploads.add(files);
  }

  updated() {
    // The queue and the form hold the same objects throughout, changed inside.
    for (const part of this.querySelectorAll("fc-queue, fc-upload")) part.requestUpdate();
  }

  async #askState() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      [this.state, this.exercises] = await Promise.all([serverState(), exercises()]);
      this.uploads.limits = this.state.limits;
      this.requestUpdate();
    } catch {
      // The list asks again by itself, and this with it.
    } finally {
      this.#asking = false;
    }
  }
}

/** @param {Analysis} set @returns {{action: [string, () => void]}} */
const open = (set) => ({ action: [words.open, () => location.assign(`/review/${set.id}`)] });
