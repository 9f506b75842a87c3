"""What operators' sockets ask: one table, one place where a request is checked, answered or refused."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import cast

import orjson
import structlog
from pydantic import ValidationError

from monitoring.contract.base import WireModel
from monitoring.contract.requests import (
    CLIENT_EVENTS,
    ROLE_RANK,
    BandwidthQuery,
    ConnectionsQuery,
    ConnectionsSubscription,
    EventSelection,
    GeoQuery,
    GroupsQuery,
    Refusal,
    Request,
    StreamsQuery,
    Subscriptions,
)
from monitoring.errors import RequestError
from monitoring.grouping import grouped_connections
from monitoring.looking import look
from monitoring.ports import Past
from monitoring.socket.packets import TickPackets
from monitoring.socket.room import OperatorSocket
from monitoring.socket.view import View
from monitoring.socket.wire import Encoded, accepted, encode, encode_data, refused

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that passed its checks. Queries are answered from the newest snapshot, if there is one yet."""

    socket: OperatorSocket
    query: WireModel
    newest: TickPackets | None
    past: Past

    @property
    def packets(self) -> TickPackets:
        if self.newest is None:
            raise RequestError("unavailable", "nothing has been measured yet")
        return self.newest


Answer = Callable[[Asked], Encoded]
SlowAnswer = Callable[[Asked], Awaitable[Encoded]]


def _request_connections(asked: Asked) -> Encoded:
    encoded = asked.packets.connections(cast(ConnectionsQuery, asked.query))
    # The event shows other rows than those of its view.
    asked.socket.page_seq = None
    return encoded


def _subscribe_connections(asked: Asked) -> Encoded:
    view = View(cast(ConnectionsSubscription, asked.query))
    asked.socket.view = view
    asked.socket.page_seq = None
    encoded = asked.packets.view(view)
    asked.socket.page_seq = asked.packets.snapshot.seq
    return encoded


def _subscribe(asked: Asked) -> Encoded:
    asked.socket.events = asked.socket.events.union(cast(EventSelection, asked.query).events)
    return encode_data(Subscriptions(events=asked.socket.subscribed()))


def _unsubscribe(asked: Asked) -> Encoded:
    asked.socket.events = asked.socket.events.difference(cast(EventSelection, asked.query).events)
    return encode_data(Subscriptions(events=asked.socket.subscribed()))


async def _request_groups(asked: Asked) -> Encoded:
    groups = await grouped_connections(asked.packets.snapshot, cast(GroupsQuery, asked.query))
    return encode("connections:groups", groups)


async def _request_bandwidth(asked: Asked) -> Encoded:
    return await asked.packets.past_bandwidth(cast(BandwidthQuery, asked.query), asked.past)


ANSWERS: Mapping[str, Answer | SlowAnswer] = {
    "request:dashboard": lambda asked: asked.packets.dashboard(),
    "request:connections": _request_connections,
    "request:groups": _request_groups,
    "request:bandwidth": _request_bandwidth,
    "request:streams": lambda asked: asked.packets.streams(cast(StreamsQuery, asked.query)),
    "request:geo": lambda asked: asked.packets.geo(cast(GeoQuery, asked.query)),
    "subscribe:connections": _subscribe_connections,
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """How a request ended: what its acknowledgement says, and whether that is a refusal."""

    acknowledgement: orjson.Fragment
    refused: bool


async def answer(
    event: str, socket: OperatorSocket, arguments: tuple[object, ...], newest: TickPackets | None, past: Past
) -> Answered:
    """Answer one request: send its event to that socket alone and return the acknowledgement. Raises nothing."""
    try:
        encoded = await _answer(event, socket, arguments, newest, past)
    except RequestError as error:
        return Answered(refused(Refusal(code=error.code, message=error.message)), refused=True)
    except Exception:
        log.exception("a request failed", request=event)
        failure = Refusal(code="unavailable", message="the request could not be answered")
        return Answered(refused(failure), refused=True)
    if encoded.packet is not None:
        socket.peer.answer(encoded.packet)
    return Answered(accepted(encoded.data), refused=False)


async def _answer(
    event: str, socket: OperatorSocket, arguments: tuple[object, ...], newest: TickPackets | None, past: Past
) -> Encoded:
    if not socket.peer.requests.take() or socket.peer.is_full():
        raise RequestError("rate_limited", "too many requests; try again in a second")
    request = CLIENT_EVENTS.get(event)
    if request is None:
        raise RequestError("not_found", "there is no such request")
    if ROLE_RANK[socket.principal.role] < ROLE_RANK[request.role]:
        raise RequestError("forbidden", f"this needs the role {request.role}")
    query = _query(request, arguments)
    if isinstance(query, ConnectionsQuery) and newest is not None:
        await look(newest.snapshot, query)
    encoded = ANSWERS[event](Asked(socket, query, newest, past))
    return encoded if isinstance(encoded, Encoded) else await encoded


def _query(request: Request, arguments: tuple[object, ...]) -> WireModel:
    if len(arguments) > 1:
        raise RequestError("bad_request", "a request takes one object")
    given = arguments[0] if arguments and arguments[0] is not None else {}
    if not isinstance(given, dict):
        raise RequestError("bad_request", "a request takes an object")
    try:
        return request.query.model_validate(given, strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RequestError("bad_request", f"{field}: {first['msg']}", field) from error
