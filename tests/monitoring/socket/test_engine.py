"""Sessions that answer no ping."""

import asyncio
import inspect
import time

import engineio
from engineio.async_socket import AsyncSocket

from monitoring.socket.server import EngineServer
from tests.fakes.websocket import Session


async def test_who_answers_no_ping_is_ended_whatever_becomes_of_others() -> None:
    class Pinged(Session):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.sid, self.last_ping, self.looked_at = name, time.time(), asyncio.Event()

        async def check_ping_timeout(self) -> bool:
            self.looked_at.set()
            if self.sid == "broken":
                raise OSError("away")
            return True

    server = EngineServer(async_mode="asgi", ping_timeout=0.05)
    sessions = [Pinged(name) for name in ("broken", "silent", "answered", "closed")]
    server.sockets = {each.sid: each for each in sessions}
    broken, silent, answered, closed = sessions
    answered.last_ping, closed.closed = None, True
    sweeping = asyncio.create_task(server._service_task())
    async with asyncio.timeout(5):
        for _ in range(2):
            for each in (broken, silent):
                each.looked_at.clear()
                await each.looked_at.wait()
        server.service_task_event.set()
        await sweeping
    assert not answered.looked_at.is_set()
    assert "closed" not in server.sockets


def test_what_looks_after_sessions_in_the_library_is_where_it_was() -> None:
    for method in (engineio.AsyncServer._service_task, AsyncSocket.check_ping_timeout):
        assert [*inspect.signature(method).parameters] == ["self"]
