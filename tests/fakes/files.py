"""A web server on loopback that has one file, and answers ranges of it as a web server does."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

CONTENT = random.Random(5).randbytes(3_000_000)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FileServer:
    """`asked` holds method and Range of every request; `open` how many are being answered."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, str | None]] = []
        self.open = 0

    def url(self, path: str = "/film.mkv") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@asynccontextmanager
async def serving_file(folder: Path, content: bytes = CONTENT) -> AsyncIterator[FileServer]:
    """Serve `/film.mkv`; `/whole` knows no ranges, `/broken` ends early, `/stuck` stops half-way, `/page` is a page."""
    file = folder / "film.mkv"
    file.write_bytes(content)

    async def film(request: web.Request) -> web.StreamResponse:
        return web.FileResponse(file)

    async def whole(request: web.Request) -> web.StreamResponse:
        return web.Response(body=content)

    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>", content_type="text/html")

    async def half(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": str(len(content))})
        await answer.prepare(request)
        await answer.write(content[: len(content) // 2])
        if request.path == "/stuck":
            await asyncio.sleep(60)
        if request.transport is not None:
            request.transport.abort()
        return answer

    @web.middleware
    async def noted(request: web.Request, handler: Handler) -> web.StreamResponse:
        server.asked.append((request.method, request.headers.get("Range")))
        server.open += 1
        try:
            return await handler(request)
        finally:
            server.open -= 1

    app = web.Application(middlewares=[noted])
    for path, handler in (("/film.mkv", film), ("/whole", whole), ("/page", page), ("/broken", half), ("/stuck", half)):
        app.router.add_get(path, handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server = FileServer(int(runner.addresses[0][1]))
    try:
        yield server
    finally:
        await runner.cleanup()
