"""A clock that moves only when a test says so."""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta

from monitoring.clock import SystemClock

SETTLING_TURNS = 50


async def settle() -> None:
    """Let everything that can run without waiting for time or I/O run."""
    for _ in range(SETTLING_TURNS):
        await asyncio.sleep(0)


class HurriedClock(SystemClock):
    """The clock of this machine, which tests put forward: for what runs by itself and still takes its time."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    def monotonic_s(self) -> float:
        return super().monotonic_s() + self._ahead_s

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._ahead_s)

    def put_forward(self, seconds: float) -> None:
        """Let so much time have passed; nobody who sleeps is woken."""
        self._ahead_s += seconds


class ManualClock:
    """Monotonic and wall time that tests advance; `step` moves the wall alone, as NTP or a careless hand does."""

    def __init__(self, start: datetime = datetime(2026, 1, 31, 12, 0, tzinfo=UTC), monotonic_s: float = 1000.0) -> None:
        self._wall = start
        self._monotonic_s = monotonic_s
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def monotonic_s(self) -> float:
        return self._monotonic_s

    def now(self) -> datetime:
        return self._wall

    async def sleep(self, duration_s: float) -> None:
        if duration_s <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic_s + duration_s, next(self._order), woken))
        await woken

    def step(self, seconds: float) -> None:
        """Move the wall clock alone."""
        self._wall += timedelta(seconds=seconds)

    def jump(self, seconds: float) -> None:
        """Let time pass without waking anybody, as a blocked event loop does; the next `advance` wakes who is due."""
        self._monotonic_s += seconds
        self._wall += timedelta(seconds=seconds)

    async def advance(self, seconds: float) -> None:
        """Let time pass, waking each sleeper at its own moment, in order, and let them all act."""
        await settle()
        until = self._monotonic_s + seconds
        while self._sleepers and self._sleepers[0][0] <= until:
            due, _, woken = heapq.heappop(self._sleepers)
            if woken.done():
                continue
            self.jump(max(0.0, due - self._monotonic_s))
            woken.set_result(None)
            await settle()
        self.jump(until - self._monotonic_s)
        await settle()

    @property
    def sleepers(self) -> int:
        """How many are waiting."""
        return sum(not woken.done() for _, _, woken in self._sleepers)
