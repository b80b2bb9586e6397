/** What home and the library share: sets, uploads, and the word when one arrives or is done. */

import { api } from "../api.js";
import { dropAnywhere } from "../shell/dropzone.js";
import { exercises } from "../shell/exercises.js";
import { toast } from "../shell/toast.js";
import { of } from "../shell/whose.js";
import { Uploads } from "../upload/uploads.js";
import { words as sending } from "../words/upload.js";
import { words } from "../words/library.js";
import { deeds } from "./acting.js";
import { called, outcome } from "./names.js";
import { Sets } from "./sets.js";

/**
 * Set a page's element up: `sets`, `uploads`, `deeds`, `exercises`, `state` (of /api/state, null
 * until it is known), redrawn whenever something changes.
 *
 * @param {import("/vendor/lit-3.3.3.js").LitElement} page
 * @param {Record<string, string>} [query] of the list
 * @param {number} [size] rows a page
 */
export function arriving(page, query, size) {
  const draw = () => page.requestUpdate();
  page.sets = new Sets(query, size);
  page.uploads = new Uploads();
  page.deeds = deeds(page.sets);
  page.exercises = [];
  page.state = null;

  page.sets.addEventListener("change", () => { draw(); if (!page.state) know(); });
  page.sets.addEventListener("finished", ({ detail: set }) => {
    toast(outcome(set), { action: [words.open, () => location.assign(`/review/${set.id}`)] });
  });
  page.uploads.addEventListener("change", draw);
  page.uploads.addEventListener("arrived", ({ detail: set }) => {
    if (set.known) {
      toast(sending.known(called(set)), { action: [words.open, () => location.assign(`/review/${set.id}`)] });
    }
    page.sets.refresh();
  });
  if (!of()) dropAnywhere((files) => page.take(files));

  let asking = false;
  async function know() {
    if (asking) return;
    asking = true;
    try {
      [page.state, page.exercises] = await Promise.all([api.get("/state"), exercises()]);
      page.uploads.limits = page.state.limits;
      draw();
    } catch {
      // The list asks again by itself, and this with it.
    } finally {
      asking = false;
    }
  }
}
