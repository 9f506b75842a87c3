"""Answers players: admits them, waits for the source, then hands the connection to a viewer."""

from collections.abc import Sequence
from email.utils import format_datetime
from typing import cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from geo.address import Network
from monitoring.clock import Clock
from monitoring.model import Identity
from panel.delivery.admission import Admission, Admitted, Refused
from panel.delivery.arrival import UNCACHED, await_source, check_reachable, device_of, identity_of, refusal
from panel.delivery.board import Board
from panel.delivery.limits import DeliveryLimits
from panel.delivery.punctuality import Punctuality
from panel.delivery.registry import Registry
from panel.delivery.relay import Relay
from panel.delivery.shortage import Shortage
from panel.delivery.slots import Slot
from panel.delivery.viewer import PlayerConnection, Viewer
from panel.players.addresses import LiveAddress
from panel.serving.protocol import CONNECTION_EXTENSION

PROTOCOL = "mpegts"
CONTENT_TYPE = "video/mp2t"


class LiveEndpoint:
    """An ASGI application for the players' addresses of live streams."""

    def __init__(
        self,
        admission: Admission,
        board: Board,
        registry: Registry,
        clock: Clock,
        limits: DeliveryLimits,
        punctuality: Punctuality,
        trusted_proxies: Sequence[Network],
    ) -> None:
        self._admission = admission
        self._board = board
        self._registry = registry
        self._clock = clock
        self._limits = limits
        self._punctuality = punctuality
        self._trusted_proxies = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._serve(scope, receive, send)
        except Refused as refused:
            await refusal(refused.status)(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._admission.check_open()
        device = device_of(scope, self._trusted_proxies)
        admitted = await self._admission.admit(LiveAddress(**scope["path_params"]), device)
        relay = self._board.relay_of(admitted.stream)
        if scope["method"] == "HEAD":
            self._admission.check_limit(admitted)
            check_reachable(relay)
            await Response(headers=UNCACHED | {"Content-Type": CONTENT_TYPE})(scope, receive, send)
            return
        slot = await self._admission.take_slot(admitted)
        try:
            connection = cast(PlayerConnection, scope["extensions"][CONNECTION_EXTENSION])
            await await_source(relay, connection, slot, self._limits.wait_for_source_s)
            self._admission.check_open()
        except BaseException:
            slot.release()
            raise
        viewer = self._open(identity_of(admitted, PROTOCOL, self._clock), admitted, relay, connection, slot)
        await self._stay(viewer, receive)

    def _open(
        self, identity: Identity, admitted: Admitted, relay: Relay, connection: PlayerConnection, slot: Slot
    ) -> Viewer:
        shortage = Shortage(relay.source_pace, self._punctuality, self._limits, self._clock.monotonic_s())
        viewer = Viewer(identity, admitted.line, connection, relay.ring, shortage, self._clock, self._limits)

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

    def _head(self) -> bytes:
        # Something without an end has no ranges: who asks for `bytes=0-` is given all of it (RFC 9110, section 14.2).
        date = format_datetime(self._clock.now(), usegmt=True)
        return (
            f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Type: {CONTENT_TYPE}\r\n"
            "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        ).encode("ascii")
