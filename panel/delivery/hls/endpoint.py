"""Answers players that ask for live streams as HLS: a master playlist with a token, then what the token gives."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.address import Network
from monitoring.clock import Clock
from panel.delivery.admission import Admission, Admitted, Refused
from panel.delivery.arrival import await_source, check_reachable, device_of, identity_of, refusal
from panel.delivery.board import Board
from panel.delivery.hls.byte_range import Unsatisfiable, asked_range
from panel.delivery.hls.playlists import CONTENT_TYPE, master_playlist
from panel.delivery.hls.response import OPEN, UNCACHED, CountedResponse
from panel.delivery.hls.segment import LONGEST_S, Segment
from panel.delivery.hls.segmenter import USUAL_BPS
from panel.delivery.hls.segmenters import Segmenters
from panel.delivery.hls.tickets import Ticket, Tickets
from panel.delivery.hls.viewer import HlsViewer
from panel.delivery.limits import DeliveryLimits
from panel.delivery.punctuality import Punctuality
from panel.delivery.registry import Registry
from panel.delivery.relay import Relay
from panel.delivery.shortage import Shortage
from panel.delivery.slots import Slot
from panel.delivery.viewer import PlayerConnection
from panel.players.addresses import HLS_MASTER_PATHS, HLS_PLAYLIST_PATH, HLS_SEGMENT_PATH, LiveAddress
from panel.serving.protocol import CONNECTION_EXTENSION

PROTOCOL = "hls"
# The first segment may be as long as any, and its source was there before it was begun.
FIRST_SEGMENT_S = LONGEST_S + 2.0
PLAYLIST_HEADERS = UNCACHED | {"Content-Type": CONTENT_TYPE}
# A segment never changes, but is of use no longer than players look back.
SEGMENT_HEADERS = OPEN | {
    "Content-Type": "video/mp2t",
    "Cache-Control": "private, max-age=30",
    "Accept-Ranges": "bytes",
}

Handler = Callable[[Request], Awaitable[Response]]


class HlsEndpoint:
    """The players' addresses of live streams as HLS. `sweep` is to be called now and then."""

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
        self._tickets = Tickets(clock)
        self._segmenters = Segmenters(clock)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        masters = [Route(path, self._guarded(self._master), methods=["GET"]) for path in HLS_MASTER_PATHS]
        return [
            *masters,
            Route(HLS_PLAYLIST_PATH, self._guarded(self._playlist), methods=["GET"]),
            Route(HLS_SEGMENT_PATH, self._guarded(self._segment), methods=["GET"]),
        ]

    def sweep(self) -> None:
        """Forget tokens that were never used."""
        self._tickets.sweep()

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: Request) -> Response:
            try:
                self._admission.check_open()
                return await handler(request)
            except Refused as refused:
                return refusal(refused.status, UNCACHED)

        return guarded

    async def _master(self, request: Request) -> Response:
        asked = LiveAddress(**request.path_params)
        admitted = await self._admission.admit(asked, device_of(request.scope, self._trusted_proxies))
        relay = self._board.relay_of(admitted.stream)
        check_reachable(relay)
        if request.method == "HEAD":
            return Response(headers=PLAYLIST_HEADERS)
        ticket = self._tickets.issue(asked, admitted)
        segmenter = self._segmenters.find(relay)
        child = HLS_PLAYLIST_PATH.format(token=ticket.token)
        return Response(
            master_playlist(child, segmenter.peak_bps if segmenter else USUAL_BPS), headers=PLAYLIST_HEADERS
        )

    async def _playlist(self, request: Request) -> Response:
        viewer = await self._viewer(request)
        try:
            async with asyncio.timeout(FIRST_SEGMENT_S):
                await viewer.segmenter.wait_ready()
        except TimeoutError:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "nothing to play yet") from None
        return CountedResponse(viewer, [viewer.segmenter.playlist()], PLAYLIST_HEADERS)

    async def _segment(self, request: Request) -> Response:
        viewer = await self._viewer(request)
        segment = viewer.segmenter.segment(request.path_params["number"])
        if segment is None:
            raise Refused(HTTPStatus.NOT_FOUND, "no such segment")
        try:
            asked = asked_range(request.headers.raw, segment.size_bytes)
        except Unsatisfiable:
            headers = OPEN | {"Content-Range": f"bytes */{segment.size_bytes}"}
            return Response(status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
        return _part(viewer, segment, asked)

    async def _viewer(self, request: Request) -> HlsViewer:
        """Return the connection of the token, its first use included; raises Refused."""
        ticket = self._tickets.find(request.path_params["token"])
        if ticket is None:
            raise Refused(HTTPStatus.FORBIDDEN, "no such token")
        async with ticket.opening:
            viewer = ticket.viewer or await self._open(ticket, request)
        if viewer.is_ending:
            raise Refused(HTTPStatus.FORBIDDEN, "the connection is over")
        if viewer.is_busy:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "too many requests at a time")
        viewer.requested()
        return viewer

    async def _open(self, ticket: Ticket, request: Request) -> HlsViewer:
        """Judge again what was admitted when the token was issued, and begin the connection."""
        admitted = await self._admission.admit(ticket.asked, ticket.device)
        relay = self._board.relay_of(admitted.stream)
        slot = await self._admission.take_slot(admitted)
        try:
            connection = cast(PlayerConnection, request.scope["extensions"][CONNECTION_EXTENSION])
            await await_source(relay, connection, slot, self._limits.wait_for_source_s)
            self._admission.check_open()
        except BaseException:
            slot.release()
            raise
        return self._begin(ticket, admitted, relay, slot)

    def _begin(self, ticket: Ticket, admitted: Admitted, relay: Relay, slot: Slot) -> HlsViewer:
        def over(ended: HlsViewer) -> None:
            self._tickets.drop(ticket)
            self._segmenters.leave(ended.segmenter)
            slot.release()
            self._registry.closed(ended)

        identity = identity_of(admitted, PROTOCOL, self._clock)
        shortage = Shortage(relay.source_pace, self._punctuality, self._limits, self._clock.monotonic_s())
        segmenter = self._segmenters.join(relay)
        viewer = HlsViewer(identity, admitted.line, segmenter, shortage, self._clock, self._limits, over)
        ticket.viewer = viewer
        slot.on_evicted = viewer.end
        self._registry.opened(viewer)
        return viewer


def _part(viewer: HlsViewer, segment: Segment, asked: tuple[int, int] | None) -> Response:
    if asked is None:
        return CountedResponse(viewer, segment.pieces, SEGMENT_HEADERS, segment.duration_s)
    first, last = asked
    headers = SEGMENT_HEADERS | {"Content-Range": f"bytes {first}-{last}/{segment.size_bytes}"}
    duration_s = segment.duration_s * (last + 1 - first) / segment.size_bytes
    return CountedResponse(viewer, segment.part(first, last), headers, duration_s, HTTPStatus.PARTIAL_CONTENT)
