"""Answers players: admits them, waits for the source, then hands the connection to a viewer."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from email.utils import format_datetime
from http import HTTPStatus
from typing import cast
from uuid import uuid4

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from geo.address import Network, client_address
from monitoring.clock import Clock
from monitoring.model import Identity
from panel.delivery.admission import Admission, Admitted, Refused
from panel.delivery.board import Board
from panel.delivery.device import Device
from panel.delivery.limits import DeliveryLimits
from panel.delivery.registry import Registry
from panel.delivery.relay import Relay
from panel.delivery.slots import Slot
from panel.delivery.viewer import PlayerConnection, Viewer
from panel.players.addresses import LiveAddress
from panel.players.user_agent import user_agent
from panel.serving.protocol import CONNECTION_EXTENSION

PROTOCOL = "mpegts"
CONTENT_TYPE = "video/mp2t"
UNCACHED = {"Cache-Control": "no-store"}


class LiveEndpoint:
    """An ASGI application for the players' addresses of live streams."""

    def __init__(
        self,
        admission: Admission,
        board: Board,
        registry: Registry,
        clock: Clock,
        limits: DeliveryLimits,
        trusted_proxies: Sequence[Network],
    ) -> None:
        self._admission = admission
        self._board = board
        self._registry = registry
        self._clock = clock
        self._limits = limits
        self._trusted_proxies = trusted_proxies
        self.closed = False
        """Whether nobody is served any more."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._serve(scope, receive, send)
        except Refused as refused:
            body = refused.status.phrase + "\n"
            await PlainTextResponse(body, refused.status, headers=UNCACHED)(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._check_open()
        peer = scope["client"][0] if scope.get("client") else None
        address = client_address(peer, scope["headers"], self._trusted_proxies)
        device = Device(address, user_agent(scope["headers"]))
        admitted = await self._admission.admit(LiveAddress(**scope["path_params"]), device)
        relay = self._board.relay_of(admitted.stream)
        if scope["method"] == "HEAD":
            self._admission.check_limit(admitted)
            self._check_reachable(relay)
            await Response(headers=UNCACHED | {"Content-Type": CONTENT_TYPE})(scope, receive, send)
            return
        slot = await self._admission.take_slot(admitted)
        try:
            connection = cast(PlayerConnection, scope["extensions"][CONNECTION_EXTENSION])
            await self._await_source(relay, connection, slot)
        except BaseException:
            slot.release()
            raise
        viewer = self._open(self._identity(admitted), admitted, relay, connection, slot)
        await self._stay(viewer, receive)

    def _check_open(self) -> None:
        if self.closed:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "shutting down")

    def _check_reachable(self, relay: Relay) -> None:
        if relay.status in ("offline", "stopped"):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the source is down")

    async def _await_source(self, relay: Relay, connection: PlayerConnection, slot: Slot) -> None:
        """Return once the stream is there; raises Refused when it is not in time, or the player left or zapped."""
        online = relay.online_soon()
        give_up = _settle(online)
        connection.on_lost = give_up
        slot.on_evicted = lambda _reason: give_up()
        ready = False
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.wait_for_source_s):
                ready = await online
        connection.on_lost = None
        if slot.evicted is not None:
            raise Refused(HTTPStatus.FORBIDDEN, "another connection took its place")
        if not ready or connection.transport.is_closing():
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the source is down")
        self._check_open()

    def _open(
        self, identity: Identity, admitted: Admitted, relay: Relay, connection: PlayerConnection, slot: Slot
    ) -> Viewer:
        viewer = Viewer(identity, admitted.line, connection, relay.ring, self._clock, self._limits)

        def over(ended: Viewer) -> None:
            relay.detach(ended)
            slot.release()
            self._registry.closed(ended)

        slot.on_evicted = viewer.end
        self._registry.opened(viewer)
        relay.attach(viewer)
        viewer.begin(self._head(), over)
        return viewer

    @staticmethod
    async def _stay(viewer: Viewer, receive: Receive) -> None:
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            if viewer.over is None:
                viewer.end("shutdown")

    def _identity(self, admitted: Admitted) -> Identity:
        return Identity(
            id=uuid4().hex,
            line_id=admitted.line.id,
            username=admitted.line.username,
            stream_id=admitted.stream.id,
            stream_name=admitted.stream.name,
            stream_type=admitted.stream.type,
            protocol=PROTOCOL,
            address=admitted.device.address,
            user_agent=admitted.device.user_agent,
            connected_at=self._clock.now(),
            connected_monotonic_s=self._clock.monotonic_s(),
        )

    def _head(self) -> bytes:
        # Something without an end has no ranges: who asks for `bytes=0-` is given all of it (RFC 9110, section 14.2).
        date = format_datetime(self._clock.now(), usegmt=True)
        return (
            f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Type: {CONTENT_TYPE}\r\n"
            "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        ).encode("ascii")


def _settle(online: "asyncio.Future[bool]") -> Callable[[], None]:
    def left() -> None:
        if not online.done():
            online.set_result(False)

    return left
