"""A player that arrives: who it is, what its connection is called, its wait for the source, and how it is refused."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from uuid import uuid4

from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from geo.address import Network, client_address
from monitoring.clock import Clock
from monitoring.model import Identity
from panel.delivery.admission import Admitted, Refused
from panel.delivery.device import Device
from panel.delivery.relay import Relay
from panel.delivery.slots import Slot
from panel.delivery.viewer import PlayerConnection
from panel.players.user_agent import user_agent

UNCACHED = {"Cache-Control": "no-store"}


def refusal(status: HTTPStatus, headers: Mapping[str, str] = UNCACHED) -> Response:
    """Return what a player that is not served is told: the status, whatever the reason."""
    return PlainTextResponse(status.phrase + "\n", status, headers=headers)


def device_of(scope: Scope, trusted_proxies: Sequence[Network]) -> Device:
    """Return who asks, as far as the request tells."""
    peer = scope["client"][0] if scope.get("client") else None
    return Device(client_address(peer, scope["headers"], trusted_proxies), user_agent(scope["headers"]))


def identity_of(admitted: Admitted, protocol: str, clock: Clock) -> Identity:
    """Return a new connection's identity; it begins now."""
    return Identity(
        id=uuid4().hex,
        line_id=admitted.line.id,
        username=admitted.line.username,
        stream_id=admitted.stream.id,
        stream_name=admitted.stream.name,
        stream_type=admitted.stream.type,
        protocol=protocol,
        address=admitted.device.address,
        user_agent=admitted.device.user_agent,
        connected_at=clock.now(),
        connected_monotonic_s=clock.monotonic_s(),
    )


def check_reachable(relay: Relay) -> None:
    """Raise Refused with 503 when the stream is known not to be there."""
    if relay.status in ("offline", "stopped"):
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the source is down")


async def await_source(relay: Relay, connection: PlayerConnection, slot: Slot, longest_s: float) -> None:
    """Return once the stream is there; raises Refused when it is not in time, or the player left or zapped."""
    online = relay.online_soon()
    give_up = _settle(online)
    connection.on_lost = give_up
    slot.on_evicted = lambda _reason: give_up()
    ready = False
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            ready = await online
    connection.on_lost = None
    if slot.evicted is not None:
        raise Refused(HTTPStatus.FORBIDDEN, "another connection took its place")
    if not ready or connection.transport.is_closing():
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the source is down")


def _settle(online: "asyncio.Future[bool]") -> Callable[[], None]:
    def left() -> None:
        if not online.done():
            online.set_result(False)

    return left
