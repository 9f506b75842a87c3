"""The way out of one session: straight onto its websocket where that can be, else kept until the library asks."""

import asyncio
from typing import TYPE_CHECKING

from engineio.async_socket import AsyncSocket
from engineio.packet import MESSAGE, Packet

from monitoring.socket.frames import text_frame
from monitoring.socket.handshake import Connection, Transport
from monitoring.socket.parcel import Message, Parcel

# Frames of the library and of the server (pings) share the transport's buffer and are not counted here.
UNCOUNTED_BYTES = 256

if TYPE_CHECKING:
    Queue = asyncio.Queue[Packet | None]
else:
    Queue = asyncio.Queue


class Outbox(Queue):
    """The session's queue, from which the library takes for polls and for its writer to a websocket.

    Messages go past it in one write once the writer has nothing left to write, so that their order never changes.
    What is no message (pings, the end) always goes through the writer, which gives up when it hears of nothing.
    """

    # Slots: thousands of these are gone through in a row, and what lies apart in memory is what that costs.
    __slots__ = (
        "_connection",
        "_is_shut",
        "_session",
        "_takes_deflated",
        "_tick_ends_at_bytes",
        "_way",
        "_written_bytes",
        "kept_bytes",
        "taken_packets",
    )

    def __init__(self) -> None:
        super().__init__()
        self.kept_bytes = 0
        self.taken_packets = 0
        self._connection: Connection | None = None
        self._session: AsyncSocket | None = None
        self._way: Transport | None = None
        self._takes_deflated = False
        self._is_shut = False
        self._written_bytes = 0
        self._tick_ends_at_bytes = 0

    def carried_by(self, connection: Connection, session: AsyncSocket) -> None:
        """Use a websocket as soon as the session has moved to it."""
        self._connection = connection
        self._session = session

    def shut(self) -> None:
        """Send no more events: the session has ended."""
        self._is_shut = True
        self._way = None

    def send(self, parcel: Parcel) -> None:
        """Hand over messages, in the form that their receiver takes and that is made once for all of its kind."""
        way = self._way
        if way is not None and not way.is_closing():
            self._write(way, parcel)
        elif not self._is_shut:
            for message in parcel.messages:
                super().put_nowait(message)

    def offer(self, parcel: Parcel, most_bytes: int) -> None:
        """Hand over messages unless more than so much waits in this process."""
        way = self._way
        if way is None or way.is_closing():
            if self.waiting_bytes() <= most_bytes:
                self.send(parcel)
        elif way.get_write_buffer_size() + self.kept_bytes <= most_bytes:
            self._write(way, parcel)

    def end_tick(self) -> None:
        """Remember that what was handed over until now is a tick."""
        self._tick_ends_at_bytes = self._written_bytes

    def is_behind(self, unread_packets: int) -> bool:
        """Tell whether so many packets are kept, or the last tick waits to be taken by the websocket."""
        if self.qsize() >= unread_packets:
            return True
        gone_bytes = self._written_bytes - self._buffered_bytes()
        return gone_bytes + UNCOUNTED_BYTES < self._tick_ends_at_bytes

    def waiting_bytes(self) -> int:
        """Return how much waits in this process."""
        return self.kept_bytes + self._buffered_bytes()

    def progress(self) -> tuple[int, int]:
        """Return two numbers of which one grows whenever the far end takes anything."""
        waiting_bytes = self._buffered_bytes() + (0 if self._connection is None else self._connection.queued_bytes())
        return self.taken_packets, self._written_bytes - waiting_bytes

    def put_nowait(self, item: Packet | None) -> None:
        """Take what the library sends: acknowledgements and other messages join the events, in order."""
        way = self._way
        if item is None or item.packet_type != MESSAGE or way is None or way.is_closing():
            super().put_nowait(item)
        else:
            frame = item.frame if isinstance(item, Message) else text_frame(item.encode().encode())
            self._written_bytes += len(frame)
            way.write(frame)

    async def get(self) -> Packet | None:
        """Wait for a packet. Whoever waits for the next one has written all it was given before."""
        if self.empty():
            self._way = self._open_way()
        try:
            return await super().get()
        finally:
            self._way = None

    def _write(self, way: Transport, parcel: Parcel) -> None:
        frames = parcel.deflated if self._takes_deflated else parcel.frames
        self._written_bytes += len(frames)
        way.write(frames)

    def _put(self, item: Packet | None) -> None:
        self._way = None
        super()._put(item)
        self.kept_bytes += _length(item)

    def _get(self) -> Packet | None:
        item = super()._get()
        self.kept_bytes -= _length(item)
        self.taken_packets += 1
        return item

    def _open_way(self) -> Transport | None:
        session, connection = self._session, self._connection
        if session is None or connection is None or self._is_shut:
            return None
        if not session.upgraded or not connection.is_open():
            return None
        self._takes_deflated = connection.takes_deflated
        return connection.transport

    def _buffered_bytes(self) -> int:
        if self._way is not None:
            return self._way.get_write_buffer_size()
        return 0 if self._connection is None else self._connection.transport.get_write_buffer_size()


def _length(item: Packet | None) -> int:
    if isinstance(item, Message):
        return len(item)
    return 0 if item is None else len(item.data or "")
