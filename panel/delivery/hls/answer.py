"""One response to an HLS player: what of it was received, and whether the player still takes it."""

from collections.abc import Callable

from panel.delivery.meter import Meter
from panel.delivery.shortage import OWN_NETWORK, held_up_by
from panel.delivery.viewer import PlayerConnection


class Answer:
    """Begun when the response's head is written. `settled` is called once, when its figures are final."""

    __slots__ = (
        "_connection",
        "_judged_info",
        "_judged_s",
        "_meter",
        "_received_bytes",
        "_settled",
        "_written_bytes",
        "begun_s",
        "duration_s",
        "exact",
        "is_settled",
        "progress_s",
        "size_bytes",
    )

    def __init__(
        self,
        connection: PlayerConnection,
        size_bytes: int,
        duration_s: float,
        now_s: float,
        settled: Callable[["Answer"], None],
    ) -> None:
        self.size_bytes = size_bytes
        self.duration_s = duration_s
        """How much of the stream it is, 0 for a playlist."""
        self.begun_s = self.progress_s = now_s
        """When something was last received, as far as was noticed."""
        self.exact = True
        self.is_settled = False
        self._connection = connection
        self._meter = Meter(connection.transport)
        self._judged_info = self._meter.info
        self._judged_s = now_s
        self._settled = settled
        self._written_bytes = 0
        self._received_bytes = 0
        connection.on_lost = self._on_lost

    @property
    def received_bytes(self) -> int:
        """Bytes of the body that the player's kernel is known to have acknowledged."""
        return self._received_bytes

    @property
    def received_s(self) -> float:
        """How much of the stream that is."""
        return self.duration_s * self._received_bytes / max(self.size_bytes, 1)

    @property
    def is_cut(self) -> bool:
        """Whether writing more is in vain."""
        return self.is_settled or self._connection.transport.is_closing()

    def wrote(self, size_bytes: int) -> None:
        self._written_bytes += size_bytes

    def observe(self, now_s: float) -> None:
        """Ask the kernel; an answer that arrived whole is settled, and one whose connection went on to others."""
        before = self._received_bytes
        # A transport that is closing may have no socket any more; `_on_lost` asks while there still is one.
        if not self.is_settled and not self._connection.transport.is_closing():
            self._measure()
        if self._received_bytes > before:
            self.progress_s = now_s
        if self._received_bytes >= self.size_bytes or self._is_superseded:
            self.settle()

    def held_up_by(self, now_s: float) -> int:
        """Return who has held it up since this was last asked; see `panel.delivery.shortage.held_up_by`."""
        before, elapsed_s = self._judged_info, now_s - self._judged_s
        self._judged_info, self._judged_s = self._meter.info, now_s
        all_written = self._written_bytes >= self.size_bytes
        return OWN_NETWORK if all_written else held_up_by(before, self._judged_info, elapsed_s)

    def settle(self) -> None:
        """Take the final figures now: what is on its way is not waited for."""
        if self.is_settled:
            return
        if not self._is_superseded:
            self._connection.on_lost = None
            self._conclude()
        elif not self._connection.transport.is_closing():
            self._conclude()
        else:
            # Who asked for something else had received this.
            self._received_bytes = self._written_bytes
            self._finish()

    def cut(self) -> None:
        """Close the connection: what is not yet sent never will be."""
        if self._is_superseded:
            self.settle()
            return
        if not self._connection.transport.is_closing():
            self._meter.forget_unsent()
        self._connection.transport.abort()

    def _on_lost(self) -> None:
        if not self.is_settled:
            self._conclude()

    def _conclude(self) -> None:
        self._measure()
        self._finish()

    def _finish(self) -> None:
        self.is_settled = True
        self._meter.release()
        self._settled(self)

    @property
    def _is_superseded(self) -> bool:
        return self._connection.on_lost != self._on_lost

    def _measure(self) -> None:
        acknowledged = self._meter.acknowledged_bytes()
        if acknowledged is None:
            self.exact = False
            acknowledged = max(0, self._written_bytes - self._connection.transport.get_write_buffer_size())
        self._received_bytes = max(self._received_bytes, min(self._written_bytes, acknowledged))
