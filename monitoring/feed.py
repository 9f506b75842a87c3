"""One thing that is read each tick, with a deadline, and what became of it so far."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, TypeVar

import structlog

from monitoring.clock import Clock
from monitoring.errors import CollectorError

T = TypeVar("T")

_log = structlog.get_logger(__name__)


class Feed(Generic[T]):
    """Reads at most once at a time. A failure spoils nothing else; a fall and a recovery are logged once each.

    `error` is the newest failure, None after a success; `good_s` and `good_at` are the monotonic and the wall time of
    the newest success; `duration_ms` is how long the newest attempt took. What runs in a thread is not `cancellable`:
    it stays the one reading until it ends.
    """

    def __init__(self, name: str, read: Callable[[], Awaitable[T]], clock: Clock, *, cancellable: bool = True) -> None:
        self.name = name
        self.error: str | None = None
        self.duration_ms: float | None = None
        self.good_s: float | None = None
        self.good_at: datetime | None = None
        self._read = read
        self._clock = clock
        self._cancellable = cancellable
        self._reading: asyncio.Future[T] | None = None

    async def take(self, deadline_s: float) -> T | None:
        """Read once; None, with the reason kept, when that fails or takes longer than `deadline_s`."""
        if self._reading is not None and not self._reading.done():
            self.refuse("still busy with an earlier reading")
            return None
        began_s = self._clock.monotonic_s()
        try:
            return await self._within(deadline_s)
        except CollectorError as error:
            self.refuse(str(error))
        except Exception as error:
            # Its text may hold addresses or passwords; where it happened is enough to find it.
            self.refuse(f"unexpected {type(error).__name__}", where=_place_of(error))
        finally:
            self.duration_ms = round((self._clock.monotonic_s() - began_s) * 1000, 3)
        return None

    def accept(self, now_s: float, now: datetime) -> None:
        """Keep that what was taken is good."""
        if self.error is not None:
            _log.info("feed recovered", feed=self.name, after=self.error)
        self.error = None
        self.good_s, self.good_at = now_s, now

    def refuse(self, error: str, where: str | None = None) -> None:
        """Keep that nothing good came of it, and why."""
        if self.error is None:
            _log.warning("feed failed", feed=self.name, error=error, where=where)
        self.error = error

    async def _within(self, deadline_s: float) -> T:
        reading = self._reading = asyncio.ensure_future(self._read())
        timer = asyncio.ensure_future(self._clock.sleep(deadline_s))
        try:
            await asyncio.wait({reading, timer}, return_when=asyncio.FIRST_COMPLETED)
            if reading.cancelled():
                # It gave itself up; that must not look as if this task were cancelled.
                raise CollectorError("the reading was cancelled")
            if reading.done():
                return reading.result()
        finally:
            timer.cancel()
            if not reading.done():
                reading.add_done_callback(_forget)
                if self._cancellable:
                    reading.cancel()
        raise CollectorError(f"no answer within {deadline_s:g} s")


def _forget(reading: "asyncio.Future[T]") -> None:
    if not reading.cancelled() and reading.exception() is not None:
        _log.debug("reading failed after its deadline", error=type(reading.exception()).__name__)


def _place_of(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno}"
