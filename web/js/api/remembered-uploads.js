/** The uploads that this browser has begun and not finished, so that they can go on later. */

const STORAGE_KEY = "formcheck.uploads";
const MOST_STORED = 20;

/**
 * What a file is sent for: its exercise, the live set that it is the recording of, whether to keep its
 * sound, and whether a selfie camera mirrored it.
 *
 * @typedef {{exercise?: string | null, analysis?: string | null, keepSound?: boolean,
 *   mirrored?: boolean}} Purpose
 */

/**
 * @param {File | Blob} file
 * @param {Purpose} purpose
 * @returns {string | null} the same for the same file sent for the same purpose; null for a
 *   recording, which is no file and cannot be chosen again
 */
export function uploadKey(file, { exercise, analysis, keepSound, mirrored }) {
  if (!(file instanceof File) || !file.lastModified) return null;
  const how = [
    exercise ?? "",
    analysis ?? "",
    ...(keepSound ? ["sound"] : []),
    ...(mirrored ? ["mirrored"] : []),
  ];
  return [file.name, file.size, file.lastModified, ...how].join("|");
}

/** @returns {[string, string][]} key and upload id, oldest first; empty when storage is refused */
function storedUploads() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** @param {[string, string][]} list key and upload id */
function storeUploads(list) {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(list.slice(-MOST_STORED)));
  } catch {
    // Storage refused or full: the upload still works, it only cannot be continued later.
  }
}

/** @param {string | null} key @returns {string | null} the upload's id */
export const recallUpload = (key) => storedUploads().find(([one]) => one === key)?.[1] ?? null;

/** @param {string | null} key @param {string} id */
export function rememberUpload(key, id) {
  if (key) storeUploads([...storedUploads().filter(([one]) => one !== key), [key, id]]);
}

/** @param {string | null} key */
export function forgetUpload(key) {
  if (key) storeUploads(storedUploads().filter(([one]) => one !== key));
}

/** Forget all of them: the names of files are not for whoever sits down here next. */
export function forgetUploads() {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage refused: nothing was remembered.
  }
}
