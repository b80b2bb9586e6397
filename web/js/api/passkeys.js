/** Passkeys as the browser has them, and as JSON has them. */

import { api } from "./http.js";

/** @param {string} text base64url */
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
/** @param {ArrayBuffer} buffer @returns {string} base64url */
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
/** @param {{id: string}[]} [list] */
const withBytes = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

/** Whether this browser has passkeys here: not under a bare address, nor without https. */
export const passkeysAvailable = () =>
  window.isSecureContext &&
  typeof PublicKeyCredential === "function" &&
  !/^[\d.]+$|^\[/.test(location.hostname);

/**
 * @param {any} options of the server
 * @returns {Promise<object>} the new passkey
 * @throws DOMException when it is left
 */
export async function createPasskey(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials),
  };
  return credentialJson(await navigator.credentials.create({ publicKey }));
}

/**
 * @param {any} options of the server
 * @returns {Promise<object>} the proof
 * @throws DOMException when it is left
 */
async function getPasskey(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: withBytes(options.allowCredentials),
  };
  return credentialJson(await navigator.credentials.get({ publicKey }));
}

/**
 * @param {string} left said when no passkey is used after all
 * @returns {Promise<import("../../types/api.js").Me>} who is signed in now
 */
export async function signInWithPasskey(left) {
  const options = await api.post("/session/passkey/begin");
  const credential = await getPasskey(options.publicKey ?? options).catch(() => {
    throw new Error(left);
  });
  return api.post("/session/passkey", { credential });
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/** @param {any} credential @returns {object} as JSON */
function credentialJson(credential) {
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  const parts = PARTS.filter((part) => response[part]).map((part) => [part, toText(response[part])]);
  return {
    id,
    rawId: toText(rawId),
    type,
    authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      ...Object.fromEntries(parts),
      ...(response.getTransports ? { transports: response.getTransports() } : {}),
    },
  };
}
