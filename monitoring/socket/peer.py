"""The far end of one Engine.IO session, whatever it sends and whether or not it reads."""

import asyncio
from collections.abc import Sequence

from engineio.async_socket import AsyncSocket
from engineio.packet import Packet

from monitoring.clock import Clock
from monitoring.ports import Principal
from monitoring.socket.allowance import Allowance
from monitoring.socket.handshake import Transport
from monitoring.socket.limits import SocketLimits


class Peer:
    """What is known of a peer: its session, its websocket's transport if it has one, what it may still cost.

    Nothing here waits for the peer: a packet is put into the session's queue or it is not sent.
    """

    def __init__(self, session: AsyncSocket, address: str | None, limits: SocketLimits, clock: Clock) -> None:
        self.session = session
        self.address = address
        self.messages = Allowance(limits.messages_per_s, limits.messages_burst, clock)
        self.requests = Allowance(limits.requests_per_s, limits.requests_burst, clock)
        self.connect_attempts = 0
        self.deadline: asyncio.TimerHandle | None = None
        self.admitted: Principal | None = None
        self.leaving = False
        self._transports: list[Transport] = []
        self._limits = limits
        self._clock = clock
        self._waiting_bytes = 0
        self._stalled_at_s: float | None = None
        self._pending = (0, 0)

    def carried_by(self, transport: Transport) -> None:
        """Remember a TCP connection that has to end with this peer."""
        self._transports.append(transport)

    def send(self, packets: Sequence[Packet]) -> None:
        """Queue packets, in order."""
        if self.session.closed or self.session.closing:
            return
        if self.session.queue.empty():
            self._waiting_bytes = 0
        for packet in packets:
            self._waiting_bytes += len(packet.data)
            self.session.queue.put_nowait(packet)

    def is_full(self) -> bool:
        """Tell whether so much waits to be read that nothing large may be added."""
        return not self.session.queue.empty() and self._waiting_bytes > self._limits.unread_bytes

    def is_behind(self) -> bool:
        """Tell whether the previous tick is still waiting to be read, so that this one is to be skipped."""
        waiting = self.session.queue.qsize()
        if waiting < self._limits.unread_packets:
            self._stalled_at_s = None
            return False
        pending = (waiting, sum(transport.get_write_buffer_size() for transport in self._transports))
        if self._stalled_at_s is None or pending[0] < self._pending[0] or pending[1] < self._pending[1]:
            self._stalled_at_s = self._clock.monotonic_s()
        self._pending = pending
        return True

    def has_stalled(self) -> bool:
        """Tell whether a peer that is behind has taken nothing for too long. A slow one that reads has not."""
        if self._stalled_at_s is None:
            return False
        return self._clock.monotonic_s() - self._stalled_at_s > self._limits.stalled_s

    def abort(self) -> None:
        """End its TCP connections at once, unsent bytes included. A polling peer has none of its own."""
        for transport in self._transports:
            if not transport.is_closing():
                transport.abort()

    def forget_deadline(self) -> None:
        """Stop waiting for a CONNECT."""
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
