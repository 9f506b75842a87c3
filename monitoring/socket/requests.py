"""What operators' sockets ask: one table, one place where a request is checked, answered or refused."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import orjson
import structlog
from pydantic import ValidationError

from monitoring import payloads
from monitoring.contract.base import WireModel
from monitoring.contract.requests import (
    CLIENT_EVENTS,
    ROLE_RANK,
    BandwidthAtQuery,
    ConnectionsAtQuery,
    ConnectionsSubscription,
    DashboardAtQuery,
    EventSelection,
    GeoAtQuery,
    GroupsAtQuery,
    Refusal,
    Request,
    StreamsQuery,
    Subscriptions,
)
from monitoring.errors import RequestError
from monitoring.grouping import grouped_connections
from monitoring.looking import look
from monitoring.ports import Moments, Past
from monitoring.scene import Scene
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
    moments: Moments | None

    @property
    def packets(self) -> TickPackets:
        if self.newest is None:
            raise RequestError("unavailable", "nothing has been measured yet")
        return self.newest

    @property
    def kept(self) -> Moments:
        if self.moments is None:
            raise RequestError("unavailable", "moments of the past are not kept here")
        return self.moments

    async def scene(self, at: datetime | None) -> Scene:
        """Return what was then, or the newest snapshot. Raises RequestError."""
        return self.packets.snapshot if at is None else await self.kept.scene(at)


Answer = Callable[[Asked], Encoded]
SlowAnswer = Callable[[Asked], Awaitable[Encoded]]


async def _request_dashboard(asked: Asked) -> Encoded:
    at = cast(DashboardAtQuery, asked.query).at
    return asked.packets.dashboard() if at is None else encode_data(await asked.kept.dashboard(at))


async def _request_connections(asked: Asked) -> Encoded:
    query = cast(ConnectionsAtQuery, asked.query)
    scene, view = await asked.scene(query.at), query.view()
    await look(scene, view)
    if query.at is not None:
        return encode_data(payloads.connections(scene, view))
    encoded = asked.packets.connections(view)
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
    query = cast(GroupsAtQuery, asked.query)
    groups = await grouped_connections(await asked.scene(query.at), query)
    return encode("connections:groups", groups) if query.at is None else encode_data(groups)


async def _request_bandwidth(asked: Asked) -> Encoded:
    query = cast(BandwidthAtQuery, asked.query)
    encoded = await asked.packets.past_bandwidth(query.series(), asked.past)
    return encoded if query.at is None else encoded.only_acknowledged()


async def _request_geo(asked: Asked) -> Encoded:
    query = cast(GeoAtQuery, asked.query)
    if query.at is None:
        return asked.packets.geo(query)
    return encode_data(payloads.geo(await asked.scene(query.at), query))


ANSWERS: Mapping[str, Answer | SlowAnswer] = {
    "request:dashboard": _request_dashboard,
    "request:connections": _request_connections,
    "request:groups": _request_groups,
    "request:bandwidth": _request_bandwidth,
    "request:streams": lambda asked: asked.packets.streams(cast(StreamsQuery, asked.query)),
    "request:geo": _request_geo,
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
    event: str,
    socket: OperatorSocket,
    arguments: tuple[object, ...],
    newest: TickPackets | None,
    past: Past,
    moments: Moments | None = None,
) -> Answered:
    """Answer one request: send its event to that socket alone and return the acknowledgement. Raises nothing."""
    try:
        request = _request(event, socket)
        asked = Asked(socket, _query(request, arguments), newest, past, moments)
        encoded = await _encoded(event, asked)
    except RequestError as error:
        return Answered(refused(Refusal(code=error.code, message=error.message)), refused=True)
    except Exception:
        log.exception("a request failed", request=event)
        failure = Refusal(code="unavailable", message="the request could not be answered")
        return Answered(refused(failure), refused=True)
    if encoded.packet is not None:
        socket.peer.answer(encoded.packet)
    return Answered(accepted(encoded.data), refused=False)


def _request(event: str, socket: OperatorSocket) -> Request:
    if not socket.peer.requests.take() or socket.peer.is_full():
        raise RequestError("rate_limited", "too many requests; try again in a second")
    request = CLIENT_EVENTS.get(event)
    if request is None:
        raise RequestError("not_found", "there is no such request")
    if ROLE_RANK[socket.principal.role] < ROLE_RANK[request.role]:
        raise RequestError("forbidden", f"this needs the role {request.role}")
    return request


async def _encoded(event: str, asked: Asked) -> Encoded:
    if isinstance(asked.query, ConnectionsSubscription) and asked.newest is not None:
        await look(asked.newest.snapshot, asked.query)
    encoded = ANSWERS[event](asked)
    return encoded if isinstance(encoded, Encoded) else await encoded


def _query(request: Request, arguments: tuple[object, ...]) -> WireModel:
    if len(arguments) > 1:
        raise RequestError("bad_request", "a request takes one object")
    given = arguments[0] if arguments and arguments[0] is not None else {}
    if not isinstance(given, dict):
        raise RequestError("bad_request", "a request takes an object")
    try:
        # Read as JSON, which has no times: their text is taken strictly too.
        return request.query.model_validate_json(orjson.dumps(given), strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RequestError("bad_request", f"{field}: {first['msg']}", field) from error
