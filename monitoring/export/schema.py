"""The models of the contract as one set of named JSON Schemas (2020-12)."""

from typing import Literal, TypeAlias, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from monitoring.contract.base import WireModel
from monitoring.contract.requests import CLIENT_EVENTS, SERVER_EVENTS, Refusal

Definitions: TypeAlias = dict[str, dict[str, object]]


def model_of(argument: object) -> type[BaseModel]:
    """Return the model inside an event's argument: itself, or the item of a list."""
    if get_origin(argument) is list:
        return cast(type[BaseModel], get_args(argument)[0])
    return cast(type[BaseModel], argument)


def sent_models() -> list[type[BaseModel]]:
    """Every model the server sends, in the order of the event table."""
    events = [model_of(argument) for arguments in SERVER_EVENTS.values() for argument in arguments]
    answers: list[type[BaseModel]] = [model for request in CLIENT_EVENTS.values() for model in request.answers]
    return list(dict.fromkeys([*events, *answers, Refusal]))


def asked_models() -> list[type[WireModel]]:
    """Every model a client sends, and those that they extend."""
    asked = [request.query for request in CLIENT_EVENTS.values()]
    extended = [base for model in asked for base in model.__bases__ if base is not WireModel]
    return list(dict.fromkeys([*asked, *extended]))


def definitions(
    models: list[type[BaseModel]], mode: Literal["serialization", "validation"], prefix: str
) -> Definitions:
    """Return name to schema for the models and all they hold; references start with `prefix`."""
    _, document = models_json_schema(
        [(model, mode) for model in models], ref_template=f"{prefix}{{model}}", by_alias=True
    )
    return {name: _without_titles(schema) for name, schema in document.get("$defs", {}).items()}


def contract_definitions(prefix: str = "#/$defs/") -> Definitions:
    """Return the schemas of all payloads and requests together."""
    merged = definitions(list(asked_models()), "validation", prefix)
    merged.update(definitions(sent_models(), "serialization", prefix))
    return dict(sorted(merged.items()))


def _without_titles(schema: dict[str, object]) -> dict[str, object]:
    """Pydantic's titles repeat the names and would become alias types."""
    cleaned = {key: value for key, value in schema.items() if key != "title"}
    properties = cleaned.get("properties")
    if isinstance(properties, dict):
        cleaned["properties"] = {
            key: {name: part for name, part in value.items() if name != "title"} for key, value in properties.items()
        }
    return cleaned
