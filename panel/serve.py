"""Serving: everything opened, the port announced, and an orderly end."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import uvloop

from monitoring.clock import SystemClock
from panel.app import application, compose
from panel.auth.first_admin import FIRST_OPERATOR, ensure_admin
from panel.crew import Crew
from panel.data_dir import hold_data_dir
from panel.lifespan import opened, work_of
from panel.services import Services
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.memory import settle_memory
from panel.serving.server import Server
from panel.settings import Settings
from panel.signals import Departure

Announce = Callable[[str], None]
STARTED_POLL_S = 0.005
DRAIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Extension:
    """What the demo adds: `prepare` before anything else reads the database, `beside` while the port is open."""

    prepare: Callable[[Services], Awaitable[None]]
    beside: Callable[[Services, str], Awaitable[None]]


class ServeError(Exception):
    """The service could not start, or a part of it died; one line for the person who started it."""


def run_until_stopped(
    settings: Settings, host: str, port: int, announce: Announce, extension: Extension | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; see `serve` for what it raises. Also raises DataDirError."""
    with (
        hold_data_dir(settings.data_dir),
        Departure() as departure,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(serve(settings, host, port, announce, departure, extension))


async def serve(
    settings: Settings,
    host: str,
    port: int,
    announce: Announce,
    departure: Departure,
    extension: Extension | None = None,
) -> None:
    """Open, announce `listening on http://H:P` once that answers, serve, close.

    Raises ServeError when an address is taken or a part died, DatabaseError when the database cannot be opened.
    """
    async with AsyncExitStack() as stack:
        listeners = _listeners(settings, host, port)
        for listener in listeners:
            stack.callback(listener.close)
        services = compose(settings, SystemClock())
        await services.database.open()
        stack.push_async_callback(services.database.close)
        password = await ensure_admin(services.database, services.clock, settings)
        if extension is not None:
            await extension.prepare(services)
        await stack.enter_async_context(opened(services))
        server = Server(
            build_config(application(services, _port_of(listeners[1:])), with_lifespan=False),
            [lambda: services.gateway.drain(DRAIN_S), services.manager.close],
        )
        crew = Crew(server.leave)
        stack.push_async_callback(crew.dismiss)
        for name, work in work_of(services).items():
            crew.start(name, work)
        crew.start("announcement", lambda: _announce(server, services, listeners, announce, password, extension))
        departure.serving = True
        await server.serve(list(listeners))
        if crew.failed is not None:
            raise ServeError(f"the {crew.failed} died; the log says why")


async def _announce(
    server: Server,
    services: Services,
    listeners: Sequence[socket.socket],
    announce: Announce,
    password: str | None,
    extension: Extension | None,
) -> None:
    while not server.started:
        await services.clock.sleep(STARTED_POLL_S)
    settle_memory()
    address = _address_of(listeners[0])
    if password is not None:
        announce(f"first operator: {FIRST_OPERATOR}, password: {password} (shown only this once)")
    announce(f"listening on {address}")
    if extension is not None:
        await extension.beside(services, _address_of(listeners[-1]))
    await asyncio.Event().wait()


def _listeners(settings: Settings, host: str, port: int) -> list[socket.socket]:
    wanted = [port] if settings.player_port is None else [port, settings.player_port]
    made: list[socket.socket] = []
    for number in wanted:
        try:
            made.append(listen(host, number))
        except OSError as error:
            for listener in made:
                listener.close()
            raise ServeError(f"cannot listen on {host} port {number}: {error.strerror or error}") from None
    return made


def _port_of(listeners: Sequence[socket.socket]) -> int | None:
    return int(listeners[0].getsockname()[1]) if listeners else None


def _address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
