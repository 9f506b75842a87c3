"""The work that goes on around the book: figures made anew, checks of what is pulled, everything written behind."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from monitoring.clock import Clock
from monitoring.model import StreamState
from panel.db.errors import UNREACHABLE
from panel.health.book import HealthBook
from panel.health.records import ChangeRecord
from panel.health.store import Store

CHECK_INTERVAL_S = 60.0
"""Of streams that are being pulled, where those that are not are never looked at."""

SETTLE_S = 1.0
SAVE_S = 20.0
FORGET_S = 3600.0
LAST_SAVE_S = 2.0

log = structlog.get_logger(__name__)


class HealthKeeper:
    """`interval_s` is the time between two checks of a stream that is being pulled; `kept_days` tells for how long what
    became of streams is kept by now, None for ever."""

    def __init__(
        self,
        book: HealthBook,
        store: Store,
        clock: Clock,
        states: Callable[[], Sequence[StreamState]],
        *,
        interval_s: float,
        kept_days: Callable[[], int | None],
    ) -> None:
        self.book = book
        self._store = store
        self._clock = clock
        self._states = states
        self._interval_s = interval_s
        self._kept_days = kept_days
        self._away = False

    async def open(self) -> None:
        """Go on from what an earlier run left. Raises what the database raises."""
        self.book.restore(await self._store.load(self._clock.now()))

    async def run(self) -> None:
        """Work for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._settle())
            tasks.create_task(self._close_intervals())
            tasks.create_task(self._save_again())
            tasks.create_task(self._forget())

    async def close(self) -> None:
        """Write what is left, for at most 2 s; `run` has ended."""
        try:
            async with asyncio.timeout(LAST_SAVE_S):
                await self._save()
        except TimeoutError:
            log.warning("the health of streams could not be written")

    async def changes(self, stream_id: int) -> Sequence[ChangeRecord]:
        """Return the newest changes of a stream's status, newest first. Raises what the database raises."""
        stored = await self._store.changes(stream_id)
        known = {change.key for change in stored}
        return [*(change for change in self.book.waiting_changes(stream_id) if change.key not in known), *stored]

    async def _settle(self) -> None:
        while True:
            self.book.settle()
            await self._clock.sleep(SETTLE_S)

    async def _close_intervals(self) -> None:
        while True:
            await self._clock.sleep(self._interval_s)
            self.book.close_interval(self._states())

    async def _save_again(self) -> None:
        while True:
            await self._clock.sleep(SAVE_S)
            await self._save()

    async def _save(self) -> None:
        unsaved = self.book.unsaved()
        try:
            await self._store.save(unsaved)
        except UNREACHABLE as error:
            if not self._away:
                log.warning("the health of streams cannot be written; it waits", error=type(error).__name__)
            self._away = True
            return
        self._away = False
        self.book.saved(unsaved)

    async def _forget(self) -> None:
        while True:
            kept_days = self._kept_days()
            try:
                if kept_days is not None:
                    await self._store.forget(self._clock.now(), kept_days)
            except UNREACHABLE as error:
                log.warning("old health of streams stays for now", error=type(error).__name__)
            await self._clock.sleep(FORGET_S)
