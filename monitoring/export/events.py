"""The TypeScript of the socket: every payload, and the event maps a typed Socket.IO client takes."""

from typing import get_origin

from monitoring.contract.base import PROTOCOL_VERSION
from monitoring.contract.requests import CLIENT_EVENTS, SERVER_EVENTS, Request
from monitoring.export.schema import contract_definitions, model_of
from monitoring.export.typescript import interface

HEADER = "// Generated from the Python models by `python -m panel.export`; do not edit.\n\n"


def events_typescript() -> str:
    """Return the module that the front end imports its payload types from."""
    parts = [HEADER, f"export const PROTOCOL_VERSION = {PROTOCOL_VERSION};\n\n"]
    parts += [interface(name, schema) + "\n" for name, schema in contract_definitions().items()]
    parts.append("export type Answer<T> = { ok: true; data: T } | Refusal;\n\n")
    parts.append(_server_events())
    parts.append(_client_events())
    return "".join(parts)


def _server_events() -> str:
    lines = [f"  '{event}': ({_arguments(arguments)}) => void;\n" for event, arguments in SERVER_EVENTS.items()]
    return "export interface ServerToClientEvents {\n" + "".join(lines) + "}\n\n"


def _arguments(arguments: tuple[object, ...]) -> str:
    if len(arguments) == 1:
        return f"payload: {_named(arguments[0])}"
    first = "rows" if get_origin(arguments[0]) is list else "delta"
    return f"{first}: {_named(arguments[0])}, page: {_named(arguments[1])}"


def _named(argument: object) -> str:
    suffix = "[]" if get_origin(argument) is list else ""
    return model_of(argument).__name__ + suffix


def _client_events() -> str:
    lines = [f"  '{event}': ({_request(request)}) => void;\n" for event, request in CLIENT_EVENTS.items()]
    return "export interface ClientToServerEvents {\n" + "".join(lines) + "}\n"


def _request(request: Request) -> str:
    data = " | ".join(model.__name__ for model in request.answers)
    return f"query: {request.query.__name__}, acknowledge?: (answer: Answer<{data}>) => void"
