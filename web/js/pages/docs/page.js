/**
 * `<fc-docs>`: reads /openapi.json and shows every route.
 *
 * By hand: Redoc 2.5 stops under our Content-Security-Policy (it needs inline styles, which untrusted
 * text is not to have either), and is 0.9 MB for what takes 200 lines here.
 */

import { html, LitElement } from "/vendor/lit-3.3.3.js";
import "../../components/header.js";
import { words } from "../../words/docs.js";

// --- Schemas

/**
 * @param {any} schema
 * @returns {string} such as "number or null", "list of Analysis"
 */
function schemaText(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ v) => (v === "" ? '""' : v)).join(", ");
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return several.map(schemaText).join(" or ");
  if (schema.type === "array") {
    if (schema.prefixItems) return `[${schema.prefixItems.map(schemaText).join(", ")}]`;
    return `list of ${schemaText(schema.items)}`;
  }
  return schema.type ?? "anything";
}

/**
 * @param {any} schema
 * @param {Record<string, any>} known the schemas that have names
 * @returns {[string, any][]} every schema with a name that it needs, itself first, each once
 */
function namedSchemas(schema, known) {
  const found = new Map();
  const look = (/** @type {any} */ part) => {
    if (!part || typeof part !== "object") return;
    if (typeof part.$ref === "string") {
      const name = part.$ref.split("/").pop();
      if (!found.has(name) && known[name]) {
        found.set(name, known[name]);
        look(known[name]);
      }
    }
    Object.values(part).forEach(look);
  };
  look(schema);
  return [...found];
}

/**
 * @param {any} api
 * @returns {Map<string, {method: string, path: string, route: any}[]>} routes by their first tag
 */
function routesByTag(api) {
  const out = new Map();
  for (const [path, routes] of Object.entries(api.paths)) {
    for (const [method, route] of Object.entries(/** @type {Record<string, any>} */ (routes))) {
      if (method === "head") continue;
      const tag = route.tags?.[0] ?? "server";
      out.set(tag, [...(out.get(tag) ?? []), { method, path, route }]);
    }
  }
  return out;
}

// --- <fc-docs>

const FAILURE = `{"error": {"code": "not_a_video", "message": "This is not a video we can read; …"}}`;

class Docs extends LitElement {
  static properties = { api: { state: true }, failed: { state: true } };

  constructor() {
    super();
    this.api = null;
    this.failed = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    fetch("/openapi.json")
      .then((answer) => answer.json())
      .then((told) => (this.api = told))
      .catch(() => (this.failed = true));
  }

  render() {
    const here = location.origin;
    const found = this.api ? routesByTag(this.api) : new Map();
    const known = this.api?.components?.schemas ?? {};
    // Tags without words yet come last, under their own name: no route is left out.
    const order = [...new Set([...Object.keys(words.groups), ...found.keys()])].filter((tag) =>
      found.has(tag),
    );
    return html`
      <h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <section>
        <h2>${words.tryIt}</h2>
        <pre tabindex="0"><code>curl --data-binary @set.mp4 '${here}/api/analyses?name=set.mp4'
curl '${here}/api/analyses?sort=good&amp;order=asc'</code></pre>
        <p>${words.failures}</p>
        <pre tabindex="0"><code>${FAILURE}</code></pre>
        <p>${words.machine} <a href="/openapi.json">/openapi.json</a></p>
      </section>
      ${this.failed ? html`<p role="alert">${words.failed}</p>` : ""}
      ${order.map(
        (tag) => html`
          <section aria-labelledby=${`tag-${tag}`}>
            <h2 id=${`tag-${tag}`}>
              ${words.groups[/** @type {keyof typeof words.groups} */ (tag)] ?? tag}
            </h2>
            <div class="routes">${found.get(tag).map((/** @type {any} */ r) => this.route(r, known))}</div>
          </section>
        `,
      )}
    `;
  }

  /** @param {any} r @param {any} known */
  route({ method, path, route }, known) {
    const fields = (route.parameters ?? []).map((/** @type {any} */ p) => [p.name, p.schema, p.required]);
    const body = route.requestBody?.content ?? {};
    const json = body["application/json"]?.schema;
    const answers = Object.entries(route.responses ?? {}).filter(([status]) => status !== "422");
    const used = namedSchemas([json, ...answers.map(([, a]) => a)], known);
    return html`
      <details>
        <summary>
          <span class="method">${method.toUpperCase()}</span>
          <code>${path}</code>
          <span class="what">${route.summary}</span>
        </summary>
        <div class="route">
          <p>${route.description}</p>
          ${fields.length
            ? html`<h3>${words.parameters}</h3>
                ${this.table(words.parameters, fields)}`
            : ""}
          ${json
            ? html`<h3>${words.body}</h3>
                <p><code>${schemaText(json)}</code></p>`
            : ""}
          ${body["application/octet-stream"]
            ? html`<h3>${words.body}</h3>
                <p>${words.rawBody}</p>`
            : ""}
          <h3>${words.answers}</h3>
          ${this.table(
            words.answers,
            answers.map(([status, a]) => [status, this.content(a), false]),
          )}
          ${used.map(
            ([name, schema]) => html`
              <h3>${name}</h3>
              <p class="quiet small">${schema.description ?? ""}</p>
              ${this.table(
                name,
                Object.entries(schema.properties ?? {}).map(([field, s]) => [
                  field,
                  s,
                  (schema.required ?? []).includes(field),
                ]),
              )}
            `,
          )}
        </div>
      </details>
    `;
  }

  /** @param {any} answer @returns {any} */
  content(answer) {
    const schema = answer.content?.["application/json"]?.schema;
    if (schema && Object.keys(schema).length) return schema;
    if (answer.content) return { type: words.anyJson };
    return { type: answer.description === "Successful Response" ? words.bytes : words.nothing };
  }

  /** @param {string} label @param {any[][]} rows */
  table(label, rows) {
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label=${label}>
        <table>
          <thead>
            <tr>
              ${words.columns.map((c) => html`<th scope="col">${c}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([name, schema, needed]) => html`
                <tr>
                  <td><code>${name}</code></td>
                  <td>${schemaText(schema)}</td>
                  <td>${needed ? words.needed : words.optional}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

customElements.define("fc-docs", Docs);
