"""A real server on loopback with sockets whose ticks a test makes by hand."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from ipaddress import ip_network
from typing import Any

import socketio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from monitoring.manager import WebSocketManager
from monitoring.snapshot import Snapshot
from monitoring.socket.limits import SocketLimits
from monitoring.socket.room import OperatorSocket
from monitoring.socket.server import GuardedServer
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.server import Server
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock
from tests.fakes.gatekeeper import FakeGatekeeper

HASTY = SocketLimits(authentication_s=1.0, kick_grace_s=0.2)
TRUSTED = "10.0.0.0/8"


class Stage:
    """A manager behind a server, everything around it fake, and clients to try it with."""

    def __init__(self, limits: SocketLimits, origins: Collection[str], trusted: Collection[str]) -> None:
        self.clock = ManualClock()
        self.around = Surroundings(self.clock)
        self.around.streams.add(1, "News")
        self.sampler = self.around.sampler()
        self.gatekeeper = FakeGatekeeper()
        self.limits = limits
        self.manager = WebSocketManager(
            self.sampler,
            self.around.streams,
            self.around.audience,
            self.gatekeeper,
            self.clock,
            self.around.past,
            origins,
            [ip_network(each) for each in trusted],
            limits,
        )
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def websocket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket"

    @property
    def server(self) -> GuardedServer:
        return self.manager._server

    @property
    def sockets(self) -> list[OperatorSocket]:
        return list(self.manager._room)

    async def tick(self, after_s: float = 5.0) -> Snapshot:
        """Let time pass, make a tick and let it be sent."""
        self.clock.jump(after_s)
        snapshot = await self.sampler.tick()
        for _ in range(3):
            await asyncio.sleep(0)
        return snapshot

    async def raw(self, tcp: socket.socket | None = None) -> ClientConnection:
        """Return a websocket with the Engine.IO session open and nothing more."""
        websocket = await connect(
            self.websocket_url, sock=tcp, max_size=None, ping_interval=None, compression=None, max_queue=None
        )
        opened = await websocket.recv()
        assert isinstance(opened, str)
        assert opened.startswith("0{")
        return websocket

    async def joined(self, token: str = "ptk_good", tcp: socket.socket | None = None) -> ClientConnection:
        """Return a websocket that was let in."""
        websocket = await self.raw(tcp)
        await websocket.send(f'40{{"token":"{token}"}}')
        answer = await websocket.recv()
        assert isinstance(answer, str)
        assert answer.startswith("40{"), answer
        return websocket

    @asynccontextmanager
    async def client(self, token: str = "ptk_good", *transports: str) -> AsyncIterator["Client"]:
        """A stock client, connected; with its default transports unless told otherwise."""
        client = Client()
        await client.socket.connect(
            self.url, auth={"token": token}, transports=list(transports) or None, wait_timeout=15
        )
        try:
            yield client
        finally:
            await client.socket.disconnect()


class Client:
    """A stock client that keeps what it is sent."""

    def __init__(self) -> None:
        self.socket = socketio.AsyncClient(reconnection=False)
        self.got: asyncio.Queue[tuple[str, tuple[object, ...]]] = asyncio.Queue()
        self.lost = asyncio.Event()
        self.refusal: object = None
        self.socket.on("*", self._keep)
        self.socket.on("disconnect", self._lose)
        self.socket.on("connect_error", self._refuse)

    async def _keep(self, event: str, *arguments: object) -> None:
        self.got.put_nowait((event, arguments))

    async def _lose(self, *_reason: object) -> None:
        self.lost.set()

    async def _refuse(self, refusal: object) -> None:
        self.refusal = refusal

    async def next(self, event: str) -> tuple[Any, ...]:
        """Return the arguments of the next such event, passing over others."""
        async with asyncio.timeout(5):
            while True:
                name, arguments = await self.got.get()
                if name == event:
                    return arguments

    async def next_after_tick(self, stage: Stage, event: str) -> tuple[Any, ...]:
        """Make a tick and return the arguments of its event."""
        snapshot = await stage.tick()
        while True:
            arguments = await self.next(event)
            if arguments[-1]["seq"] == snapshot.seq:
                return arguments

    async def ask(self, event: str, *query: object) -> Any:
        """Return the acknowledgement of a request."""
        return await self.socket.call(event, query[0] if query else None, timeout=5)

    def waiting(self) -> list[str]:
        """Return the names of the events that arrived and were not asked for."""
        return [self.got.get_nowait()[0] for _ in range(self.got.qsize())]


@asynccontextmanager
async def staged(
    limits: SocketLimits = HASTY, origins: Collection[str] = (), trusted: Collection[str] = ()
) -> AsyncIterator[Stage]:
    """Open a stage; everything on it has ended when it closes."""
    stage = Stage(limits, origins, trusted)

    async def hello(_request: Request) -> Response:
        return PlainTextResponse("hello")

    application = stage.manager.asgi(Starlette(routes=[Route("/hello", hello)]))
    listener = listen("127.0.0.1", 0)
    stage.port = listener.getsockname()[1]
    server = Server(build_config(application, with_lifespan=False), [stage.manager.close], finish_s=0.2)
    async with AsyncExitStack() as stack:
        serving = asyncio.create_task(server._serve([listener]))
        sending = asyncio.create_task(stage.manager.run())

        async def leave() -> None:
            server.leave()
            await serving
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

        stack.push_async_callback(leave)
        while not server.started:
            await asyncio.sleep(0.005)
        yield stage


async def is_cut(websocket: ClientConnection, within_s: float = 3.0) -> bool:
    """Tell whether a websocket is closed by the other side in time; whatever arrives before that is dropped."""
    try:
        async with asyncio.timeout(within_s):
            while True:
                await websocket.recv()
    except TimeoutError:
        return False
    except ConnectionClosed:
        return True


async def eventually(true: Callable[[], bool], within_s: float = 3.0) -> None:
    """Wait until a callable answers true."""
    async with asyncio.timeout(within_s):
        while not true():
            await asyncio.sleep(0.01)
