"""Collectors of servers that are run beside the panel."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from monitoring.contract.base import Timestamp, WireModel
from panel.api.models.base import ChangeModel, ListPage, Printable
from panel.collectors.fact import GATEWAY, CollectorKind
from panel.sources import http_problem


def _address(url: str) -> str:
    problem = http_problem(url)
    if problem is not None:
        raise ValueError(problem)
    return url


def _not_built_in(name: str) -> str:
    if name == GATEWAY:
        raise ValueError("the gateway's own collector is built in")
    return name


ServerUrl = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_address)]
CollectorName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=32, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$"),
    AfterValidator(_not_built_in),
]
# A colon would end the username (RFC 7617, section 2).
ServerUsername = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^:]+$"), Printable]
ServerPassword = Annotated[str, StringConstraints(max_length=256), Printable]


class CollectorRead(WireModel):
    """Its password is never shown."""

    id: int
    name: str
    kind: CollectorKind
    url: str | None = Field(description="shown to admin alone")
    username: str | None = Field(description="shown to admin alone")
    enabled: bool
    created_at: Timestamp


class CollectorCreate(WireModel):
    name: CollectorName
    kind: CollectorKind
    url: ServerUrl
    username: ServerUsername | None = None
    password: ServerPassword | None = None
    enabled: bool = True


class CollectorChange(ChangeModel):
    clearable = frozenset({"username", "password"})

    url: ServerUrl | None = None
    username: ServerUsername | None = None
    password: ServerPassword | None = None
    enabled: bool | None = None


class CollectorsPage(ListPage[CollectorRead]):
    """Collectors by name, the built-in one left out."""


class TriedConnection(WireModel):
    username: str | None
    stream_name: str | None
    protocol: str
    ip: str | None
    user_agent: str | None
    connected_at: Timestamp | None
    bytes_transferred: int | None


class CollectorTrial(WireModel):
    """What one reading found; `error` says why there is none."""

    works: bool
    error: str | None
    duration_ms: float
    connections: int | None
    newest: list[TriedConnection] = Field(description="at most ten")
