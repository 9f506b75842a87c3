"""The panel's own gateway under its own server: `python -m tests.bench.delivery.gateway SOURCE_PORT VIEWERS`."""

import asyncio
import sys

import uvloop
from starlette.applications import Starlette

from monitoring.clock import SystemClock
from panel.delivery.gateway import Gateway
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.server import Server
from tests.fakes.boards import FakePlaces
from tests.fakes.catalog import FakeBook, FakeCatalog, make_line, make_stream

TICK_S = 5.0


async def serve(source_port: int, viewers: int) -> None:
    """Serve one stream to so many lines, read as often as monitoring reads."""
    lines = [make_line(number + 1, f"viewer{number}") for number in range(viewers)]
    stream = make_stream(1, f"http://127.0.0.1:{source_port}/channel.ts", on_demand=False)
    clock = SystemClock()
    gateway = Gateway(
        FakeCatalog(lines, [stream]), FakeBook(), clock, places=FakePlaces({}), allow_private_sources=True
    )
    listener = listen("127.0.0.1", 0)
    server = Server(build_config(Starlette(routes=list(gateway.routes)), with_lifespan=False))
    print(listener.getsockname()[1], flush=True)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(gateway.run())
        tasks.create_task(server.serve([listener]))
        while True:
            await clock.sleep(TICK_S)
            await gateway.collector.read()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
