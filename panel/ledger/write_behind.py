"""Writes the spool and the newest tick to the database, again and again until it takes them."""

import asyncio
from collections.abc import Callable

import structlog

from monitoring.clock import Clock
from monitoring.contract.events import ActivityEntry
from panel.db.errors import UNREACHABLE
from panel.ledger.rows import StoredRow
from panel.ledger.spool import Batch, Spool
from panel.ledger.tick_writer import Tick, TickWriter
from panel.ledger.track import LostTrackError
from panel.ledger.writer import Writer

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 5.0
FLUSH_S = 2.0
FLUSH_RETRY_S = 0.1

log = structlog.get_logger(__name__)


class WriteBehind:
    """One task writes; of ticks only the newest waits. `announce` gets each activity once it is stored."""

    def __init__(
        self,
        writer: Writer,
        ticks: TickWriter,
        spool: Spool,
        clock: Clock,
        announce: Callable[[ActivityEntry], None],
    ) -> None:
        self._writer = writer
        self._ticks = ticks
        self._spool = spool
        self._clock = clock
        self._announce = announce
        self._tick: Tick | None = None
        self._something = asyncio.Event()
        self._writing = asyncio.Lock()
        self._away = False

    @property
    def pending(self) -> int:
        """How many rows wait, the newest tick counted as one."""
        return len(self._spool) + (self._tick is not None)

    def wake(self) -> None:
        """To be called after something was put into the spool."""
        self._something.set()

    def offer(self, tick: Tick) -> None:
        """Take the figures of a tick in place of those of the one before."""
        self._tick = tick
        self._something.set()

    async def run(self) -> None:
        """Write whatever comes, for ever."""
        while True:
            await self._something.wait()
            self._something.clear()
            retry_s = FIRST_RETRY_S
            while self.pending:
                if await self._try_to_write():
                    retry_s = FIRST_RETRY_S
                    continue
                await self._clock.sleep(retry_s)
                retry_s = min(retry_s * 2, LONGEST_RETRY_S)

    async def flush(self) -> None:
        """Write what is left, for at most 2 s; what cannot be written then is lost and said so."""
        try:
            async with asyncio.timeout(FLUSH_S):
                while self.pending:
                    if not await self._try_to_write():
                        await self._clock.sleep(FLUSH_RETRY_S)
        except TimeoutError:
            log.warning("the ledger closes before all is written", rows=self.pending)

    async def _try_to_write(self) -> bool:
        try:
            async with self._writing:
                await self._write()
        except LostTrackError:
            log.info("another wrote in this ledger's name; it is read anew")
            return True
        except UNREACHABLE as error:
            if not self._away:
                log.warning("the ledger cannot be written; rows wait", rows=self.pending, error=type(error).__name__)
            self._away = True
            return False
        if self._away:
            log.info("the ledger is written again", rows=self.pending)
        self._away = False
        return True

    async def _write(self) -> None:
        batch = self._spool.batch()
        if len(batch):
            numbers = await self._writer.write(batch)
            self._spool.remove(batch)
            self._tell(batch, numbers)
        # However fast rows come, a tick waits for one batch only: what a crash costs is the bytes since the last one.
        tick = self._tick
        if tick is not None:
            await self._ticks.keep(tick)
            # A newer one may have come while this one was written.
            self._tick = None if self._tick is tick else self._tick

    def _tell(self, batch: Batch, numbers: dict[str, int]) -> None:
        for ended in batch.ended.values():
            ended.stored()
        for key, row in batch.activities.items():
            if key in numbers:
                self._announce(_entry(numbers[key], row))


def _entry(number: int, row: StoredRow) -> ActivityEntry:
    return ActivityEntry.model_validate(
        {
            "id": number,
            "timestamp": row["at"],
            "kind": row["kind"],
            "actor": row["actor"],
            "subject": row["subject"],
            "message": row["message"],
        }
    )
