/** Where this browser keeps recordings until each is kept or discarded. */

const FOLDER = "recordings";

/** Ends the name of what is known of a recording. */
export const ABOUT = ".json";

/** Begins the name of the lock that a page holds on a recording of its own. */
const LOCK = "formcheck-recording-";

/** Days after which a recording that was left is deleted. */
const KEPT_DAYS = 7;

/**
 * What is known of a recording. `owner`: whose it is; `begun`: ISO 8601; `type`: of its video; `upload`: id
 * under which the server has some of it; `analysis`: id of the live set that it is of; `counted`: whether
 * that set has a repetition; `broken`: whether it stops before its set did.
 *
 * @typedef {{owner: string, exercise: string, title: string, begun: string, type: string,
 *   mirrored: boolean, upload?: string, analysis?: string | null, counted?: boolean,
 *   broken?: boolean}} About
 */

/** @returns {Promise<FileSystemDirectoryHandle>} */
export async function folder() {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** Whether this browser can keep a recording when the page goes. */
export const canKeep = () =>
  typeof navigator.storage?.getDirectory === "function" && Boolean(navigator.locks);

/** @param {string} name of a recording @returns {Promise<() => void>} lets go of it */
export function hold(name) {
  return new Promise((held) => {
    navigator.locks.request(LOCK + name, () => new Promise((done) => held(() => done(undefined))));
  });
}

/** @param {string} name of a recording that has ended @returns {Promise<File>} */
export async function open(name) {
  const handle = await (await folder()).getFileHandle(name);
  return handle.getFile();
}

/** @param {string} name */
export async function remove(name) {
  const directory = await folder();
  for (const file of [name, name + ABOUT]) await directory.removeEntry(file).catch(() => {});
}

/**
 * The recordings that were left when their page went, the newest first. Those too old to be asked for are
 * deleted, and so are empty ones.
 *
 * @param {string} owner whose they are
 * @param {Date} [now]
 * @returns {Promise<{name: string, about: About, video: File}[]>}
 */
export async function leftRecordings(owner, now = new Date()) {
  const directory = await folder();
  const { held = [] } = await navigator.locks.query();
  const busy = new Set(held.map((lock) => lock.name));
  const names = [];
  for await (const name of directory.keys()) {
    if (!name.endsWith(ABOUT) && !busy.has(LOCK + name)) names.push(name);
  }
  const left = [];
  for (const name of names) {
    const about = await aboutOf(directory, name);
    const video = await fileOf(directory, name);
    const days = about ? (now.getTime() - new Date(about.begun).getTime()) / 86_400_000 : Infinity;
    if (!about || !video?.size || days > KEPT_DAYS) await remove(name);
    else if (about.owner === owner) left.push({ name, about, video });
  }
  return left.sort((a, b) => b.about.begun.localeCompare(a.about.begun));
}

/**
 * @param {FileSystemDirectoryHandle} directory
 * @param {string} name
 * @returns {Promise<About | null>} null where nothing is known: its page died before it began
 */
async function aboutOf(directory, name) {
  const file = await fileOf(directory, name + ABOUT);
  try {
    return file && JSON.parse(await file.text());
  } catch {
    return null;
  }
}

/** @param {FileSystemDirectoryHandle} directory @param {string} name @returns {Promise<File | null>} */
const fileOf = (directory, name) =>
  directory
    .getFileHandle(name)
    .then((handle) => handle.getFile())
    .catch(() => null);

/** Delete all recordings: whoever sits down here next is somebody else. */
export async function forgetRecordings() {
  if (!canKeep()) return;
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(FOLDER, { recursive: true }).catch(() => {});
}
