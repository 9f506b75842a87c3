"""JSON Schema (2020-12, the subset pydantic writes) to TypeScript declarations."""

import json
from collections.abc import Mapping
from typing import TypeAlias, cast

JsonSchema: TypeAlias = Mapping[str, object]

_SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def type_of(schema: JsonSchema) -> str:
    """Return the TypeScript type expression of one schema."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in _list(schema["enum"]))
    for union in ("anyOf", "oneOf"):
        if union in schema:
            members = (type_of(cast(JsonSchema, member)) for member in _list(schema[union]))
            return " | ".join(dict.fromkeys(members))
    return _structure(schema)


def _structure(schema: JsonSchema) -> str:
    kind = schema.get("type")
    if kind == "array":
        item = type_of(cast(JsonSchema, schema.get("items", {})))
        return f"({item})[]" if "|" in item else f"{item}[]"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"Record<string, {type_of(cast(JsonSchema, values)) if isinstance(values, dict) else 'unknown'}>"
    return _SCALARS.get(str(kind), "unknown")


def interface(name: str, schema: JsonSchema) -> str:
    """Return the exported declaration of one named schema, with its descriptions as comments."""
    comment = _comment(schema, "")
    if schema.get("type") != "object" or "properties" not in schema:
        return f"{comment}export type {name} = {type_of(schema)};\n"
    required = {str(key) for key in _list(schema.get("required", []))}
    properties = cast(Mapping[str, JsonSchema], schema["properties"])
    fields = "".join(
        f"{_comment(value, '  ')}  {key}{'' if key in required else '?'}: {type_of(value)};\n"
        for key, value in properties.items()
    )
    return f"{comment}export interface {name} {{\n{fields}}}\n"


def _comment(schema: JsonSchema, indent: str) -> str:
    text = schema.get("description")
    if not text:
        return ""
    lines = [line.rstrip() for line in str(text).strip().splitlines()]
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"


def _list(value: object) -> list[object]:
    return cast(list[object], value)
