"""Requests made from the OpenAPI description: with these ids in them, and bodies that are valid."""

from dataclasses import dataclass
from typing import Any

from formcheck.api import create_app
from formcheck.settings import Settings

FIXED = {
    "name": "report.html",
    "rep": "2",
    "day": "2026-11-02",
    "token": "nonsense",
    "exercise": "glute_bridge",
}
"""Parts of paths that are no ids."""

IN_QUERY = {"of": "client_id", "before": "set_id", "after": "set_id", "client": "client_id"}
IN_BODY = {"analysis": "set_id"}
"""Ids in queries and bodies, and which of `world.ids` they are."""


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    told: dict[str, Any]
    schemas: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def ids(self) -> list[str]:
        """Return the names of the ids in the path."""
        return [p for p in self._named("path") if p not in FIXED and p != "cue"]

    def _named(self, where: str) -> list[str]:
        return [p["name"] for p in self.told.get("parameters", []) if p["in"] == where]

    @property
    def queried(self) -> list[str]:
        """Return the names of the ids in the query."""
        return [p for p in self._named("query") if p in IN_QUERY]

    @property
    def names_somebody(self) -> bool:
        """Whether it asks for something by an id."""
        return bool(self.ids or self.queried or self._body_ids())

    def _body_ids(self) -> list[str]:
        schema = self._schema()
        return [p for p in schema.get("properties", {}) if p in IN_BODY] if schema else []

    def _schema(self) -> dict[str, Any] | None:
        content = self.told.get("requestBody", {}).get("content", {})
        found = content.get("application/json", {}).get("schema")
        return None if found is None else self._found(found)

    def _found(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            return self._found(self.schemas[schema["$ref"].rpartition("/")[2]])
        for word in ("anyOf", "oneOf", "allOf"):
            if word in schema:
                return self._found(schema[word][0])
        return schema

    def ask(self, browser: Any, ids: dict[str, str], *, query: bool = True) -> Any:
        """Ask with these ids; without `query`, of oneself."""
        path = self.path
        cue = "height" if "/limits/" in path else "knee_cave"
        for name in self._named("path"):
            assert name in FIXED or name in ids or name == "cue", (
                f"{self}: say in populated_team.py whose {name} it is, or that it is no id"
            )
            value = cue if name == "cue" else ids.get(name, FIXED.get(name, ""))
            path = path.replace(f"{{{name}}}", value)
        params = {n: ids[IN_QUERY[n]] for n in self.queried if query or n in ("before", "after")}
        if "offset" in self._named("query"):
            params["offset"] = "0"
        schema, body = self._schema(), {}
        if schema is not None:
            body["json"] = self._value(schema, ids)
        elif "requestBody" in self.told:
            body["content"] = b"x"
        return browser.request(self.method, path, params=params, **body)

    def _value(self, schema: dict[str, Any], ids: dict[str, str]) -> Any:
        """Return something that a schema allows."""
        schema = self._found(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object":
            wanted = {*schema.get("required", []), *IN_BODY, "text"}
            return {
                name: ids[IN_BODY[name]] if name in IN_BODY else self._named_value(name, part, ids)
                for name, part in schema.get("properties", {}).items()
                if name in wanted
            }
        if kind == "array":
            parts = schema.get("prefixItems")
            if parts:
                return [self._value(part, ids) for part in parts]
            return [self._value(schema["items"], ids)] * schema.get("minItems", 0)
        if kind == "string":
            day = schema.get("format") == "date"
            return "2026-11-02" if day else "w" * max(3, schema.get("minLength", 0))
        if kind == "boolean":
            return True
        return max(schema.get("minimum", 1), 1) if kind in ("integer", "number") else None

    def _named_value(self, name: str, schema: dict[str, Any], ids: dict[str, str]) -> Any:
        known = {"exercise": "glute_bridge", "cue": "height"}
        return known[name] if name in known else self._value(schema, ids)


def operations() -> list[Operation]:
    """Return every operation of the API."""
    api = create_app(Settings()).openapi()
    schemas = api.get("components", {}).get("schemas", {})
    return [
        Operation(method.upper(), path, told, schemas)
        for path, methods in api["paths"].items()
        for method, told in methods.items()
    ]
