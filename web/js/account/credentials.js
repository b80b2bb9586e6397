/** Passkeys as the browser has them, and as JSON has them. */

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

/** Whether this browser has passkeys here: not under a bare address, nor without https. */
export const possible = () => window.isSecureContext && typeof PublicKeyCredential === "function" && !/^[\d.]+$|^\[/.test(location.hostname);

/** @param {any} options of the server @returns {Promise<object>} the new passkey @throws DOMException when it is left */
export async function create(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials) };
  return told(await navigator.credentials.create({ publicKey }));
}

/** @param {any} options of the server @returns {Promise<object>} the proof @throws DOMException when it is left */
export async function get(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
  return told(await navigator.credentials.get({ publicKey }));
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/** @param {any} credential @returns {object} as JSON */
function told(credential) {
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  const parts = PARTS.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return { id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...Object.fromEntries(parts), ...(response.getTransports ? { transports: response.getTransports() } : {}) } };
}
