/** Uploads begun and not finished, so that choosing the same file again goes on where it stopped. */

const KEY = "formcheck.uploads";
const MOST = 20;

/**
 * @param {File | Blob} file
 * @param {{name?: string, exercise?: string | null, analysis?: string | null}} what
 * @returns {string | null} the same for the same file sent for the same purpose; null for a
 *   recording, which is no file and cannot be chosen again
 */
export function keyOf(file, { exercise, analysis }) {
  if (!(file instanceof File) || !file.lastModified) return null;
  return [file.name, file.size, file.lastModified, exercise ?? "", analysis ?? ""].join("|");
}

/** @returns {[string, string][]} key and upload id, oldest first; empty when storage is refused */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
  } catch {
    // Storage refused or full: the upload still works, it only cannot be continued later.
  }
}

/** @param {string | null} key @returns {string | null} the upload's id */
export const recall = (key) => all().find(([one]) => one === key)?.[1] ?? null;

/** @param {string | null} key @param {string} id */
export function remember(key, id) {
  if (key) keep([...all().filter(([one]) => one !== key), [key, id]]);
}

/** @param {string | null} key */
export function forget(key) {
  if (key) keep(all().filter(([one]) => one !== key));
}
