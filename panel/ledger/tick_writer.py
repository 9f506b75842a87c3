"""Takes ticks to the database: how far sessions are, and what that adds to the sums of the past."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete

from monitoring.shares import Shares
from panel.db.bulk import RawRow
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_TICKS
from panel.history.increments import Increments
from panel.history.meter import Meter
from panel.history.names import Names
from panel.history.stored_tick import encode
from panel.history.times import HOUR_S, MINUTE_S, day_number, microseconds, steps_since_epoch
from panel.ledger.rows import StoredRow
from panel.ledger.statements import Additions, Statements, book_open
from panel.ledger.steps import Steps, add_bytes, bytes_of_lines, checkpoint_rows, steps
from panel.ledger.ticks import TickFigures, keyed
from panel.ledger.track import Track

TICKS_KEPT_US = 1_000_000 * (HOUR_S + MINUTE_S)


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick to be kept: its figures, when its sessions began (monotonic seconds), the row of the day."""

    figures: TickFigures
    begun_s: Mapping[str, float]
    day: StoredRow


@dataclass(frozen=True, slots=True)
class _Work:
    taken: Steps
    increments: Increments
    checkpoints: list[RawRow]
    tick: RawRow
    now_us: int


class TickWriter:
    """Writes ticks for the ledger; raises what the database raises when it is away."""

    def __init__(self, database: Database, names: Names, track: Track, meter: Meter) -> None:
        self._is_sqlite = database.is_sqlite
        self._names = names
        self._track = track
        self._meter = meter
        self._statements = Statements(is_sqlite=database.is_sqlite)
        self._additions = Additions(database)

    async def keep(self, tick: Tick) -> None:
        """Commit a tick, unless an earlier try whose answer was lost has done so."""
        track = self._track
        await track.settle()
        if track.was_done(tick):
            return
        day = day_number(tick.figures.timestamp)
        await self._meter.learn(day)
        shares = await asyncio.to_thread(tick.figures.shares)
        await self._names.learn([*shares.isps, *shares.collectors])
        # Nothing else changes the book meanwhile: whoever writes holds the lock of the ledger.
        work = await asyncio.to_thread(self._prepare, tick, shares)
        unbooked_day = track.day

        def store(connection: Connection) -> None:
            if day != unbooked_day:
                for statement in book_open(track.installation, unbooked_day, is_sqlite=self._is_sqlite):
                    connection.execute(statement)
            connection.execute(self._statements.keep_day, [dict(tick.day)])
            self._store(connection, work)

        await track.write(day, store, tick)
        if day != unbooked_day:
            track.book.book_all()
        metered = bytes_of_lines(track.book, work.taken, self._meter.quotas.lines())
        track.book.store(work.taken.slots, work.taken.sent, work.taken.peak, work.taken.lasted_ms)
        self._meter.add({(line_id, day): sent_bytes for line_id, sent_bytes in metered.items()})

    def _prepare(self, tick: Tick, shares: Shares) -> _Work:
        track, moment = self._track, tick.figures.timestamp
        minute, now_us = steps_since_epoch(moment, MINUTE_S), microseconds(moment)
        parts = keyed(shares, self._names)
        taken = steps(track.book, tick.figures, tick.begun_s)
        increments = Increments()
        for dimension, key, share in parts:
            increments.of(minute, dimension, key).add_tick(share)
        add_bytes(increments, minute, track.book, taken)
        stored = (now_us, track.installation, shares.total.bps, shares.total.connections, encode(parts))
        return _Work(taken, increments, checkpoint_rows(taken, track.installation, now_us), stored, now_us)

    def _store(self, connection: Connection, work: _Work) -> None:
        installation = self._track.installation
        self._additions.checkpoint.run(connection, work.checkpoints)
        self._additions.add(connection, work.increments, installation)
        self._additions.tick.run(connection, [work.tick])
        ticks = HISTORY_TICKS.c
        old = (ticks.at_us < work.now_us - TICKS_KEPT_US, ticks.installation == installation)
        connection.execute(delete(HISTORY_TICKS).where(*old))
