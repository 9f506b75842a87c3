"""A MediaMTX control API on loopback: lists as `api/openapi.yaml` of version 1.20 has them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import encode_basic_auth, web

SESSION = {
    "id": "00000000-0000-4000-8000-000000000001",
    "created": "2026-01-01T10:00:00.300131361+03:00",
    "remoteAddr": "192.0.2.7:41000",
    "state": "read",
    "path": "News",
    "query": "",
    "user": "bob",
    "userAgent": "VLC/3.0.18",
    "outboundBytes": 1000,
}


def session(number: int, **fields: object) -> dict[str, object]:
    """Return a session of a list with its own id."""
    return {**SESSION, "id": f"00000000-0000-4000-8000-{number:012}", **fields}


@dataclass
class MediaMtx:
    """`lists` by name; a protocol that has none is switched off. `broken` answers instead of every list.

    `returning` are back in a list as soon as anybody is kicked from it; `kicked` are the paths of all kicks.
    """

    url: str = ""
    lists: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    started: str = "2026-01-01T00:00:00Z"
    login: tuple[str, str] | None = None
    broken: tuple[int, bytes] | None = None
    returning: list[dict[str, object]] = field(default_factory=list)
    kicked: list[str] = field(default_factory=list)

    async def info(self, _request: web.Request) -> web.Response:
        return web.json_response({"version": "v1.20.1", "started": self.started})

    async def list(self, request: web.Request) -> web.Response:
        if self.login is not None and request.headers.get("Authorization") != encode_basic_auth(*self.login, "utf-8"):
            return web.Response(status=401)
        if self.broken is not None:
            return web.Response(status=self.broken[0], body=self.broken[1])
        items = self.lists.get(request.match_info["name"])
        if items is None:
            return web.Response(status=404)
        return web.json_response({"itemCount": len(items), "pageCount": 1, "items": items})

    async def kick(self, request: web.Request) -> web.Response:
        self.kicked.append(request.path)
        items = self.lists.get(request.match_info["name"], [])
        staying = [item for item in items if item["id"] != request.match_info["id"]]
        if len(staying) == len(items):
            return web.Response(status=404)
        self.lists[request.match_info["name"]] = [*staying, *self.returning]
        return web.json_response({"status": "ok"})


@asynccontextmanager
async def mediamtx() -> AsyncIterator[MediaMtx]:
    """Serve one."""
    server = MediaMtx()
    application = web.Application()
    application.router.add_get("/v3/info", server.info)
    application.router.add_get("/v3/{name}/list", server.list)
    application.router.add_post("/v3/{name}/kick/{id}", server.kick)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
