"""One connection: a place in its stream's ring, a transport that takes what comes, and what of it was received."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from monitoring.clock import Clock
from monitoring.model import UNKNOWN_CAUSE, Identity
from panel.catalog import LineFact
from panel.delivery.limits import DeliveryLimits
from panel.delivery.meter import Meter
from panel.delivery.peak import Peak
from panel.delivery.ring import Ring
from panel.delivery.shortage import OWN_NETWORK, Shortage, held_up_by
from panel.sessions import Ending, EndReason

# Beyond the high mark the transport says when it is below the low one; asyncio's own figures, made explicit.
BUFFER_HIGH_BYTES = 64 * 1024
BUFFER_LOW_BYTES = 16 * 1024
# Over less than this, chunks that have just been written seem to be held up.
SHORTEST_LOOK_S = 0.2


class PlayerConnection(Protocol):
    """The server's side of a player's TCP connection."""

    transport: asyncio.Transport
    on_drained: Callable[[], None] | None
    on_lost: Callable[[], None] | None


class Viewer:
    """Writes shared chunks straight to the transport, never more than its buffer should hold.

    One that is too slow for the ring goes on with recent data; one that takes nothing for `viewer_stall_s` is ended.
    """

    __slots__ = (
        "_acknowledged_bytes",
        "_clock",
        "_closing",
        "_connection",
        "_ended",
        "_final_bytes",
        "_head_bytes",
        "_info",
        "_judged_s",
        "_limits",
        "_lost",
        "_meter",
        "_offset_bytes",
        "_on_over",
        "_peak",
        "_progress_s",
        "_reason",
        "_ring",
        "_sequence",
        "_shortage",
        "_skipped_s",
        "_stuck",
        "_transport",
        "_waits_from_s",
        "_written_bytes",
        "identity",
        "line",
        "skips",
    )

    def __init__(
        self,
        identity: Identity,
        line: LineFact,
        connection: PlayerConnection,
        ring: Ring,
        shortage: Shortage,
        clock: Clock,
        limits: DeliveryLimits,
    ) -> None:
        self.identity = identity
        self.line = line
        self.skips = 0
        self._connection = connection
        self._transport = connection.transport
        self._ring = ring
        self._clock = clock
        self._limits = limits
        self._meter = Meter(connection.transport)
        self._head_bytes = 0
        self._written_bytes = 0
        self._final_bytes: int | None = None
        self._sequence = 0
        self._offset_bytes = 0
        self._closing = False
        self._reason: EndReason | None = None
        self._ended: Ending | None = None
        self._lost = asyncio.Event()
        self._on_over: Callable[[Viewer], None] | None = None
        self._acknowledged_bytes = 0
        self._progress_s = self._judged_s = self._waits_from_s = clock.monotonic_s()
        self._stuck = False
        self._peak = Peak()
        self._shortage = shortage
        self._skipped_s = 0.0
        self._info = self._meter.info

    def begin(self, head: bytes, over: Callable[["Viewer"], None]) -> None:
        """Write the response's head and go on with the stream; `over` is called once when the connection is lost."""
        self._on_over = over
        self._connection.on_lost = self._on_lost
        self._connection.on_drained = self.pump
        transport = self._transport
        transport.set_write_buffer_limits(high=BUFFER_HIGH_BYTES, low=BUFFER_LOW_BYTES)
        transport.write(head)
        self._head_bytes = len(head)
        self._join()
        self.pump()

    def pump(self) -> None:
        """Write what is new, as long as the transport takes it; it calls again when it can take more."""
        # Called for each chunk of each viewer: every lookup here counts beside the work of the kernel.
        transport, ring = self._transport, self._ring
        while self._sequence < ring.end and not self._closing:
            if transport.get_write_buffer_size() > BUFFER_HIGH_BYTES or transport.is_closing():
                if self._sequence >= ring.first:
                    self._waits_from_s = ring.chunk(self._sequence).received_monotonic_s
                return
            if self._sequence < ring.first:
                self._skip()
                continue
            data = ring.chunk(self._sequence).data
            if self._offset_bytes:
                data = data[self._offset_bytes :]
                self._offset_bytes = 0
            transport.write(data)
            self._written_bytes += len(data)
            self._sequence += 1

    def received_bytes(self) -> int:
        """Return how many bytes of the stream the viewer's kernel acknowledged; final once it is over."""
        if self._final_bytes is not None:
            return self._final_bytes
        acknowledged = self._meter.acknowledged_bytes()
        if acknowledged is None:
            return max(0, self._written_bytes - self._transport.get_write_buffer_size())
        received = acknowledged - self._head_bytes
        if received > self._written_bytes:
            return self._written_bytes
        return max(0, received)

    def observe(self, now_s: float) -> int:
        """Return `received_bytes` at this reading, keep the highest bitrate between two, and judge how it fares."""
        received = self.received_bytes()
        self._peak.look(now_s, received)
        self._judge(now_s, received)
        return received

    @property
    def cause(self) -> int:
        """Who holds it up: a place in `monitoring.model.CAUSES`, or `UNKNOWN_CAUSE` once it is over."""
        return self._shortage.cause if self._ended is None else UNKNOWN_CAUSE

    def check(self, now_s: float) -> None:
        """End the viewer if it has taken nothing for too long although there was something to take."""
        received = self.received_bytes()
        self._stuck = received <= self._acknowledged_bytes and self._outstanding(received)
        if not self._stuck:
            self._progress_s = now_s
        self._acknowledged_bytes = received
        self._judge(now_s, received)
        if now_s - self._progress_s >= self._limits.viewer_stall_s:
            self.end("stalled")

    def end(self, reason: EndReason) -> None:
        """Stop the viewer's bytes now: what is not yet sent never will be."""
        self._reason = self._reason or reason
        if self._ended is not None:
            return
        self._closing = True
        # A transport that is closing has nothing unsent, and may have no socket any more.
        if not self._transport.is_closing():
            self._meter.forget_unsent()
        self._transport.abort()

    def finish(self, reason: EndReason) -> bool:
        """Send nothing new; return whether all that was sent has arrived, and then close. Called again until it has."""
        self._reason = self._reason or reason
        self._closing = True
        if self._outstanding(self.received_bytes()):
            return False
        self._transport.close()
        return True

    @property
    def over(self) -> Ending | None:
        """How it ended, once it has."""
        return self._ended

    async def wait_over(self) -> None:
        """Return when the connection is lost and accounted."""
        await self._lost.wait()

    def _join(self) -> None:
        point = self._ring.join(self._clock.monotonic_s())
        self._sequence, self._offset_bytes = point.sequence, point.offset_bytes
        if point.tables:
            self._write(point.tables)

    def _skip(self) -> None:
        self.skips += 1
        self._join()
        if self._sequence < self._ring.end:
            self._skipped_s += self._ring.chunk(self._sequence).received_monotonic_s - self._waits_from_s

    def _judge(self, now_s: float, received: int) -> None:
        if self._final_bytes is not None or now_s - self._judged_s < SHORTEST_LOOK_S:
            return
        lag_s = self._skipped_s
        if received < self._written_bytes or self._sequence < self._ring.end:
            lag_s += self._ring.lag_s(self._sequence, self._written_bytes - received, now_s)
        if self._meter.unread_bytes:
            # Players that read at the stream's pace leave what comes at once in their kernel for a while.
            lag_s += max(0.0, self._ring.duration_s(self._meter.unread_bytes) - self._limits.short_s)
        self._shortage.look(now_s, lag_s, self._held_up_by)
        self._judged_s = now_s
        self._info = self._meter.info

    def _held_up_by(self, elapsed_s: float) -> int:
        all_written = self._sequence >= self._ring.end
        return OWN_NETWORK if all_written else held_up_by(self._info, self._meter.info, elapsed_s)

    def _write(self, data: bytes) -> None:
        self._transport.write(data)
        self._written_bytes += len(data)

    def _outstanding(self, received: int) -> bool:
        return received < self._written_bytes or (not self._closing and self._sequence < self._ring.end)

    def _on_lost(self) -> None:
        now_s = self._clock.monotonic_s()
        self._take_final(now_s)
        self._meter.release()
        if self._on_over is not None:
            self._on_over(self)
        self._lost.set()

    def _take_final(self, now_s: float) -> None:
        # Called while the socket can still be asked.
        exact = self._meter.acknowledged_bytes() is not None
        self._final_bytes = self.observe(now_s)
        connected_s = self.identity.connected_monotonic_s
        duration_s = 0.0 if connected_s is None else now_s - connected_s
        self._ended = Ending(
            sent_bytes=self._final_bytes,
            ended_at=self._clock.now(),
            duration_s=duration_s,
            reason=self._reason or self._unasked_reason(now_s),
            peak_bps=self._peak.of_all(self._final_bytes, duration_s),
            stall_s=self._shortage.stall_s,
            bytes_exact=exact,
        )

    def _unasked_reason(self, now_s: float) -> EndReason:
        # The kernel gives up on a peer that acknowledges nothing about when `check` would.
        taking_nothing_s = now_s - self._progress_s
        return "stalled" if self._stuck and taking_nothing_s >= self._limits.viewer_stall_s / 2 else "left"
