"""The real service on a loopback port; only delivery works by itself, tests make each tick."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import aiohttp
import orjson

from monitoring.clock import Clock, SystemClock
from monitoring.contract.requests import Role
from panel.api.models.access import OperatorCreate, TokenCreate
from panel.app import application, compose
from panel.auth import accounts, tokens
from panel.changes import Changes
from panel.data_dir import prepare_data_dir
from panel.lifespan import opened
from panel.services import Services
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.server import Server
from panel.settings import load_settings

PASSWORD = "correct horse battery"
Method = Literal["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"]
ROLES: tuple[Role, ...] = ("viewer", "operator", "admin")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        found = orjson.loads(self.body)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> dict[str, object]:
        assert set(self.json) == {"error"}
        found = self.json["error"]
        assert isinstance(found, dict)
        return found

    @property
    def items(self) -> list[dict[str, object]]:
        found = self.json["items"]
        assert isinstance(found, list)
        return found


@dataclass(slots=True)
class House:
    """A running service, a token of each role, and a way to ask."""

    services: Services
    url: str
    http: aiohttp.ClientSession
    tokens: dict[Role, str] = field(default_factory=dict)

    async def ask(
        self,
        method: Method,
        path: str,
        body: object = None,
        *,
        role: Role | None = "admin",
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """Send one request; `role` None sends no token."""
        sent = dict(headers or {})
        if role is not None:
            sent["Authorization"] = f"Bearer {self.tokens[role]}"
        data = None if raw is None else io.BytesIO(raw)
        if body is not None:
            data = io.BytesIO(orjson.dumps(body))
            sent.setdefault("Content-Type", "application/json")
        async with self.http.request(method, self.url + path, data=data, headers=sent, allow_redirects=False) as got:
            return Answer(got.status, {k.lower(): v for k, v in got.headers.items()}, await got.read())

    async def create(self, path: str, body: object) -> int:
        """Make an object as admin and return its id."""
        answer = await self.ask("POST", path, body)
        assert answer.status == 201, answer.body
        made = answer.json["id"]
        assert isinstance(made, int)
        return made


@asynccontextmanager
async def open_house(data_dir: Path, clock: Clock | None = None, /, **overrides: object) -> AsyncIterator[House]:
    """Give a service on a fresh database with one operator and one token of each role."""
    prepare_data_dir(data_dir)
    settings = load_settings(data_dir, **overrides)
    services = compose(settings, clock or SystemClock())
    await services.database.open()
    listener = listen("127.0.0.1", 0)
    server = Server(build_config(application(services, settings.player_port), with_lifespan=False), [])
    async with AsyncExitStack() as stack:
        stack.push_async_callback(services.database.close)
        stack.callback(listener.close)
        await stack.enter_async_context(opened(services))
        http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        serving = asyncio.create_task(server.serve([listener]))
        delivering = asyncio.create_task(services.gateway.run())
        house = House(services, f"http://127.0.0.1:{listener.getsockname()[1]}", http)
        await _people(house)
        try:
            yield house
        finally:
            server.should_exit = True
            await serving
            delivering.cancel()
            await asyncio.wait([delivering])


async def _people(house: House) -> None:
    services = house.services
    changes = Changes(
        services.database,
        services.clock,
        services.ledger,
        "test",
        allow_private_sources=False,
        committed=services.access.refresh,
    )
    for role in ROLES:
        made = await tokens.create_token(changes, TokenCreate(name=f"token-{role}", role=role))
        house.tokens[role] = made.token
    await accounts.create_operator(changes, OperatorCreate(name="root", password=PASSWORD, role="admin"))
