/** Bytes to the server, told of as they go. */

import { address, leaving, parsed, refusal, serverGone } from "../api.js";

/**
 * By XMLHttpRequest: fetch does not tell how much of a body has gone.
 *
 * @param {string} method
 * @param {string} path
 * @param {Blob} body
 * @param {(bytes: number) => void} sent told how much of it has gone
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} the JSON answer
 * @throws {import("../api.js").ApiError} refused; or DOMException AbortError when `signal` ended it
 */
export function send(method, path, body, sent, signal) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const over = () => signal?.removeEventListener("abort", stop);
    request.open(method, address(path));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => sent(event.loaded);
    request.onload = () => {
      over();
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && answer) done(answer);
      else {
        const error = refusal(request.status, answer);
        if (!leaving(error)) fail(error);
      }
    };
    request.onerror = () => { over(); fail(serverGone()); };
    request.onabort = () => { over(); fail(new DOMException("stopped", "AbortError")); };
    if (signal?.aborted) { fail(new DOMException("stopped", "AbortError")); return; }
    signal?.addEventListener("abort", stop);
    request.send(body);
  });
}
