/** The recordings of this page's sets, until each is kept or discarded. */

/** @import { Exercise, LiveResult } from "../../api/types.js" */

import { messageOf } from "../../api/http.js";
import { uploadFile } from "../../api/resumable-upload.js";
import { Recorder } from "./recorder.js";

/**
 * What becomes of the recording. `counted`: whether the live set has a repetition; `share` of it was sent,
 * `away`: the server does not answer; `set`: id of what it became.
 *
 * @typedef {"none" | "asking" | "sending" | "failed" | "kept" | "discarded" | "broken" | "impossible"} Fate
 * @typedef {{state: Fate, counted?: boolean, broken?: boolean, share?: number, away?: boolean,
 *   error?: string, set?: string}} Keeping
 */

/**
 * One recording. `analysis`: id of the live set that it is of, null where it becomes a set of its own.
 *
 * @typedef {{video: Blob, exercise: Exercise, analysis: string | null, mirrored: boolean}} Recorded
 */

/** Fires "change" whenever `keeping` has changed. */
export class Recording extends EventTarget {
  /** @type {Keeping} */
  keeping;
  /** @type {Recorded | null} until it is kept or discarded */
  #recorded;

  /** @param {Recorded | null} recorded @param {Keeping} keeping */
  constructor(recorded, keeping) {
    super();
    this.#recorded = recorded;
    this.keeping = keeping;
  }

  /** Whether leaving the page would lose more than the video of a set that was counted. */
  get needed() {
    const { counted, state } = this.keeping;
    return this.#recorded !== null && (!counted || state === "sending");
  }

  /** Send it to the server, which keeps and checks it. */
  async keep() {
    const recorded = this.#recorded;
    if (!recorded || this.keeping.state === "sending") return;
    const { video, exercise, analysis, mirrored } = recorded;
    this.#change({ state: "sending", share: 0, error: "" });
    const suffix = video.type.endsWith("mp4") ? "mp4" : "webm";
    const file = new File([video], `${exercise.title}.${suffix}`, { type: video.type });
    try {
      const set = await uploadFile(file, {
        name: file.name,
        exercise: exercise.id,
        analysis,
        mirrored: analysis === null && mirrored,
        onProgress: ({ sent, bytes, away }) => this.#change({ share: sent / bytes, away }),
      });
      this.#recorded = null;
      this.#change({ state: "kept", set: set?.id });
    } catch (error) {
      this.#change({ state: "failed", error: messageOf(error) });
    }
  }

  discard() {
    this.#recorded = null;
    this.#change({ state: "discarded" });
  }

  /** @param {Partial<Keeping>} keeping */
  #change(keeping) {
    this.keeping = { ...this.keeping, ...keeping };
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * A set that has ended: its video, `broken` where it stops before the set did, whether the camera
 * `mirrored` it, and whether the set ended `byItself`.
 *
 * @typedef {{result: LiveResult, video: Blob | null, broken: boolean, mirrored: boolean,
 *   byItself: boolean}} Ended
 */

/** @param {Exercise | null} exercise @param {Ended} ended @returns {Recording} */
export function recordingOf(exercise, { result, video, broken, mirrored }) {
  const counted = result.id !== null;
  if (!video || !exercise) {
    const state = broken ? "broken" : Recorder.possible ? "none" : "impossible";
    return new Recording(null, { state, counted, broken });
  }
  // Reps were counted that a recording with an end does not show: it becomes a set of its own.
  const analysis = broken ? null : result.id;
  return new Recording({ video, exercise, analysis, mirrored }, { state: "asking", counted, broken });
}
