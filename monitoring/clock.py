"""The only place that asks what time it is. Everything else takes a `Clock`, so that tests can advance it."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Two times and a way to wait: durations and rates come from `monotonic_s`, labels from `now`."""

    def monotonic_s(self) -> float:
        """Seconds from an arbitrary origin; never steps backwards."""
        ...

    def now(self) -> datetime:
        """The wall clock, in UTC; may step."""
        ...

    async def sleep(self, duration_s: float) -> None:
        """Return after `duration_s` seconds of this clock."""
        ...


class SystemClock:
    """The clock of this machine."""

    def monotonic_s(self) -> float:
        return time.monotonic()

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, duration_s: float) -> None:
        await asyncio.sleep(duration_s)
