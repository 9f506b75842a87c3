"""A server of database files on loopback that can misbehave in every way a real one does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Answer:
    """What one path gives: the whole `body` unless `cut_to` ends the connection earlier or `stalls` holds it open."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/gzip"
    tell_length: bool = True
    cut_to: int | None = None
    stalls: bool = False
    redirect_to: str | None = None
    encoding: str | None = None


@dataclass
class GeoServer:
    """Answers by path and remembers what was asked; a path it does not know is 404."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base_url: str = ""
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.path.removeprefix("/free/")
        self.asked.append(name)
        answer = self.answers.get(name)
        if answer is None:
            return web.Response(status=404, text="<html>Not Found</html>", content_type="text/html")
        if answer.redirect_to is not None:
            raise web.HTTPFound(answer.redirect_to)
        return await self._send(request, answer)

    async def _send(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        response = web.StreamResponse(status=answer.status)
        response.content_type = answer.content_type
        if answer.encoding is not None:
            response.headers["Content-Encoding"] = answer.encoding
        if answer.tell_length:
            response.content_length = len(answer.body)
        await response.prepare(request)
        await response.write(answer.body[: answer.cut_to])
        if answer.stalls:
            await self.released.wait()
        elif answer.cut_to is not None and request.transport is not None:
            request.transport.abort()
        return response


@asynccontextmanager
async def geo_server() -> AsyncIterator[GeoServer]:
    """Run a server on a free port of loopback."""
    server = GeoServer()
    application = web.Application()
    application.router.add_get("/free/{name}", server.handle)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.base_url = f"http://{host}:{port}/free"
        yield server
    finally:
        server.released.set()
        await runner.cleanup()
