/** What is seen while a set is recorded, step by step: choosing, the camera's picture, the result. */

/** @typedef {import("./page.js").Record} Page */
/** @typedef {import("./session.js").LiveSession} LiveSession */
/** @import { Exercise, LiveResult } from "../../api/types.js" */

import { html, nothing } from "/vendor/lit-3.3.3.js";
import { chooseStep, notYet } from "./choose-step.js";
import { onPhone } from "./device.js";
import { pastSets, restStep } from "./rest-step.js";
import { resultStep } from "./result-step.js";
import { setStep } from "./set-step.js";
import { settings, switches } from "./settings.js";
import { setupStep } from "./setup-step.js";
import { troubleNotice } from "./trouble-notice.js";

/** @param {Page} page */
export function recordView(page) {
  const { session, chosen, result, recording, series } = page;
  if (result && recording && series) return afterSet(page, result, recording, series);
  return session && chosen ? picture(page, session, chosen) : choosing(page);
}

/** @param {Page} page */
function choosing(page) {
  const { all, chosen, place, failure } = page;
  if (failure || !all || !chosen || !place) return notYet(failure, () => page.load());
  return html`${chooseStep(all, chosen, place, {
      choose: (exercise) => page.choose(exercise),
      go: () => page.begin(),
      stand: (other) => page.standAt(other),
    })}${pastSets(page.unsettled)}<fc-left .owner=${page.owner}></fc-left>${onPhone
      ? nothing
      : html`<fc-phone .exercises=${all}></fc-phone>`}`;
}

/**
 * @param {Page} page
 * @param {LiveResult} result
 * @param {import("./recordings.js").Recording} recording of the set
 * @param {import("./series.js").Series} series that it belongs to
 */
const afterSet = (page, result, recording, series) =>
  html`${series.left === null ? nothing : restStep(series)}
  ${resultStep(result, recording.keeping, {
    keep: () => recording.keep(),
    discard: () => recording.discard(),
    again: () => page.leave(),
    load: () => page.noteLoad(),
    next: afterCircuit(),
  })}${pastSets(series.past)}`;

/** @returns {string | undefined} where the activation circuit goes on, when the set is a part of it */
function afterCircuit() {
  const step = Number(new URLSearchParams(location.search).get("circuit"));
  return step ? `/circuit?after=${step}` : undefined;
}

/**
 * The camera's picture, while it is set up and through the set.
 *
 * @param {Page} page
 * @param {LiveSession} session
 * @param {Exercise} exercise
 */
function picture(page, session, exercise) {
  const { step, prefs } = page;
  const { answer, stream } = session;
  const controls = switches(prefs, (what) => page.flip(what));
  const trouble = troubleNotice(session, { again: () => page.beginAnew() });
  const parts = {
    controls,
    trouble,
    title: page.series?.title ?? "",
    settings: setupSettings(page, session, controls),
  };
  const { before, after } =
    answer && step === "set"
      ? { before: nothing, after: setStep(answer, exercise, parts, { stop: () => session.ask("end") }) }
      : setupStep(session, exercise, parts, {
          back: () => page.leave(),
          anyway: () => session.ask("force"),
          now: () => session.ask("start"),
        });
  // One template for both steps: the picture is watched through them and must stay the same.
  return html`<div class="frame" data-step=${step}>
    ${before}<fc-picture
      .stream=${stream}
      .marks=${answer?.cue?.landmarks ?? []}
      ?mirror=${prefs.mirror && !session.camera.facesAway}
      ?skeleton=${prefs.skeleton}></fc-picture
    >${after}
  </div>`;
}

/** @param {Page} page @param {LiveSession} session @param {unknown} controls */
const setupSettings = (page, session, controls) =>
  settings(
    session,
    page.prefs,
    { cameras: page.cameras, controls },
    {
      prefer: (changed) => page.prefer(changed),
      device: (id) => page.useDevice(id),
      mirrored: (yes) => page.mirror(yes),
    },
  );
