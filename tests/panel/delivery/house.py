"""A gateway behind a real server on loopback, and players that are plain sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network

from starlette.applications import Starlette

from monitoring.clock import SystemClock
from monitoring.model import StreamState
from panel.catalog import LineFact, StreamFact
from panel.delivery.gateway import Gateway
from panel.delivery.limits import DeliveryLimits
from panel.delivery.policy import LimitPolicy
from panel.health.book import HealthBook
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.server import Server
from tests.fakes.boards import LINKOPING, LONDON, FakePlaces
from tests.fakes.catalog import FakeBook, FakeCatalog

PLACES = {"81.2.69.160": LONDON, "89.160.20.112": LINKOPING}
"""Addresses players may name in X-Forwarded-For where the house is `trusting`."""

QUICK = DeliveryLimits(
    connect_s=1.0,
    first_byte_s=1.0,
    source_stall_s=1.0,
    retry_first_s=0.05,
    retry_longest_s=0.2,
    healthy_s=0.5,
    reconnect_silently_s=0.1,
    flush_s=0.05,
    wait_for_source_s=3.0,
    idle_grace_s=0.3,
    source_lost_s=0.6,
    viewer_stall_s=1.0,
    slot_wait_s=0.06,
    repeat_wait_s=0.3,
    kick_verify_s=0.3,
    sweep_s=0.1,
)


class Player:
    """One TCP connection of a player."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.received_bytes = 0
        self.head = b""

    async def answer(self) -> int:
        """Return the status of the answer; its head is then in `head`."""
        self.head = await self._reader.readuntil(b"\r\n\r\n")
        return int(self.head.split(b" ")[1])

    async def body(self) -> bytes:
        """Return everything up to the end of the connection."""
        return await self._reader.read()

    async def read(self, size_bytes: int) -> bytes:
        data = await self._reader.readexactly(size_bytes)
        self.received_bytes += size_bytes
        return data

    async def watch(self, duration_s: float) -> bytes:
        """Read for so long."""
        data = bytearray()
        try:
            async with asyncio.timeout(duration_s):
                while piece := await self._reader.read(65536):
                    data += piece
        except TimeoutError:
            pass
        self.received_bytes += len(data)
        return bytes(data)

    async def until_end(self) -> int:
        """Read to the end, however it comes, and return how many bytes came in all."""
        try:
            while piece := await self._reader.read(65536):
                self.received_bytes += len(piece)
        except ConnectionResetError:
            pass
        return self.received_bytes

    async def leave(self) -> None:
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()


class House:
    """Everything a test looks at."""

    def __init__(
        self, gateway: Gateway, catalog: FakeCatalog, book: FakeBook, health: HealthBook, port: int, server: Server
    ) -> None:
        self.gateway = gateway
        self.health = health
        self.catalog = catalog
        self.book = book
        self.port = port
        self.server = server
        self.players: list[Player] = []

    async def play(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: str = "",
        agent: str = "test/1",
        receive_buffer_bytes: int | None = None,
    ) -> Player:
        connection = socket.socket()
        if receive_buffer_bytes is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.port))
        reader, writer = await asyncio.open_connection(sock=connection, limit=65536)
        writer.write(f"{method} {path} HTTP/1.1\r\nHost: panel\r\nUser-Agent: {agent}\r\n{headers}\r\n".encode())
        player = Player(reader, writer)
        self.players.append(player)
        return player

    async def status(self, path: str, *, method: str = "GET", headers: str = "", agent: str = "test/1") -> int:
        player = await self.play(path, method=method, headers=headers, agent=agent)
        status = await player.answer()
        await player.leave()
        return status

    async def watching(self, path: str = "/live/alice/secret/1.ts", *, agent: str = "test/1") -> Player:
        player = await self.play(path, agent=agent)
        assert await player.answer() == 200
        return player

    def stream_state(self, stream_id: int = 1) -> StreamState:
        return next(state for state in self.gateway.board.states() if state.stream_id == stream_id)

    def stream_status(self, stream_id: int = 1) -> tuple[str, str | None]:
        state = self.stream_state(stream_id)
        return state.status, state.reason

    async def counted(self) -> dict[str, int]:
        """Bytes by connection id, as the collector reads them."""
        reading = await self.gateway.collector.read()
        pairs = zip(reading.keys, reading.counted_bytes, strict=True)
        return {reading.identities[int(key)].id: int(count) for key, count in pairs}


async def until(condition: Callable[[], bool], within_s: float = 5.0) -> None:
    """Return once `condition` holds; fails when that takes too long."""
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def keeping_house(
    lines: list[LineFact],
    streams: list[StreamFact],
    limits: DeliveryLimits = QUICK,
    *,
    allow_private: bool = True,
    policy: LimitPolicy = "refuse",
    trusting: bool = False,
) -> AsyncIterator[House]:
    catalog, book, health = FakeCatalog(lines, streams), FakeBook(), HealthBook(SystemClock())
    gateway = Gateway(
        catalog,
        book,
        SystemClock(),
        places=FakePlaces(PLACES),
        allow_private_sources=allow_private,
        trusted_proxies=[ip_network("127.0.0.1/32")] if trusting else (),
        limit_policy=policy,
        limits=limits,
        health=health,
    )
    listener = listen("127.0.0.1", 0)
    config = build_config(Starlette(routes=list(gateway.routes)), with_lifespan=False)
    server = Server(config, drains=[lambda: gateway.drain(1.0)])
    running = asyncio.create_task(gateway.run())
    serving = asyncio.create_task(server._serve([listener]))
    try:
        await until(lambda: server.started)
        house = House(gateway, catalog, book, health, listener.getsockname()[1], server)
        try:
            yield house
        finally:
            for player in house.players:
                await player.leave()
    finally:
        server.leave()
        await serving
        running.cancel()
        await asyncio.wait([running])
        listener.close()
