/**
 * Writes one recording to the browser's own file system (OPFS). A module worker: only here can a file be
 * written so that what was written is still there when the tab dies.
 *
 * in   {type: "open", name}; {type: "append", blob}; {type: "read", from, to}; {type: "about", text};
 *      {type: "close"}
 * out  for each, in turn: {} or {bytes: ArrayBuffer} or {error: name}
 */

import { ABOUT, folder } from "../../lib/recording-folder.js";

/** Bytes of what is known of a recording, filled up with spaces: on a full device more can be noted. */
const ABOUT_SIZE = 2048;

/** @type {FileSystemDirectoryHandle | null} */
let directory = null;
let name = "";
/** @type {SyncAccessHandle | null} */
let video = null;
let size = 0;

/** @param {FileSystemDirectoryHandle} from @param {string} file @returns {Promise<SyncAccessHandle>} */
async function writable(from, file) {
  const handle = await from.getFileHandle(file, { create: true });
  return handle.createSyncAccessHandle();
}

/** @type {Record<string, (message: any) => Promise<object>>} */
const actions = {
  async open({ name: wanted }) {
    name = wanted;
    directory = await folder();
    video = await writable(directory, name);
    size = video.getSize();
    return {};
  },

  async append({ blob }) {
    const bytes = await blob.arrayBuffer();
    if (!video) throw new Error("not open");
    const written = video.write(bytes, { at: size });
    if (written < bytes.byteLength) {
      video.truncate(size);
      throw new DOMException("no space", "QuotaExceededError");
    }
    video.flush();
    size += written;
    return {};
  },

  async read({ from, to }) {
    const bytes = new ArrayBuffer(Math.max(Math.min(to, size) - from, 0));
    video?.read(bytes, { at: from });
    return { bytes };
  },

  async about({ text }) {
    if (!directory) throw new Error("not open");
    const file = await writable(directory, name + ABOUT);
    file.write(new TextEncoder().encode(text.padEnd(ABOUT_SIZE)), { at: 0 });
    file.close();
    return {};
  },

  async close() {
    video?.close();
    video = null;
    return {};
  },
};

/** One after the other, in the order in which they were asked for. @type {Promise<unknown>} */
let last = Promise.resolve();

self.onmessage = ({ data }) => {
  last = last.then(async () => {
    try {
      postMessage(await actions[data.type](data));
    } catch (error) {
      postMessage({ error: error instanceof Error ? error.name : "Error" });
    }
  });
};
