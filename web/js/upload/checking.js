/** What can be said of a file before a byte of it is sent. */

import { size } from "../shell/formatting.js";
import { words } from "../words/upload.js";

const FILM = /\.(mp4|m4v|mov|qt|webm|mkv|avi|mpe?g|3gp|3g2|mts|m2ts|ts|ogv|wmv|flv)$/i;

/**
 * @param {File} file
 * @param {{max_bytes?: number}} limits
 * @returns {{code: string, message: string} | null} what is wrong with it; null to send it and see
 */
export function wrong(file, { max_bytes: most = Infinity } = {}) {
  if (file.size === 0) return { code: "empty_file", message: words.empty };
  const type = file.type.split("/")[0];
  // Systems do not know every kind of video by name: only what is plainly something else is refused.
  if (type && type !== "video" && type !== "application" && !FILM.test(file.name)) return { code: "not_a_video", message: words.notVideo };
  if (/^application\/(pdf|zip|json|msword|vnd\.)/.test(file.type)) return { code: "not_a_video", message: words.notVideo };
  if (file.size > most) return { code: "too_large", message: words.tooLarge(size(file.size), size(most)) };
  return null;
}
