"""The panel's own sockets under its own server: `python -m tests.bench.wire.panel_server`."""

import asyncio
import logging

import orjson
import structlog
import uvloop
from starlette.applications import Starlette

from monitoring.clock import SystemClock
from monitoring.manager import WebSocketManager
from monitoring.socket.limits import SocketLimits
from monitoring.socket.parcel import Message, Parcel
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.memory import settle_memory
from panel.serving.server import Server
from tests.bench.wire.emitting import obey
from tests.bench.wire.payload import EVENT
from tests.fakes.boards import Surroundings
from tests.fakes.gatekeeper import FakeGatekeeper


async def serve() -> None:
    clock = SystemClock()
    around = Surroundings(clock)
    limits = SocketLimits(ping_interval_s=1000)
    manager = WebSocketManager(
        around.sampler(), around.streams, around.audience, FakeGatekeeper(), clock, around.past, limits=limits
    )

    async def emit(rows: list[dict[str, object]]) -> None:
        manager._room.broadcast(EVENT, Parcel([Message(b'2["%b",%b]' % (EVENT.encode(), orjson.dumps(rows)))]))

    settle_memory()
    listener = listen("127.0.0.1", 0)
    server = Server(build_config(manager.asgi(Starlette()), with_lifespan=False))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(manager.run())
        tasks.create_task(server.serve([listener]))
        await obey(listener.getsockname()[1], emit)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    uvloop.run(serve())
