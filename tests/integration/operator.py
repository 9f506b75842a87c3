"""What an operator's script does over HTTP and Socket.IO, with stock clients."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import socketio

from tests.fixtures.server import PanelServer

Json = dict[str, Any]
# The client gives up after one second by itself, which a busy machine may need.
CONNECT_DEADLINE_S = 15


class Operator:
    """Logged in at one panel with an access token."""

    def __init__(self, server: PanelServer, http: aiohttp.ClientSession, token: str) -> None:
        self.url = server.url
        self.http = http
        self.token = token

    async def get(self, path: str) -> Json:
        async with self.http.get(f"{self.url}/api/v1/{path}") as response:
            assert response.status == 200, await response.text()
            return cast(Json, await response.json())

    async def post(self, path: str, body: Json) -> Json:
        async with self.http.post(f"{self.url}/api/v1/{path}", json=body) as response:
            assert response.status in (200, 201), await response.text()
            return cast(Json, await response.json())

    async def ask(self, method: str, url: str) -> tuple[int, str]:
        """Return the status and the body of an answer."""
        async with self.http.request(method, url) as response:
            return response.status, await response.text()

    async def add_line(self, username: str = "bob", password: str = "secret-of-bob", **fields: object) -> Json:
        return await self.post("lines", {"username": username, "password": password, **fields})

    async def add_stream(self, source_url: str, name: str = "News 24", **fields: object) -> Json:
        return await self.post("streams", {"name": name, "sourceUrl": source_url, **fields})

    def play_url(self, stream: Json, line: Json) -> str:
        return f"{self.url}/live/{line['username']}/{line['password']}/{stream['id']}.ts"


@asynccontextmanager
async def operator_at(server: PanelServer) -> AsyncIterator[Operator]:
    """Log in as the first operator, make a token, and work with that."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(headers={"X-Requested-With": "panel"}, cookie_jar=jar) as browser:
        answer = await browser.post(
            f"{server.url}/api/v1/login", json={"username": "admin", "password": server.admin_password}
        )
        assert answer.status == 200, await answer.text()
        made = await (await browser.post(f"{server.url}/api/v1/tokens", json={"name": "t", "role": "admin"})).json()
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {made['token']}"}) as http:
        yield Operator(server, http, made["token"])


class Listener:
    """A stock Socket.IO client that keeps everything it is sent."""

    def __init__(self) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.received: list[tuple[str, tuple[Any, ...]]] = []
        self.client.on("*", self._note)

    async def _note(self, event: str, *arguments: Any) -> None:
        self.received.append((event, arguments))

    def payloads(self, event: str) -> list[tuple[Any, ...]]:
        return [arguments for name, arguments in self.received if name == event]


@asynccontextmanager
async def listening(url: str, token: str | None, **options: Any) -> AsyncIterator[Listener]:
    """Connect with the client's default options unless told otherwise."""
    listener = Listener()
    auth = {"token": token} if token else None
    await listener.client.connect(url, auth=auth, **{"wait_timeout": CONNECT_DEADLINE_S} | options)
    try:
        yield listener
    finally:
        await listener.client.disconnect()
