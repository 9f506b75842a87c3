"""One answer to a player: part of a file, written as fast as it is taken and no faster."""

import asyncio
from collections.abc import Callable

from panel.delivery.meter import Meter
from panel.delivery.tcp_info import allow_pause
from panel.delivery.viewer import BUFFER_HIGH_BYTES, BUFFER_LOW_BYTES, PlayerConnection

# The kernel gives up a little after the panel would, so that a paused player is cut for a known reason.
PAUSE_MARGIN_S = 5.0


class Transfer:
    """Writes to the player's transport, whose connection is closed after it; `on_lost` is called when that is lost."""

    def __init__(self, connection: PlayerConnection, pause_s: float, now_s: float, on_lost: Callable[[], None]) -> None:
        self._connection = connection
        self._pause_s = pause_s
        self._on_player_lost = on_lost
        self._meter = Meter(connection.transport)
        self._room = asyncio.Event()
        self._lost = asyncio.Event()
        self._over: Callable[[Transfer], None] | None = None
        self._head_bytes = 0
        self._written_bytes = 0
        self._final_bytes: int | None = None
        self._acknowledged_bytes = 0
        self._progress_s = now_s
        self._closing = False
        self.exact = True

    def begin(self, head: bytes, over: Callable[["Transfer"], None]) -> None:
        """Write the answer's head; `over` is called once when the connection is lost, while it can still be asked."""
        self._over = over
        self._connection.on_lost = self._on_lost
        self._connection.on_drained = self._room.set
        transport = self._connection.transport
        transport.set_write_buffer_limits(high=BUFFER_HIGH_BYTES, low=BUFFER_LOW_BYTES)
        allow_pause(transport, self._pause_s + PAUSE_MARGIN_S)
        transport.write(head)
        self._head_bytes = len(head)

    async def send(self, data: bytes) -> bool:
        """Write once there is room; return whether more may follow."""
        transport = self._connection.transport
        while transport.get_write_buffer_size() > BUFFER_HIGH_BYTES and not self._closing:
            self._room.clear()
            await self._room.wait()
        if self._closing or transport.is_closing():
            return False
        transport.write(data)
        self._written_bytes += len(data)
        return True

    def received_bytes(self) -> int:
        """Return how much of the file the player's kernel acknowledged; final once it is over."""
        if self._final_bytes is not None:
            return self._final_bytes
        acknowledged = self._meter.acknowledged_bytes()
        if acknowledged is None:
            self.exact = False
            return max(0, self._written_bytes - self._connection.transport.get_write_buffer_size())
        return min(self._written_bytes, max(0, acknowledged - self._head_bytes))

    def paused_too_long(self, now_s: float) -> bool:
        """Tell whether nothing was taken for the longest pause, although there was something to take."""
        received = self.received_bytes()
        if received > self._acknowledged_bytes or received >= self._written_bytes:
            self._progress_s = now_s
        self._acknowledged_bytes = received
        return now_s - self._progress_s >= self._pause_s

    def finish(self) -> bool:
        """Send nothing new; close once all that was sent has arrived, and return whether it has."""
        self._stop()
        if self._final_bytes is None and self.received_bytes() < self._written_bytes:
            return False
        self._connection.transport.close()
        return True

    def abort(self) -> None:
        """Stop the bytes now: what is not yet sent never will be."""
        self._stop()
        if self._final_bytes is None:
            self._meter.forget_unsent()
            self._connection.transport.abort()

    @property
    def stopped(self) -> bool:
        """Whether nothing more is to be sent."""
        return self._closing

    @property
    def lost(self) -> bool:
        return self._lost.is_set()

    async def wait_lost(self) -> None:
        """Return when the connection is lost."""
        await self._lost.wait()

    def _stop(self) -> None:
        self._closing = True
        self._room.set()

    def _on_lost(self) -> None:
        self._stop()
        self._final_bytes = self.received_bytes()
        self._meter.release()
        if self._over is not None:
            self._over(self)
        self._lost.set()
        self._on_player_lost()
