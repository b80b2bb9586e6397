"""The API's JSON as TypeScript types, for the checks of the page's scripts.

`python -m tests.web.api_types` writes web/types/api.d.ts anew after a change of the API.
"""

import json
from pathlib import Path
from typing import Any

from formcheck.api.app import create_app
from formcheck.settings import Settings

FILE = Path(__file__).parents[2] / "web/types/api.d.ts"

HEAD = "// Written by `python -m tests.web.api_types` from the API's own schemas: do not edit.\n"
PLAIN = {"integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
ERRORS_OF_FASTAPI = {"HTTPValidationError", "ValidationError"}


def api_types() -> str:
    """Return the content of web/types/api.d.ts."""
    schemas = create_app(Settings()).openapi()["components"]["schemas"]
    kept = (name for name in schemas if name not in ERRORS_OF_FASTAPI)
    return HEAD + "".join(_declaration(name, schemas[name]) for name in sorted(kept))


def _declaration(name: str, schema: dict[str, Any]) -> str:
    comment = f"/** {' '.join(schema.get('description', '').split())} */\n"
    if "properties" not in schema:
        return f"\n{comment}export type {_short(name)} = {_type(schema)};\n"
    required = schema.get("required", [])
    lines = "".join(
        f"  {key}{'' if key in required else '?'}: {_type(value)};\n"
        for key, value in schema["properties"].items()
    )
    return f"\n{comment}export interface {_short(name)} {{\n{lines}}}\n"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return _short(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " | ".join(json.dumps(each) for each in schema.get("enum", [schema.get("const")]))
    if "prefixItems" in schema:
        return f"[{', '.join(_type(each) for each in schema['prefixItems'])}]"
    kind = schema.get("type")
    if kind == "array":
        item = _type(schema.get("items", {}))
        return f"({item})[]" if " " in item and item[0] != "[" else f"{item}[]"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"Record<string, {_type(values) if isinstance(values, dict) else 'unknown'}>"
    return PLAIN.get(kind or "", "string" if kind == "string" else "unknown")


def _short(name: str) -> str:
    """Return "DeskClient" for one of two schemas of a name, which FastAPI names by its module."""
    *_, module, plain = ("", *name.split("__"))
    return f"{module.capitalize()}{plain}"


if __name__ == "__main__":
    FILE.write_text(api_types(), "utf-8")
