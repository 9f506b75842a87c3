"""The server: uvicorn's, with an order of leaving that ends within five seconds whatever its peers do."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from types import FrameType

import structlog
import uvicorn

from panel.serving.protocol import HttpProtocol, WebSocketProtocol

log = structlog.get_logger(__name__)

Drain = Callable[[], Awaitable[None]]


class Server(uvicorn.Server):
    """A server that drains before it stops.

    On SIGTERM or SIGINT it stops accepting, runs every hook of `drains` at the same time for at most `drain_s`, lets
    requests finish for `finish_s`, cuts what is left, and only then lets the application's lifespan close, for at
    most `lifespan_s`. The whole takes less than their sum plus half a second. Further signals change nothing.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        drains: Sequence[Drain] = (),
        *,
        drain_s: float = 1.5,
        finish_s: float = 0.3,
        lifespan_s: float = 2.1,
    ) -> None:
        super().__init__(config)
        self._drains = tuple(drains)
        self._drain_s = drain_s
        self._finish_s = finish_s
        self._lifespan_s = lifespan_s

    def leave(self) -> None:
        """Begin to stop, as a signal would."""
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        # uvicorn leaves out the lifespan's end on a second Ctrl+C; leaving is quick here, and accounts stay whole.
        self.force_exit = False

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await self._drain()
        await self._end_requests()
        try:
            async with asyncio.timeout(self._lifespan_s):
                await super().shutdown(sockets)
        except TimeoutError:
            log.warning("the application did not close in time", limit_s=self._lifespan_s)

    async def _drain(self) -> None:
        if not self._drains:
            return
        hooks = {asyncio.ensure_future(hook()) for hook in self._drains}
        finished, late = await asyncio.wait(hooks, timeout=self._drain_s)
        for hook in late:
            log.error("a drain did not end in time", limit_s=self._drain_s)
            hook.cancel()
        for hook in finished:
            error = hook.exception()
            if error is not None:
                log.error("a drain failed", exc_info=error)

    async def _end_requests(self) -> None:
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._tasks_end(self._finish_s)
        # Aborted first: what waits for a peer then ends by itself, which leaves no traceback of a cancellation.
        for connection in list(self.server_state.connections):
            if isinstance(connection, HttpProtocol | WebSocketProtocol):
                connection.transport.abort()
        await self._tasks_end(self._finish_s)
        for task in list(self.server_state.tasks):
            task.cancel()
        await self._tasks_end(self._finish_s)

    async def _tasks_end(self, limit_s: float) -> None:
        if self.server_state.tasks:
            await asyncio.wait(set(self.server_state.tasks), timeout=limit_s)
