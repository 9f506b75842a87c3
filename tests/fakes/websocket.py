"""A session of the library and the websocket under it, whose far end is the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from engineio.async_socket import AsyncSocket
from engineio.packet import Packet

from monitoring.socket.outbox import Outbox
from monitoring.socket.parcel import Message


@dataclass
class FakeTransport:
    """Keeps what is written; a test says how much of it waits."""

    written: list[bytes] = field(default_factory=list)
    buffered_bytes: int = 0
    aborted: int = 0

    def abort(self) -> None:
        self.aborted += 1

    def get_write_buffer_size(self) -> int:
        return self.buffered_bytes

    def is_closing(self) -> bool:
        return self.aborted > 0

    def write(self, data: bytes) -> None:
        self.written.append(data)


@dataclass
class FakeConnection:
    """A websocket that is open until a test closes it."""

    transport: FakeTransport = field(default_factory=FakeTransport)
    takes_deflated: bool = False
    open: bool = True
    queued: int = 0

    def is_open(self) -> bool:
        return self.open

    def queued_bytes(self) -> int:
        return self.queued


class Session(AsyncSocket):
    """A session that polls, as far as its outbox knows, and of whose packets only the test takes any."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Packet | None] = Outbox()
        self.sid = "of a test"
        self.closed = self.closing = self.upgraded = False

    @property
    def outbox(self) -> Outbox:
        assert isinstance(self.queue, Outbox)
        return self.queue

    @asynccontextmanager
    async def on_websocket(self) -> AsyncIterator[list[Packet | None]]:
        """Be on a websocket whose writer takes what is kept; yields what it took."""
        self.upgraded = True
        taken: list[Packet | None] = []

        async def write() -> None:
            while True:
                taken.append(await self.outbox.get())

        writing = asyncio.create_task(write())
        await asyncio.sleep(0)
        try:
            yield taken
        finally:
            writing.cancel()


def message(size: int = 10) -> Message:
    return Message(b"x" * (size - 1))
