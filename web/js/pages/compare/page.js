/** `<fc-compare>`: two sets, or two reps, beside each other, and what changed between them. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { clientId, forClient, withClient } from "../../api/client-scope.js";
import { api, ApiError } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";
import "../../components/header.js";
import { exerciseFigure } from "../../components/exercise-figure.js";
import { mark } from "../../components/icons.js";
import { words } from "../../words/compare.js";
import { words as shared } from "../../words/shared.js";
import { differenceList } from "./differences.js";
import { comparisonForm } from "./form.js";
import "./pair.js";

const MANY = 200;
const NEWEST_FIRST = { sort: "created", order: "desc" };
const AGAIN = 2000;
const number = (text) => (/^\d+$/.test(text ?? "") ? Number(text) : null);

class Compare extends LitElement {
  static properties = {
    asked: { state: true },
    exercise: { state: true },
    exercises: { state: true },
    sets: { state: true },
    data: { state: true },
    known: { state: true },
    trouble: { state: true },
    ready: { state: true },
  };

  constructor() {
    super();
    this.exercise = "";
    this.exercises = [];
    this.sets = [];
    this.data = null;
    this.known = new Map();
    this.trouble = null;
    this.ready = false;
    this.turn = 0;
    this.#read();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("popstate", this.#back);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("popstate", this.#back);
    clearTimeout(this.timer);
  }

  #back = () => {
    this.#read();
    this.load();
  };

  #read() {
    const given = new URLSearchParams(location.search);
    const [beforeRep, afterRep] = [number(given.get("before_rep")), number(given.get("after_rep"))];
    const both = beforeRep !== null && afterRep !== null;
    this.asked = {
      before: given.get("before") ?? "",
      after: given.get("after") ?? "",
      beforeRep: both ? beforeRep : null,
      afterRep: both ? afterRep : null,
    };
    this.exercise = given.get("exercise") ?? "";
  }

  #write(replace = false) {
    const { before, after, beforeRep, afterRep } = this.asked;
    const query = new URLSearchParams(
      withClient({
        ...(before && { before }),
        ...(after && { after }),
        ...(beforeRep !== null && { before_rep: beforeRep, after_rep: afterRep }),
        ...(!before && !after && this.exercise && { exercise: this.exercise }),
      }),
    );
    history[replace ? "replaceState" : "pushState"](null, "", `/compare?${query}`);
  }

  // --- what is asked of the page -----------------------------------------------------------------

  /** @param {Partial<import("./form.js").Asked>} change */
  look(change) {
    this.asked = { ...this.asked, ...change };
    this.#write();
    this.load();
  }

  /** Another exercise: its two newest sets. */
  take(exercise) {
    this.exercise = exercise;
    this.look({ before: "", after: "", beforeRep: null, afterRep: null });
  }

  whole(whole) {
    if (whole) {
      this.look({ beforeRep: null, afterRep: null });
      return;
    }
    const { before, after } = this.asked;
    const [a, b] = [this.reps("before"), this.reps("after")];
    const second = before === after && b[1] ? b[1] : (b.find((r) => r.side === a[0]?.side) ?? b[0]);
    if (a[0] && second) this.look({ beforeRep: a[0].number, afterRep: second.number });
  }

  /** @param {"before" | "after"} which @returns {import("../../api/types.js").Rep[] | null} */
  reps(which) {
    return this.known.get(this.asked[which])?.report?.reps ?? null;
  }

  // --- asking the server -------------------------------------------------------------------------

  async load() {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const mine = () => turn === this.turn;
    this.ariaBusy = "true";
    try {
      await this.#list(mine);
      if (mine() && this.asked.before && this.asked.after) await this.#both(mine);
      else if (mine()) this.data = null;
      if (mine()) this.trouble = null;
    } catch (error) {
      if (!mine()) return;
      this.trouble = error;
      this.data = null;
      if (error.gone) this.timer = setTimeout(() => this.load(), AGAIN);
      else if (!(error instanceof ApiError)) throw error;
    } finally {
      if (mine()) {
        this.ready = true;
        this.ariaBusy = "false";
      }
    }
  }

  /** The sets to choose from; what the address leaves open is filled in. */
  async #list(mine) {
    const one = this.asked.after || this.asked.before;
    if (one && !this.exercise) {
      try {
        const set = await api.get(`/analyses/${encodeURIComponent(one)}`);
        if (mine()) this.exercise = set.exercise?.id ?? "";
        if (mine() && !clientId() && set.owner && set.owner.id !== (await serverState()).me?.id) {
          location.replace(forClient(location.pathname + location.search, set.owner.id)); // a client's
          return;
        }
      } catch (error) {
        if (error.status !== 404) throw error;
      }
    }
    const query = (exercise) =>
      `/analyses?${new URLSearchParams(withClient({ ...NEWEST_FIRST, exercise, limit: String(MANY) }))}`;
    const data = await api.get(query(this.exercise));
    if (!mine()) return;
    this.exercises = data.exercises;
    if (!this.exercise) {
      const many = data.exercises.find((e) => e.count > 1) ?? data.exercises[0];
      if (!many) return;
      this.exercise = many.id;
      await this.#list(mine);
      return;
    }
    this.sets = data.analyses.filter((set) => set.report_ready);
    this.#fill();
  }

  #fill() {
    const { before, after } = this.asked;
    if (before && after) return;
    const at = this.sets.findIndex((set) => set.id === (after || before));
    const change = after
      ? { before: this.sets[at + 1]?.id ?? this.sets.find((s) => s.id !== after)?.id ?? "" }
      : before
        ? { after: this.sets.find((s) => s.id !== before)?.id ?? "" }
        : { before: this.sets[1]?.id ?? "", after: this.sets[1] ? this.sets[0].id : "" };
    if (!Object.values(change).some(Boolean)) return;
    this.asked = { ...this.asked, ...change };
    this.#write(true);
  }

  async #both(mine) {
    const { before, after } = this.asked;
    const found = await Promise.all([...new Set([before, after])].map((id) => this.#set(id)));
    if (!mine()) return;
    this.known = new Map(found.map((set) => [set.id, set]));
    if (found.some((set) => !set.report)) {
      throw Object.assign(new Error(), { message: words.unready, code: "unready" });
    }
    if (before === after && this.asked.beforeRep === null) {
      const [a, b = a] = this.reps("before");
      if (a) {
        this.asked = { ...this.asked, beforeRep: a.number, afterRep: b.number };
        this.#write(true);
      }
    }
    const { beforeRep, afterRep } = this.asked;
    const query = new URLSearchParams({
      before,
      after,
      ...(beforeRep !== null && { before_rep: beforeRep, after_rep: afterRep }),
    });
    const data = await api.get(`/compare?${query}`);
    if (!mine()) return;
    const [a, b] = [this.#rep("before", beforeRep), this.#rep("after", afterRep)];
    // Another object would begin the players anew.
    this.fixed = a && b ? [a, b] : null;
    this.data = data;
  }

  #rep(which, wanted) {
    return this.reps(which).find((r) => r.number === wanted) ?? null;
  }

  /** @returns {Promise<any>} a set with all that its player needs; what was asked once is kept */
  async #set(id) {
    const had = this.known.get(id);
    if (had?.report) return had;
    const path = `/analyses/${encodeURIComponent(id)}`;
    const set = await api.get(path);
    const optional = async (what, pick) => {
      try {
        return pick(await api.get(`${path}/${what}`));
      } catch (error) {
        if (error.gone) throw error;
        return null; // the rest of the page stands without it
      }
    };
    const [poses, frames] = set.report
      ? await Promise.all([
          optional("poses", (x) => x),
          set.video ? optional("frames", (x) => x.times) : null,
        ])
      : [null, null];
    return { ...set, poses, frames };
  }

  // --- drawing -----------------------------------------------------------------------------------

  render() {
    if (!this.ready) {
      return html`${this.#head()}
        <p class="lead quiet" role="status">${words.loading}</p>`;
    }
    if (!this.exercises.length && !this.trouble) return html`${this.#head()}${this.#empty()}`;
    return html`${this.#head()}
      <div role="status">${this.trouble ? this.#notice() : nothing}</div>
      ${this.exercises.length ? comparisonForm(this) : nothing}
      ${this.data
        ? this.#result()
        : this.trouble
          ? nothing
          : html`<p class="quiet hint">${this.sets.length === 1 ? words.lonely : words.empty.start}</p>`}`;
  }

  #head() {
    if (!this.data) return html`<header class="sentence"><h1 tabindex="-1">${words.title}</h1></header>`;
    const { headline, lead } = this.data;
    const exercise = this.data.after.exercise?.title ?? "";
    return html`<header class="sentence">
      <p class="eyebrow">${words.eyebrow(exercise, words.whats[this.fixed ? "reps" : "sets"])}</p>
      <h1 tabindex="-1">${headline}</h1>
      ${lead ? html`<p class="lead">${lead}</p>` : nothing}
    </header>`;
  }

  #result() {
    const [before, after] = [this.known.get(this.asked.before), this.known.get(this.asked.after)];
    if (!before || !after) return nothing;
    return html`<div class="compared">
      <fc-pair .before=${before} .after=${after} .fixed=${this.fixed}></fc-pair>${differenceList(
        this.data.differences,
      )}
    </div>`;
  }

  #notice() {
    const { trouble } = this;
    const set = this.asked.before || this.asked.after;
    const said = trouble.gone
      ? shared.gone.title
      : set && trouble.status === 404 && trouble.code !== "no_rep"
        ? words.gone
        : (words[{ other_exercise: "other" }[trouble.code]] ?? trouble.message);
    return html`<div class="notice bad">
      ${mark("fault")}
      <div>
        <strong>${said}</strong>
        ${trouble.gone ? html`<p>${shared.gone.message}</p>` : nothing}
        ${trouble.gone || trouble.status >= 500 || trouble.code === "unready"
          ? html`<div class="buttons">
              <button class="button small" type="button" @click=${() => this.load()}>
                ${shared.tryAgain}
              </button>
            </div>`
          : nothing}
      </div>
    </div>`;
  }

  #empty() {
    return html`<div class="state">
      <p class="figures">${exerciseFigure("glute_bridge")}${exerciseFigure("glute_bridge")}</p>
      <h2>${words.empty.title}</h2>
      <p class="lead">${words.empty.message}</p>
      ${clientId()
        ? nothing
        : html`<p class="ways">
            <a class="button main" href="/record">${words.empty.record}</a
            ><a class="button" href="/library">${words.empty.library}</a>
          </p>`}
    </div>`;
  }
}

customElements.define("fc-compare", Compare);
