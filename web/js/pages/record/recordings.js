/** The recordings of this page's sets, and those left by an earlier one, until each is kept or discarded. */

/** @import { Exercise, LiveResult } from "../../api/types.js" */
/** @import { Analysis } from "../../../types/api.js" */
/** @typedef {import("../../lib/recording-folder.js").About} About */

import { messageOf } from "../../api/http.js";
import { uploadFile } from "../../api/resumable-upload.js";
import { fileName, Recorder } from "./recorder.js";

/**
 * What becomes of the recording. `counted`: whether the live set has a repetition; `share` of it was sent,
 * `away`: the server does not answer; `set`: id of what it became; `passing`: whether it is lost when the
 * page is closed; `left`: where it lies that an earlier page left.
 *
 * @typedef {"none" | "asking" | "sending" | "failed" | "kept" | "discarded" | "broken" | "impossible"} Fate
 * @typedef {{state: Fate, counted?: boolean, broken?: boolean, share?: number, away?: boolean,
 *   error?: string, set?: string, passing?: boolean, left?: "here" | "server"}} Keeping
 */

/**
 * Where the recording is: on this device, and sent to the server while it was filmed.
 *
 * @typedef {{end: () => Promise<Blob>, drop: () => Promise<void>, whole: boolean}} Stored
 * @typedef {{finish: (how: {analysis: string | null, mirrored: boolean,
 *   onProgress?: (progress: {sent: number, bytes: number, away: boolean}) => void}) =>
 *   Promise<Analysis | null>, drop: () => Promise<void>}} Sent
 */

/**
 * One recording. `analysis`: id of the live set that it is of, null where it becomes a set of its own.
 *
 * @typedef {{store: Stored | null, upload: Sent | null, title: string, exercise: string | null,
 *   analysis: string | null, mirrored: boolean}} Recorded
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
    const passing = recorded?.store ? !recorded.store.whole : false;
    this.keeping = { ...keeping, passing };
  }

  /** Whether more than the video of a set that was counted is yet to be kept or discarded. */
  get open() {
    const { counted, state } = this.keeping;
    return this.#recorded !== null && (!counted || state === "sending");
  }

  /** Whether leaving the page would lose it. */
  get needed() {
    return this.open && Boolean(this.keeping.passing);
  }

  /** Send it to the server, which keeps and checks it. */
  async keep() {
    const recorded = this.#recorded;
    if (!recorded || this.keeping.state === "sending") return;
    this.#change({ state: "sending", share: 0, error: "" });
    try {
      const set = (await this.#finished(recorded)) ?? (await this.#sent(recorded));
      this.#recorded = null;
      this.#change({ state: "kept", set: set?.id });
      await recorded.store?.drop();
    } catch (error) {
      this.#change({ state: "failed", error: messageOf(error) });
    }
  }

  /**
   * @param {{sent: number, bytes: number, away: boolean}} progress
   */
  #progress = ({ sent, bytes, away }) => this.#change({ share: sent / bytes, away });

  /** @param {Recorded} recorded which was sent while it was filmed; null where it was not */
  #finished({ upload, analysis, mirrored }) {
    const about = { analysis, mirrored: analysis === null && mirrored, onProgress: this.#progress };
    return upload?.finish(about) ?? null;
  }

  /** Send all of it. @param {Recorded} recorded */
  async #sent({ store, title, exercise, analysis, mirrored }) {
    if (!store) throw new Error("nothing is here");
    const video = await store.end();
    const name = fileName(title, video.type);
    return uploadFile(new File([video], name, { type: video.type }), {
      name,
      exercise,
      analysis,
      mirrored: analysis === null && mirrored,
      onProgress: this.#progress,
    });
  }

  discard() {
    const recorded = this.#recorded;
    if (!recorded) return;
    this.#recorded = null;
    recorded.upload?.drop();
    recorded.store?.drop();
    this.#change({ state: "discarded" });
  }

  /** @param {Partial<Keeping>} keeping */
  #change(keeping) {
    this.keeping = { ...this.keeping, ...keeping };
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * A set that has ended: its recording, `broken` where it stops before the set did, whether the camera
 * `mirrored` it, and whether the set ended `byItself`.
 *
 * @typedef {{result: LiveResult, recorded: Awaited<ReturnType<Recorder["stop"]>>, broken: boolean,
 *   mirrored: boolean, byItself: boolean}} Ended
 */

/** @param {Exercise | null} exercise @param {Ended} ended @returns {Recording} */
export function recordingOf(exercise, { result, recorded, broken, mirrored }) {
  const counted = result.id !== null;
  if (!recorded || !exercise) {
    const state = broken ? "broken" : Recorder.possible ? "none" : "impossible";
    return new Recording(null, { state, counted, broken });
  }
  // Reps were counted that a recording with an end does not show: it becomes a set of its own.
  const analysis = broken ? null : result.id;
  recorded.store.note({ analysis, counted, broken, mirrored });
  const { id, title } = exercise;
  return new Recording(
    { ...recorded, title, exercise: id, analysis, mirrored },
    { state: "asking", counted, broken },
  );
}
