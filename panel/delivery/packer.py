"""Turns what a source sends, in pieces of any size, into chunks worth a write to each viewer."""

import asyncio
from collections.abc import Callable

from panel.delivery.limits import DeliveryLimits
from panel.delivery.transport_stream import Aligner


class Packer:
    """Gives full chunks at once, and what is left over after `flush_s`, so that slow streams do not wait."""

    def __init__(self, aligner: Aligner, limits: DeliveryLimits, give: Callable[[bytes], None]) -> None:
        self._aligner = aligner
        self._limits = limits
        self._give = give
        self._flush: asyncio.TimerHandle | None = None

    def feed(self, data: bytes, held_s: float = 0.0) -> None:
        """Take what comes next; it had waited elsewhere for up to `held_s`."""
        self._aligner.feed(data)
        while len(self._aligner) >= self._limits.chunk_bytes and self._aligner.in_sync:
            self._hand_over()
            # What is left over is the newest of it.
            held_s = 0.0
        if self._flush is None and len(self._aligner):
            self._flush = asyncio.get_running_loop().call_later(self._limits.flush_s - held_s, self._on_time)

    def close(self) -> None:
        """Give nothing more."""
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None

    def _on_time(self) -> None:
        self._flush = None
        self._hand_over()

    def _hand_over(self) -> None:
        self.close()
        if chunk := self._aligner.take(self._limits.chunk_bytes):
            self._give(chunk)
