"""One line playing one file on one device: whatever many requests its player makes, one connection."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from monitoring.clock import Clock
from monitoring.model import UNKNOWN_CAUSE, Identity
from panel.catalog import LineFact
from panel.delivery.peak import Peak
from panel.sessions import Ending, EndReason
from panel.vod.transfer import Transfer


class FileConnection:
    """Implements `panel.delivery.connection.OpenConnection`.

    Opened with its first answer and over when no request came for `idle_s`; its end is when the last answer ended.
    """

    def __init__(self, identity: Identity, line: LineFact, clock: Clock, idle_s: float) -> None:
        self.identity = identity
        self.line = line
        self.closing = False
        """Whether it is to get nothing any more."""
        self.on_open: Callable[[], None] | None = None
        self.on_over: Callable[[], None] | None = None
        self.on_idle: Callable[[bool], None] | None = None
        self._clock = clock
        self._idle_s = idle_s
        self._began_s = clock.monotonic_s()
        self._opened = False
        self._requests = 0
        self._transfers: set[Transfer] = set()
        self._earlier_bytes = 0
        self._exact = True
        self._last_at: datetime = clock.now()
        self._last_s = self._began_s
        self._reason: EndReason | None = None
        self._broke: EndReason | None = None
        self._peak = Peak()
        self._ended: Ending | None = None
        self._is_over = asyncio.Event()

    @property
    def over(self) -> Ending | None:
        return self._ended

    @property
    def cause(self) -> int:
        """Unknown: a file is read as far ahead as its player likes, so that nobody can tell what it is short of."""
        return UNKNOWN_CAUSE

    def join(self) -> None:
        """A request begins."""
        self._requests += 1
        self._tell_idle()

    def leave(self) -> None:
        """A request ended; if none was ever answered there was no connection."""
        self._requests -= 1
        self._tell_idle()
        if self._requests == 0 and not self._opened:
            self._conclude()

    def attach(self, transfer: Transfer, head: bytes) -> None:
        """Begin to answer a request."""
        if not self._opened:
            self._opened = True
            if self.on_open is not None:
                self.on_open()
        self._broke = None
        self._transfers.add(transfer)
        transfer.begin(head, self._detach)

    def source_lost(self) -> None:
        """The file broke off; if its player does not come again, that is why it ended."""
        self._broke = "source lost"

    def observe(self, now_s: float) -> int:
        received = self._earlier_bytes + sum(transfer.received_bytes() for transfer in self._transfers)
        self._peak.look(now_s, received)
        return received

    def check(self, now_s: float) -> None:
        for transfer in tuple(self._transfers):
            if transfer.paused_too_long(now_s):
                self._broke = "stalled"
                transfer.abort()
        if not self._transfers and self._requests == 0 and now_s - self._last_s >= self._idle_s:
            self._conclude()

    def end(self, reason: EndReason) -> None:
        self._reason = self._reason or reason
        self.closing = True
        for transfer in tuple(self._transfers):
            transfer.abort()
        if not self._transfers:
            self._conclude()

    def finish(self, reason: EndReason) -> bool:
        self._reason = self._reason or reason
        self.closing = True
        arrived = [transfer.finish() for transfer in tuple(self._transfers)]
        if not self._transfers:
            self._conclude()
        return all(arrived)

    async def wait_over(self) -> None:
        await self._is_over.wait()

    def _tell_idle(self) -> None:
        if self.on_idle is not None:
            self.on_idle(self._requests == 0)

    def _detach(self, transfer: Transfer) -> None:
        self._transfers.discard(transfer)
        self._earlier_bytes += transfer.received_bytes()
        self._exact = self._exact and transfer.exact
        self._last_at = self._clock.now()
        self._last_s = self._clock.monotonic_s()
        if self.closing and not self._transfers:
            self._conclude()

    def _conclude(self) -> None:
        if self._ended is not None:
            return
        self.closing = True
        sent_bytes, duration_s = self.observe(self._clock.monotonic_s()), self._last_s - self._began_s
        self._ended = Ending(
            sent_bytes=sent_bytes,
            ended_at=self._last_at,
            duration_s=duration_s,
            reason=self._reason or self._broke or "left",
            peak_bps=self._peak.of_all(sent_bytes, duration_s),
            stall_s=None,
            bytes_exact=self._exact,
        )
        if self.on_over is not None:
            self.on_over()
        self._is_over.set()
