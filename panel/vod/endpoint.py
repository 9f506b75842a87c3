"""Answers players that ask for movies and episodes, in the ranges they ask for."""

import asyncio
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from http import HTTPStatus
from typing import cast

import aiohttp
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from geo.address import Network
from monitoring.clock import Clock
from monitoring.contract.events import StreamType
from panel.delivery.admission import Admission, Admitted, Refused
from panel.delivery.arrival import UNCACHED, device_of, identity_of, refusal
from panel.delivery.device import Device
from panel.delivery.limits import DeliveryLimits
from panel.delivery.registry import Registry
from panel.delivery.slots import Slot
from panel.delivery.upstream import Upstream
from panel.delivery.viewer import PlayerConnection
from panel.players.addresses import LiveAddress
from panel.serving.protocol import CONNECTION_EXTENSION
from panel.vod.containers import container_of, content_type_of
from panel.vod.file_connection import FileConnection
from panel.vod.ranges import passed_back, passed_on
from panel.vod.sources import opened_file
from panel.vod.transfer import Transfer

PROTOCOL = "http"
PIECE_BYTES = 64 * 1024
ARRIVAL_STEP_S = 0.02
# What sources say that do not know what they send.
VAGUE_TYPES = frozenset(("", "application/octet-stream", "binary/octet-stream", "text/plain"))


class FileEndpoint:
    """Relays files; each player's requests for one file are one connection."""

    def __init__(
        self,
        admission: Admission,
        registry: Registry,
        upstream: Upstream,
        clock: Clock,
        limits: DeliveryLimits,
        trusted_proxies: Sequence[Network],
    ) -> None:
        self._admission = admission
        self._registry = registry
        self._upstream = upstream
        self._clock = clock
        self._limits = limits
        self._trusted_proxies = trusted_proxies
        self._open: dict[tuple[int, int, Device], FileConnection] = {}

    def of_type(self, stream_type: StreamType) -> "TypedFileEndpoint":
        """Return the application for the addresses of one type."""
        return TypedFileEndpoint(self, stream_type)

    async def serve(self, stream_type: StreamType, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; raises Refused."""
        self._admission.check_open()
        admitted = await self._admission.admit(_asked(scope), device_of(scope, self._trusted_proxies), stream_type)
        headers = passed_on(scope["headers"])
        if scope["method"] == "HEAD":
            await self._describe(admitted, headers, scope, receive, send)
            return
        connection = await self._connection(admitted)
        connection.join()
        try:
            stream = admitted.stream
            async with opened_file(self._upstream, stream.id, stream.sources, "GET", headers) as response:
                self._admission.check_open()
                if connection.closing:
                    raise Refused(HTTPStatus.FORBIDDEN, "another connection took its place")
                if response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    await _described(response, admitted)(scope, receive, send)
                else:
                    await self._relay(connection, admitted, response, scope)
        finally:
            connection.leave()

    async def _describe(
        self, admitted: Admitted, headers: Mapping[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        if self._known(admitted) is None:
            self._admission.check_limit(admitted)
        stream = admitted.stream
        async with opened_file(self._upstream, stream.id, stream.sources, "HEAD", headers) as response:
            await _described(response, admitted)(scope, receive, send)

    async def _connection(self, admitted: Admitted) -> FileConnection:
        """Return the connection this request is part of; raises Refused when there is none and none may be made."""
        known = self._known(admitted)
        if known is not None:
            return known
        try:
            slot = await self._admission.take_slot(admitted)
        except Refused:
            # Another request of this player may have been first.
            known = self._known(admitted)
            if known is None:
                raise
            return known
        known = self._known(admitted)
        if known is None:
            return self._made(_key(admitted), admitted, slot)
        slot.release()
        return known

    def _known(self, admitted: Admitted) -> FileConnection | None:
        known = self._open.get(_key(admitted))
        return None if known is None or known.closing else known

    def _made(self, key: tuple[int, int, Device], admitted: Admitted, slot: Slot) -> FileConnection:
        connection = FileConnection(
            identity_of(admitted, PROTOCOL, self._clock), admitted.line, self._clock, self._limits.file_idle_s
        )

        def over() -> None:
            slot.release()
            if self._open.get(key) is connection:
                del self._open[key]
            self._registry.closed(connection)

        connection.on_open = lambda: self._registry.opened(connection)

        def idle(is_idle: bool) -> None:
            slot.idle = is_idle

        connection.on_over = over
        connection.on_idle = idle
        slot.on_evicted = connection.end
        self._open[key] = connection
        return connection

    async def _relay(
        self, connection: FileConnection, admitted: Admitted, response: aiohttp.ClientResponse, scope: Scope
    ) -> None:
        player = cast(PlayerConnection, scope["extensions"][CONNECTION_EXTENSION])
        if player.transport.is_closing():
            return
        transfer = Transfer(player, self._limits.file_pause_s, self._clock.monotonic_s(), response.close)
        connection.attach(transfer, self._head(response, admitted))
        try:
            await self._send_all(transfer, response)
            while not transfer.lost and not transfer.finish():
                await self._clock.sleep(ARRIVAL_STEP_S)
            await transfer.wait_lost()
        except (aiohttp.ClientError, OSError):
            # The player's leaving closes the source too.
            if not transfer.stopped:
                connection.source_lost()
        finally:
            transfer.abort()

    async def _send_all(self, transfer: Transfer, response: aiohttp.ClientResponse) -> None:
        """Send the file's part on, for as long as it is taken; raises what the source's connection raises."""
        while True:
            async with asyncio.timeout(self._limits.source_stall_s):
                piece = await response.content.read(PIECE_BYTES)
            if not piece or not await transfer.send(piece):
                return

    def _head(self, response: aiohttp.ClientResponse, admitted: Admitted) -> bytes:
        lines = {
            "Date": format_datetime(self._clock.now(), usegmt=True),
            **_headers(response, admitted),
            "Connection": "close",
        }
        status = HTTPStatus(response.status)
        told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"HTTP/1.1 {status.value} {status.phrase}\r\n{told}\r\n".encode("ascii")


def _asked(scope: Scope) -> LiveAddress:
    asked = scope["path_params"]
    return LiveAddress(asked["username"], asked["password"], asked["stream_id"])


def _key(admitted: Admitted) -> tuple[int, int, Device]:
    return admitted.line.id, admitted.stream.id, admitted.device


def _headers(response: aiohttp.ClientResponse, admitted: Admitted) -> Mapping[str, str]:
    known = response.headers.get("Content-Type", "")
    vague = known.partition(";")[0].strip().lower() in VAGUE_TYPES or not (known.isascii() and known.isprintable())
    content_type = content_type_of(container_of(admitted.stream.sources[0])) if vague else known
    return {"Content-Type": content_type, **passed_back(response.status, response.headers), **UNCACHED}


def _described(response: aiohttp.ClientResponse, admitted: Admitted) -> Response:
    """Return the answer without a body: to HEAD, or to a range that the file does not have."""
    headers = dict(_headers(response, admitted))
    if response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        headers.pop("Content-Length", None)
    return Response(status_code=response.status, headers=headers)


class TypedFileEndpoint:
    """An ASGI application for the players' addresses of one type of title."""

    def __init__(self, endpoint: FileEndpoint, stream_type: StreamType) -> None:
        self._endpoint = endpoint
        self._stream_type = stream_type

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._endpoint.serve(self._stream_type, scope, receive, send)
        except Refused as refused:
            await refusal(refused.status)(scope, receive, send)
