/** One file to the server, in pieces, surviving a server that goes away and comes back. */

import { ApiError, api } from "../api.js";
import { send as sending } from "../shell/sending.js";
import { words as shared } from "../words/shell.js";
import { words } from "../words/upload.js";
import { forget, keyOf, recall, remember } from "./remembered.js";

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
 * @param {(progress: Progress) => void} [options.onProgress]
 * @param {AbortSignal} [options.signal] stops it; what was sent is kept, `drop` discards it
 * @returns {Promise<object & {known: boolean}>} the Analysis; `known` when the same file was there
 * @throws {ApiError} refused for good: too large, disk full, not a video...
 * @throws {DOMException} AbortError
 */
export async function send(file, { name, exercise = null, analysis = null, onProgress = () => {}, signal } = {}) {
  const title = name ?? (file instanceof File ? file.name : words.recording);
  const key = keyOf(file, { exercise, analysis });
  const told = (sent, away = false) => onProgress({ sent: Math.min(sent, file.size), bytes: file.size, away });
  let upload = null;
  const begin = () => patiently(
    () => begun(file, { title, exercise, analysis, key, signal, id: upload?.id }),
    { signal, away: () => told(upload?.offset ?? 0, true) },
  );

  upload = await begin();
  let refused = 0;
  told(upload.offset);
  for (;;) {
    if (upload.analysis) {
      forget(key);
      return { ...upload.analysis, known: upload.known ?? false };
    }
    try {
      const end = Math.min(upload.offset + (upload.chunk ?? PIECE), file.size);
      const { offset, chunk, id } = upload;
      const answer = await sending("PATCH", `/uploads/${id}?offset=${offset}`, file.slice(offset, end), (sent) => told(offset + sent), signal);
      // All of it is there and no set: one that was deleted since. The file is sent anew.
      if (answer.offset >= file.size && !answer.analysis) throw new ApiError(404, "not_found", shared.unexpected);
      upload = { ...answer, id, chunk };
      refused = 0;
      told(upload.offset);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused += 1;
      const once = refused <= PAUSES.length;
      if (error.code === "offset" && once) {
        upload = { ...upload, offset: error.body.offset };
      } else if (error.gone || (error.status >= 500 && error.status !== 507 && once)) {
        told(upload.offset, true);
        await rest(error.gone ? 0 : refused, signal);
        upload = await begin();
        told(upload.offset);
      } else if (error.status === 404 && once) {
        forget(key);
        upload = null;
        upload = await begin();
      } else {
        if (error.status < 500) forget(key);
        throw error;
      }
    }
  }
}

/**
 * Throw away what was sent of a file that is not to be finished.
 *
 * @param {File | Blob} file
 * @param {{exercise?: string | null, analysis?: string | null}} [what] as for `send`
 */
export async function drop(file, what = {}) {
  const key = keyOf(file, what);
  const id = recall(key);
  forget(key);
  if (id) await api.delete(`/uploads/${id}`).catch(() => {});
}

/** Go on with what the server has of the file, or begin anew. */
async function begun(file, { title, exercise, analysis, key, signal, id }) {
  const known = id ?? recall(key);
  if (known) {
    try {
      const upload = await api.get(`/uploads/${known}`, { signal });
      if (upload.bytes === file.size) return upload;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
    forget(key);
  }
  const asked = { name: title, bytes: file.size };
  if (exercise) asked.exercise = exercise;
  if (analysis) asked.analysis = analysis;
  const upload = await api.post("/uploads", asked, { signal });
  remember(key, upload.id);
  return upload;
}

/** Try until the server answers, waiting longer each time. */
async function patiently(ask, { signal, away }) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.gone) throw error;
      away();
      await rest(tries, signal);
    }
  }
}

/** Wait a while, less when the network comes back. @returns {Promise<void>} */
function rest(tries, signal) {
  return new Promise((done, fail) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      signal?.removeEventListener("abort", stop);
    };
    const finish = () => { over(); done(); };
    const stop = () => { over(); fail(new DOMException("stopped", "AbortError")); };
    const timer = setTimeout(finish, 1000 * PAUSES[Math.min(tries, PAUSES.length - 1)]);
    window.addEventListener("online", finish);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop);
  });
}
