"""The socket described as AsyncAPI 3.0.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0).

Socket.IO has no binding there; as usual, the default namespace is one channel, each event one message, and an
acknowledgement is the reply of its request.
"""

from typing import get_origin

from monitoring.contract.base import PROTOCOL_VERSION
from monitoring.contract.requests import CLIENT_EVENTS, SERVER_EVENTS, Request
from monitoring.export.schema import contract_definitions, model_of

_SCHEMAS = "#/components/schemas/"
_CHANNEL = "#/channels/monitoring"


def asyncapi_document() -> dict[str, object]:
    """Return the whole document as JSON-serialisable values."""
    server_messages = {_key(event): _server_message(event, arguments) for event, arguments in SERVER_EVENTS.items()}
    client_messages = {_key(event): _client_message(event, request) for event, request in CLIENT_EVENTS.items()}
    answers = {f"{_key(event)}.answer": _answer(event, request) for event, request in CLIENT_EVENTS.items()}
    messages = server_messages | client_messages | answers
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Panel monitoring",
            "version": f"{PROTOCOL_VERSION}.0.0",
            "description": "Live figures over Socket.IO (protocol 5, path /socket.io/, default namespace).",
        },
        "defaultContentType": "application/json",
        "channels": {
            "monitoring": {
                "address": "/",
                "messages": {key: {"$ref": f"#/components/messages/{key}"} for key in messages},
            }
        },
        "operations": _operations(),
        "components": {"messages": messages, "schemas": contract_definitions(_SCHEMAS)},
    }


def _operations() -> dict[str, object]:
    sent: dict[str, object] = {f"send.{_key(event)}": _operation("send", event) for event in SERVER_EVENTS}
    received: dict[str, object] = {
        f"receive.{_key(event)}": _operation("receive", event)
        | {"reply": {"channel": {"$ref": _CHANNEL}, "messages": [_message_of(f"{_key(event)}.answer")]}}
        for event in CLIENT_EVENTS
    }
    return sent | received


def _operation(action: str, event: str) -> dict[str, object]:
    return {"action": action, "channel": {"$ref": _CHANNEL}, "messages": [_message_of(_key(event))]}


def _message_of(key: str) -> dict[str, str]:
    return {"$ref": f"{_CHANNEL}/messages/{key}"}


def _server_message(event: str, arguments: tuple[object, ...]) -> dict[str, object]:
    schemas = [_argument(argument) for argument in arguments]
    payload = schemas[0] if len(schemas) == 1 else {"type": "array", "prefixItems": schemas}
    return {"name": event, "payload": payload}


def _client_message(event: str, request: Request) -> dict[str, object]:
    return {
        "name": event,
        "summary": f"least role: {request.role}",
        "payload": {"$ref": _SCHEMAS + request.query.__name__},
    }


def _answer(event: str, request: Request) -> dict[str, object]:
    data: list[dict[str, str]] = [{"$ref": _SCHEMAS + model.__name__} for model in request.answers]
    accepted = {
        "type": "object",
        "properties": {"ok": {"const": True}, "data": data[0] if len(data) == 1 else {"anyOf": data}},
        "required": ["ok", "data"],
    }
    return {"name": f"{event} (acknowledgement)", "payload": {"oneOf": [accepted, {"$ref": f"{_SCHEMAS}Refusal"}]}}


def _argument(argument: object) -> dict[str, object]:
    reference = {"$ref": _SCHEMAS + model_of(argument).__name__}
    return {"type": "array", "items": reference} if get_origin(argument) is list else dict(reference)


def _key(event: str) -> str:
    return event.replace(":", ".")
