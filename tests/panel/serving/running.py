"""A server of ours in this process, and raw TCP peers to try it with."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.protocol import HttpProtocol
from panel.serving.server import Drain, Server


class HastyHttp(HttpProtocol):
    """The same protocol with a head deadline a test can wait for."""

    HEAD_DEADLINE_S = 0.5


class Running:
    """A server that listens on loopback."""

    def __init__(self, server: Server, port: int, serving: asyncio.Task[None]) -> None:
        self.server = server
        self.port = port
        self.serving = serving

    async def peer(self, receive_buffer_bytes: int | None = None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a TCP connection; with a small receive buffer it is soon full."""
        tcp = socket.socket()
        if receive_buffer_bytes is not None:
            tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        tcp.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(tcp, ("127.0.0.1", self.port))
        except OSError:
            tcp.close()
            raise
        return await asyncio.open_connection(sock=tcp, limit=2**20)

    async def answer(self, request: bytes, within_s: float = 3.0) -> bytes:
        """Send raw bytes and return everything that comes until the server closes."""
        reader, writer = await self.peer()
        try:
            writer.write(request)
            async with asyncio.timeout(within_s):
                return await reader.read()
        except ConnectionError:
            return b""
        finally:
            writer.close()

    async def pour(self, head: bytes, chunk: bytes, most_bytes: int = 50_000_000) -> int:
        """Send `head` and then chunks until the server closes; return how many bytes of chunks it took."""
        _, writer = await self.peer()
        sent = 0
        try:
            writer.write(head)
            while sent < most_bytes:
                writer.write(chunk)
                await asyncio.wait_for(writer.drain(), 2)
                sent += len(chunk)
        except ConnectionError:
            return sent
        finally:
            writer.close()
        return sent

    async def stop(self) -> None:
        """Have the server leave and wait until it has."""
        self.server.leave()
        await self.serving


@asynccontextmanager
async def running(
    app: ASGIApp, drains: Sequence[Drain] = (), *, with_lifespan: bool = False, lifespan_s: float = 2.1
) -> AsyncIterator[Running]:
    """Serve an application; it has stopped when this closes."""
    listener = listen("127.0.0.1", 0)
    config = build_config(app, http=HastyHttp, with_lifespan=with_lifespan)
    server = Server(config, drains, drain_s=0.5, finish_s=0.2, lifespan_s=lifespan_s)
    serving = asyncio.create_task(server._serve([listener]))
    while not server.started:
        await asyncio.sleep(0.005)
    run = Running(server, listener.getsockname()[1], serving)
    try:
        yield run
    finally:
        await run.stop()
