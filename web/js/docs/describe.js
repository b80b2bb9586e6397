/** OpenAPI schemas in a few words. */

/**
 * @param {any} schema
 * @returns {string} such as "number or null", "list of Analysis"
 */
export function kind(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((v) => (v === "" ? '""' : v)).join(", ");
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return several.map(kind).join(" or ");
  if (schema.type === "array") {
    if (schema.prefixItems) return `[${schema.prefixItems.map(kind).join(", ")}]`;
    return `list of ${kind(schema.items)}`;
  }
  return schema.type ?? "anything";
}

/**
 * @param {any} schema
 * @param {Record<string, any>} known the schemas that have names
 * @returns {[string, any][]} every schema with a name that it needs, itself first, each once
 */
export function named(schema, known) {
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
export function groups(api) {
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
