"""The golden payloads are what the models write, to the byte; the front end's tests read the same files."""

import json
from pathlib import Path
from typing import cast

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from monitoring.contract.requests import CLIENT_EVENTS, SERVER_EVENTS, Refusal
from monitoring.export.schema import contract_definitions, model_of

GOLDEN = Path(__file__).parent.parent / "golden"
EVENT_OF = {
    "dashboard-update": "dashboard:update",
    "connections-update": "connections:update",
    "connections-empty": "connections:update",
    "connections-delta": "connections:delta",
    "connections-applied": "connections:update",
    "connections-groups": "connections:groups",
    "bandwidth-update": "bandwidth:update",
    "stream-status": "stream:status",
    "stream-health": "stream:health",
    "geo-update": "geo:update",
    "presence-update": "presence:update",
    "activity-new": "activity:new",
}


def golden(name: str) -> list[object]:
    return cast(list[object], json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")))


def arguments_of(name: str) -> tuple[object, ...]:
    return {str(event): arguments for event, arguments in SERVER_EVENTS.items()}[EVENT_OF[name]]


@pytest.mark.parametrize("name", EVENT_OF)
def test_a_golden_payload_is_what_the_models_write(name: str) -> None:
    for argument, value in zip(arguments_of(name), golden(name), strict=True):
        adapter: TypeAdapter[object] = TypeAdapter(cast(type[object], argument))
        parsed = adapter.validate_json(json.dumps(value))
        assert json.loads(adapter.dump_json(parsed, by_alias=True)) == value


@pytest.mark.parametrize("name", EVENT_OF)
def test_a_golden_payload_satisfies_the_published_schema(name: str) -> None:
    definitions = contract_definitions()
    for argument, value in zip(arguments_of(name), golden(name), strict=True):
        reference = {"$ref": f"#/$defs/{model_of(argument).__name__}", "$defs": definitions}
        for part in value if isinstance(value, list) else [value]:
            assert list(Draft202012Validator(reference).iter_errors(part)) == []


def test_every_event_has_a_golden_payload() -> None:
    assert set(EVENT_OF.values()) == set(SERVER_EVENTS)


def test_the_golden_refusal_is_what_the_model_writes() -> None:
    assert [json.loads(Refusal.model_validate(value).model_dump_json()) for value in golden("refusal")] == golden(
        "refusal"
    )


def test_payloads_are_closed() -> None:
    for arguments in SERVER_EVENTS.values():
        for argument in arguments:
            model = model_of(argument)
            with pytest.raises(ValidationError, match="surprise"):
                model.model_validate({"surprise": 1})


def test_every_request_names_an_event_that_exists() -> None:
    assert {request.answer for request in CLIENT_EVENTS.values()} - {None} <= set(SERVER_EVENTS)
