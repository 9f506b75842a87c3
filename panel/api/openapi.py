"""The route table described as OpenAPI 3.1.0 (https://spec.openapis.org/oas/v3.1.0)."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Literal

from pydantic.json_schema import models_json_schema

from monitoring.contract.base import WireModel
from panel.api.endpoint import Endpoint
from panel.api.errors import STATUS
from panel.api.guard import SESSION_COOKIE
from panel.api.models.base import ApiErrorCode, ErrorAnswer

Mode = Literal["validation", "serialization"]
Json = dict[str, object]

DESCRIPTION = (
    "Errors are {error: {code, message, field?}}. Rates are bit/s, volumes bytes, times RFC 3339 in UTC. "
    "Changes by cookie need the header X-Requested-With: panel."
)
REASONS: Mapping[ApiErrorCode, str] = {
    "bad_request": "Something in the request is wrong",
    "unauthorized": "No valid login or token",
    "forbidden": "The role does not reach, or another site's page asks",
    "not_found": "No such object",
    "conflict": "It collides with what exists",
    "rate_limited": "Too many attempts; Retry-After says when to try again",
    "unavailable": "Not yet, or not now",
}


def openapi_document(endpoints: Sequence[Endpoint]) -> Json:
    """Return the whole document as JSON-serialisable values."""
    references, schemas = _schemas(endpoints)
    paths: dict[str, Json] = {}
    for row in endpoints:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row, references, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Panel",
            "version": version("panel"),
            "description": DESCRIPTION,
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "ptk_…, made by `panel token create`"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
            },
        },
    }


def _schemas(endpoints: Iterable[Endpoint]) -> tuple[Mapping[tuple[type[WireModel], Mode], Json], dict[str, Json]]:
    wanted: dict[tuple[type[WireModel], Mode], None] = {(ErrorAnswer, "serialization"): None}
    for row in endpoints:
        if row.takes.model_fields:
            wanted[(row.takes, "validation")] = None
        wanted |= dict.fromkeys((model, "serialization") for model in row.answers)
    references, document = models_json_schema(list(wanted), ref_template="#/components/schemas/{model}")
    typed = {(model, mode): references[(model, mode)] for model, mode in wanted}
    return typed, document["$defs"]


def _operation(
    row: Endpoint, references: Mapping[tuple[type[WireModel], Mode], Json], schemas: Mapping[str, Json]
) -> Json:
    operation: Json = {
        "operationId": _operation_id(row),
        "summary": row.summary,
        "description": "Anyone may ask." if row.role is None else f"Least role: {row.role}.",
        "security": [] if row.role is None else [{"token": []}, {"cookie": []}],
        "parameters": _path_parameters(row) + ([] if row.takes_body else _query_parameters(row, references, schemas)),
        "responses": {str(row.status): _success(row, references), **_failures(row, references)},
    }
    if row.takes_body and row.takes.model_fields:
        schema = references[(row.takes, "validation")]
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _operation_id(row: Endpoint) -> str:
    words = [word.strip("{}") for word in row.path.removeprefix("/api/").removeprefix("v1/").split("/")]
    return "_".join([row.method.lower(), *words]).replace(".", "_")


def _path_parameters(row: Endpoint) -> list[Json]:
    if "{id}" not in row.path:
        return []
    return [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]


def _query_parameters(
    row: Endpoint, references: Mapping[tuple[type[WireModel], Mode], Json], schemas: Mapping[str, Json]
) -> list[Json]:
    if not row.takes.model_fields:
        return []
    name = str(references[(row.takes, "validation")]["$ref"]).rsplit("/", 1)[-1]
    properties = schemas[name]["properties"]
    if not isinstance(properties, dict):
        raise TypeError(f"{name} is no object")
    return [{"name": field, "in": "query", "schema": schema} for field, schema in properties.items()]


def _success(row: Endpoint, references: Mapping[tuple[type[WireModel], Mode], Json]) -> Json:
    if row.answers:
        schemas = [references[(model, "serialization")] for model in row.answers]
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
        return {"description": "Done", "content": {"application/json": {"schema": schema}}}
    if row.media_types:
        return {"description": "Done", "content": {media_type: {} for media_type in row.media_types}}
    return {"description": "Done"}


def _failures(row: Endpoint, references: Mapping[tuple[type[WireModel], Mode], Json]) -> Json:
    codes: list[ApiErrorCode] = ["bad_request", "unauthorized", "forbidden", "unavailable"]
    if "{id}" in row.path:
        codes.append("not_found")
    if row.takes_body:
        codes.append("conflict")
    if row.role is None:
        codes.append("rate_limited")
    content = {"application/json": {"schema": references[(ErrorAnswer, "serialization")]}}
    failures: Json = {str(STATUS[code]): {"description": REASONS[code], "content": content} for code in codes}
    if row.takes_body:
        # Answered before any handler, whatever the path.
        failures["413"] = {"description": "The body is larger than 1 MiB", "content": content}
    return failures
