/** Whose data a page shows: one's own, or with `?of=` that of a client. */

import { html, LitElement, nothing } from "/vendor/lit-3.3.3.js";
import { words } from "../words/shared.js";
import { api } from "./http.js";

/** @import { PeopleClient } from "../../types/api.js" */

const whoseWords = words.whose;

/** @returns {string} the client's id; empty for oneself */
export const clientId = () => new URLSearchParams(location.search).get("of") ?? "";

/**
 * @param {string} path of the API or of a page
 * @param {string} [id]
 * @returns {string} the same, about that person
 */
export function forClient(path, id = clientId()) {
  if (!id) return path;
  const [before, hash] = path.split("#");
  return `${before}${before.includes("?") ? "&" : "?"}of=${encodeURIComponent(id)}${hash ? `#${hash}` : ""}`;
}

/** Put `of` where it belongs in a query that is being built. @param {Record<string, string>} query */
export const withClient = (query) => (clientId() ? { ...query, of: clientId() } : query);

/** @returns {Promise<PeopleClient[]>} the clients of the coach who is signed in */
export const clients = async () => (await api.get("/clients")).clients;

/** @type {Promise<string> | null} */
let name = null;

/** @returns {Promise<string>} the client's name; empty where it is oneself or cannot be told */
export function clientName() {
  name ??= clientId()
    ? clients()
        .then((all) => all.find((one) => one.id === clientId())?.name ?? "")
        .catch(() => "")
    : Promise.resolve("");
  return name;
}

/** `<fc-client-banner>`: says whose page it is, and leads back to that client. */
class ClientBanner extends LitElement {
  static properties = { name: { state: true } };

  constructor() {
    super();
    this.name = "";
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.name = await clientName();
  }

  render() {
    if (!this.name) return nothing;
    return html`<p class="whose">
      <span>${whoseWords.of(this.name)}</span>
      <a href="/clients/${clientId()}">${whoseWords.back(this.name)}</a>
    </p>`;
  }
}

customElements.define("fc-client-banner", ClientBanner);
