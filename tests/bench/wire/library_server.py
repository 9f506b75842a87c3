"""python-socketio as its documentation shows it, under uvicorn: `python -m tests.bench.wire.library_server`."""

import asyncio
import socket
from typing import cast

import socketio
import uvicorn
import uvloop
from uvicorn._types import ASGIApplication

from tests.bench.wire.emitting import obey
from tests.bench.wire.payload import EVENT


async def serve() -> None:
    library = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*", ping_interval=1000)

    async def emit(rows: list[dict[str, object]]) -> None:
        await library.emit(EVENT, rows, room="operators")

    async def connect(sid: str, _environ: object, _auth: object) -> None:
        await library.enter_room(sid, "operators")

    library.on("connect", connect)
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    app = cast(ASGIApplication, socketio.ASGIApp(library))
    config = uvicorn.Config(
        app,
        log_config=None,
        lifespan="off",
        access_log=False,
        ws_per_message_deflate=False,
    )
    serving = asyncio.create_task(uvicorn.Server(config).serve([listener]))
    await obey(listener.getsockname()[1], emit)
    serving.cancel()


if __name__ == "__main__":
    uvloop.run(serve())
