/** One file sent in pieces; it goes on from where it stopped after an interruption. */

/** @import { Analysis, NewUpload, Upload as Arriving } from "../../types/api.js" */

import { words as shared } from "../words/shared.js";
import { words } from "../words/upload.js";
import { api, ApiError, sendBytes } from "./http.js";
import { forgetUpload, recallUpload, rememberUpload, uploadKey } from "./remembered-uploads.js";

/** @typedef {import("./remembered-uploads.js").Purpose} Purpose */

const PAUSES = [1, 2, 4, 8, 15];
const PIECE = 4 * 1024 * 1024;

/**
 * @typedef {object} Progress
 * @property {number} sent bytes the server has, or is about to have
 * @property {number} bytes of the whole file
 * @property {boolean} away the server does not answer just now; it is tried again by itself
 */

/**
 * Send a file and return the analysis that it becomes. While the server is away it waits and goes
 * on from the server's own offset; a file that was begun earlier goes on as well.
 *
 * @param {File | Blob} file
 * @param {object} [options]
 * @param {string} [options.name] what it is called; the file's name without it
 * @param {string | null} [options.exercise] exercise id; recognised without it
 * @param {string | null} [options.analysis] id of the live set that this is the recording of
 * @param {boolean} [options.keepSound] keep the video with its sound
 * @param {boolean} [options.mirrored] a selfie camera mirrored it
 * @param {(progress: Progress) => void} [options.onProgress]
 * @param {AbortSignal} [options.signal] stops it; what was sent is kept, `drop` discards it
 * @returns {Promise<Analysis & {known: boolean}>} the Analysis; `known` when the same file was there
 * @throws {ApiError} refused for good: too large, disk full, not a video...
 * @throws {DOMException} AbortError
 */
export async function uploadFile(
  file,
  {
    name,
    exercise = null,
    analysis = null,
    keepSound = false,
    mirrored = false,
    onProgress = () => {},
    signal,
  } = {},
) {
  const title = name ?? (file instanceof File ? file.name : words.recording);
  const key = uploadKey(file, { exercise, analysis, keepSound, mirrored });
  const report = (/** @type {number} */ sent, away = false) =>
    onProgress({ sent: Math.min(sent, file.size), bytes: file.size, away });
  /** @type {Arriving | null} */
  let begun = null;
  const begin = () =>
    untilAnswered(
      () =>
        beginUpload(file, { title, exercise, analysis, keepSound, mirrored, key, signal, id: begun?.id }),
      { signal, away: () => report(begun?.offset ?? 0, true) },
    );

  /** @type {Arriving} */
  let upload = await begin();
  let refused = 0;
  report(upload.offset);
  for (;;) {
    begun = upload;
    if (upload.analysis) {
      forgetUpload(key);
      return { ...upload.analysis, known: upload.known ?? false };
    }
    try {
      const end = Math.min(upload.offset + (upload.chunk ?? PIECE), file.size);
      const { offset, chunk, id } = upload;
      /** @type {Arriving} */
      const answer = await sendBytes(
        "PATCH",
        `/uploads/${id}?offset=${offset}`,
        file.slice(offset, end),
        (sent) => report(offset + sent),
        signal,
      );
      // All of it is there and no set: one that was deleted since. The file is sent anew.
      if (answer.offset >= file.size && !answer.analysis) {
        throw new ApiError(404, "not_found", shared.unexpected);
      }
      upload = { ...answer, id, chunk };
      refused = 0;
      report(upload.offset);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused += 1;
      const once = refused <= PAUSES.length;
      if (error.code === "offset" && once) {
        upload = { ...upload, offset: error.body.offset };
      } else if (error.gone || (error.status >= 500 && error.status !== 507 && once)) {
        report(upload.offset, true);
        await pause(error.gone ? 0 : refused, signal);
        upload = await begin();
        report(upload.offset);
      } else if (error.status === 404 && once) {
        forgetUpload(key);
        begun = null;
        upload = await begin();
      } else {
        if (error.status < 500) forgetUpload(key);
        throw error;
      }
    }
  }
}

/**
 * Throw away what was sent of a file that is not to be finished.
 *
 * @param {File | Blob} file
 * @param {Purpose} [purpose] as for `uploadFile`
 */
export async function discardUpload(file, purpose = {}) {
  const key = uploadKey(file, purpose);
  const id = recallUpload(key);
  forgetUpload(key);
  if (id) await api.delete(`/uploads/${id}`).catch(() => {});
}

/**
 * Go on with what the server has of the file, or begin anew.
 *
 * @param {File | Blob} file
 * @param {Purpose & {title: string, key: string | null, signal?: AbortSignal, id?: string}} purpose
 * @returns {Promise<Arriving>}
 */
async function beginUpload(file, { title, exercise, analysis, keepSound, mirrored, key, signal, id }) {
  const known = id ?? recallUpload(key);
  if (known) {
    try {
      const upload = await api.get(`/uploads/${known}`, { signal });
      if (upload.bytes === file.size) return upload;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
    forgetUpload(key);
  }
  /** @type {NewUpload} */
  const request = { name: title, bytes: file.size };
  if (exercise) request.exercise = exercise;
  if (analysis) request.analysis = analysis;
  if (keepSound) request.keep_sound = true;
  if (mirrored) request.mirrored = true;
  const upload = await api.post("/uploads", request, { signal });
  rememberUpload(key, upload.id);
  return upload;
}

/**
 * Try until the server answers, waiting longer each time.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {{signal?: AbortSignal, away: () => void}} options
 */
export async function untilAnswered(ask, { signal, away }) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.gone) throw error;
      away();
      await pause(tries, signal);
    }
  }
}

/**
 * Wait a while, less when the network comes back.
 *
 * @param {number} tries
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function pause(tries, signal) {
  return new Promise((done, fail) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      signal?.removeEventListener("abort", stop);
    };
    const finish = () => {
      over();
      done();
    };
    const stop = () => {
      over();
      fail(new DOMException("stopped", "AbortError"));
    };
    const timer = setTimeout(finish, 1000 * PAUSES[Math.min(tries, PAUSES.length - 1)]);
    window.addEventListener("online", finish);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop);
  });
}
