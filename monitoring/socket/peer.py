"""The far end of one Engine.IO session, whatever it sends and whether or not it reads."""

import asyncio

from engineio.async_socket import AsyncSocket

from monitoring.clock import Clock
from monitoring.ports import Principal
from monitoring.socket.allowance import Allowance
from monitoring.socket.handshake import Connection
from monitoring.socket.limits import SocketLimits
from monitoring.socket.outbox import Outbox
from monitoring.socket.parcel import Message, Parcel


class Peer:
    """What is known of a peer: its session, its websockets if it has any, what it may still cost.

    Nothing here waits for the peer: messages are handed over or they are not sent.
    """

    __slots__ = (
        "_clock",
        "_connections",
        "_limits",
        "_outbox",
        "_progress",
        "_stalled_at_s",
        "address",
        "admitted",
        "connect_attempts",
        "deadline",
        "leaving",
        "messages",
        "requests",
        "session",
    )

    def __init__(
        self, session: AsyncSocket, outbox: Outbox, address: str | None, limits: SocketLimits, clock: Clock
    ) -> None:
        self.session = session
        self.address = address
        self.messages = Allowance(limits.messages_per_s, limits.messages_burst, clock)
        self.requests = Allowance(limits.requests_per_s, limits.requests_burst, clock)
        self.connect_attempts = 0
        self.deadline: asyncio.TimerHandle | None = None
        self.admitted: Principal | None = None
        self.leaving = False
        self._outbox = outbox
        self._connections: list[Connection] = []
        self._limits = limits
        self._clock = clock
        self._stalled_at_s: float | None = None
        self._progress = (0, 0)

    def carried_by(self, connection: Connection) -> None:
        """Use a websocket once the session has moved to it; it has to end with this peer."""
        self._connections.append(connection)
        self._outbox.carried_by(connection, self.session)

    def send(self, parcel: Parcel) -> None:
        """Hand over messages, in order."""
        self._outbox.send(parcel)

    def offer(self, parcel: Parcel) -> None:
        """Hand over messages unless so much waits to be read that nothing may be added."""
        self._outbox.offer(parcel, self._limits.unread_bytes)

    def send_tick(self, parcel: Parcel) -> None:
        """Hand over a tick, which is_behind looks for from then on."""
        self.send(parcel)
        self._outbox.end_tick()

    def answer(self, message: Message) -> None:
        """Hand over what is for this peer alone. It is not worth deflating for one."""
        if not self.session.closed and not self.session.closing:
            self._outbox.put_nowait(message)

    def ended(self) -> None:
        """Its session has ended: nothing more is sent."""
        self.forget_deadline()
        self._outbox.shut()

    def is_full(self) -> bool:
        """Tell whether so much waits to be read that nothing large may be added."""
        return self._outbox.waiting_bytes() > self._limits.unread_bytes

    def is_behind(self) -> bool:
        """Tell whether the previous tick is still waiting to be read, so that this one is to be skipped."""
        if not self._outbox.is_behind(self._limits.unread_packets):
            self._stalled_at_s = None
            return False
        packets, gone_bytes = self._outbox.progress()
        most_packets, most_bytes = self._progress
        if self._stalled_at_s is None or packets > most_packets or gone_bytes > most_bytes:
            self._stalled_at_s = self._clock.monotonic_s()
        self._progress = max(packets, most_packets), max(gone_bytes, most_bytes)
        return True

    def has_stalled(self) -> bool:
        """Tell whether a peer that is behind has taken nothing for too long. A slow one that reads has not."""
        if self._stalled_at_s is None:
            return False
        return self._clock.monotonic_s() - self._stalled_at_s > self._limits.stalled_s

    def abort(self) -> None:
        """End its TCP connections at once, unsent bytes included. A polling peer has none of its own."""
        for connection in self._connections:
            if not connection.transport.is_closing():
                connection.transport.abort()

    def forget_deadline(self) -> None:
        """Stop waiting for a CONNECT."""
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
