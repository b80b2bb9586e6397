/** Requests to the server: answers as JSON, refusals as one kind of error. */

import { words } from "../words/shared.js";

// --- JSON

/** What was refused or went wrong: `code` for the program, `message` for the person. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status, 0 when the server did not answer
   * @param {string} code
   * @param {string} message what happened and what to do
   * @param {Record<string, any>} [body] the whole answer
   */
  constructor(status, code, message, body = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.body = body;
  }

  /** Whether the server was not there: worth trying again. */
  get gone() {
    return this.code === "server_gone";
  }
}

/** @param {unknown} error @returns {string} what it says to the person */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {unknown} error @returns {string} its code; empty where it is not the server's */
export const codeOf = (error) => (error instanceof ApiError ? error.code : "");

/** @returns {ApiError} for a server that does not answer */
const serverGone = () => new ApiError(0, "server_gone", `${words.gone.title}. ${words.gone.message}`);

/**
 * @param {number} status
 * @param {any} body the parsed answer, or null
 * @returns {ApiError}
 */
function refusal(status, body) {
  const { code = "unexpected", message = words.unexpected } = body?.error ?? {};
  // A proxy in front of a stopped server answers for it.
  if (!body?.error && [502, 503, 504].includes(status)) return serverGone();
  return new ApiError(status, code, message, body ?? {});
}

const DOORS = /^\/(sign-in$|join\/)/;

/**
 * Whoever is signed out is led to sign in and back again; the page they leave is not told.
 *
 * @param {ApiError} error
 * @returns {Promise<never> | null} null for any other error, and where signing in is what the page is for
 */
export function redirectToSignIn(error) {
  if (error.status !== 401 || error.code !== "signed_out" || DOORS.test(location.pathname)) return null;
  location.replace(
    `/sign-in?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`,
  );
  return new Promise(() => {});
}

/** @param {string} path with or without the leading /api */
const address = (path) => (/^\/api(\/|$|\?)/.test(path) ? path : `/api${path}`);

/**
 * @param {string} method
 * @param {string} path
 * @param {Blob | ArrayBuffer | object} [body] bytes as they are, anything else as JSON
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<any>} the JSON answer, null for none
 * @throws {ApiError} refused; or DOMException AbortError when `signal` ended it
 */
async function ask(method, path, body, { signal } = {}) {
  const raw = body instanceof Blob || body instanceof ArrayBuffer;
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = raw ? "application/octet-stream" : "application/json";
  let response;
  let answer = null;
  try {
    response = await fetch(address(path), {
      method,
      headers,
      signal,
      cache: "no-store",
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (text) answer = parsed(text);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw serverGone();
  }
  if (response.ok) return answer;
  const error = refusal(response.status, answer);
  const left = redirectToSignIn(error);
  if (left) return left;
  throw error;
}

/** @param {unknown} error @returns {boolean} whether somebody stopped the request */
export const isAbort = (error) => error instanceof DOMException && error.name === "AbortError";

/** @param {string} text @returns {any} null when it is not JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Paths are given with or without "/api".
 *
 * @typedef {{signal?: AbortSignal}} Options
 * @typedef {(path: string, body?: object, options?: Options) => Promise<any>} Send
 * @type {{get: (path: string, options?: Options) => Promise<any>, post: Send, put: Send, patch: Send,
 *   delete: Send}}
 */
export const api = {
  get: (path, options) => ask("GET", path, undefined, options),
  post: (path, body, options) => ask("POST", path, body, options),
  put: (path, body, options) => ask("PUT", path, body, options),
  patch: (path, body, options) => ask("PATCH", path, body, options),
  delete: (path, body, options) => ask("DELETE", path, body, options),
};

/**
 * What a page can stand without.
 *
 * @template T
 * @param {Promise<T>} request
 * @returns {Promise<T | null>} null where it was refused
 */
export async function optional(request) {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiError && error.gone) throw error;
    return null;
  }
}

// --- Bytes, with progress

/**
 * By XMLHttpRequest: fetch does not tell how much of a body has gone.
 *
 * @param {string} method
 * @param {string} path
 * @param {Blob} body
 * @param {(bytes: number) => void} sent told how much of it has gone
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} the JSON answer
 * @throws {ApiError} refused; or DOMException AbortError when `signal` ended it
 */
export function sendBytes(method, path, body, sent, signal) {
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
        if (!redirectToSignIn(error)) fail(error);
      }
    };
    request.onerror = () => {
      over();
      fail(serverGone());
    };
    request.onabort = () => {
      over();
      fail(new DOMException("stopped", "AbortError"));
    };
    if (signal?.aborted) {
      fail(new DOMException("stopped", "AbortError"));
      return;
    }
    signal?.addEventListener("abort", stop);
    request.send(body);
  });
}
