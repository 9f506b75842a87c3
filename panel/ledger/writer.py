"""Takes batches to the database: one transaction each, and a row that no database takes does not hold up the rest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

from panel.audit.acts import audited
from panel.audit.chain import append_entries
from panel.db.engine import Database
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES
from panel.history.increments import Increments
from panel.history.meter import Meter
from panel.history.names import Names
from panel.ledger.closing import (
    UnstorableError,
    add_ending,
    day_of,
    ended_record,
    ending_row,
    keys_of,
    open_row,
    session_row,
)
from panel.ledger.interned import Interned
from panel.ledger.open_book import Figures
from panel.ledger.resuming import Resuming
from panel.ledger.rows import SessionRecord
from panel.ledger.spool import Batch
from panel.ledger.statements import Activities, Additions, Sessions
from panel.ledger.track import Track

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Written:
    """What a batch changed: sessions by their ids, bytes by line and day, the numbers of activities by their keys."""

    begun: Mapping[str, Figures]
    ended: Collection[str]
    added: Mapping[tuple[int, int], int]
    numbers: dict[str, int]


class Writer:
    """Writes for the ledger; raises what the database raises when it is away.

    What a session adds to the sums of the past is the difference to what is stored of it, in the transaction that
    stores the new figure: they can only be stored together.
    """

    def __init__(self, database: Database, names: Names, track: Track, meter: Meter) -> None:
        self._names = names
        self._track = track
        self._meter = meter
        self._activities = Activities(database)
        self._additions = Additions(database)
        self._sessions = Sessions(database)
        self._resuming = Resuming(database, names)
        self._origins = Interned(database, SESSION_ORIGINS)
        self._titles = Interned(database, SESSION_TITLES)

    async def write(self, batch: Batch) -> dict[str, int]:
        """Commit a batch and return the numbers of its activities by key; rows that cannot be stored are left out."""
        records = [*batch.opened.values(), *(ended.record for ended in batch.ended.values())]
        await self._names.learn({name for record in records for name in record.names})
        try:
            return await self._transaction(batch)
        except (StatementError, UnstorableError) as error:
            if not _is_rows_fault(error):
                raise
        numbers: dict[str, int] = {}
        for single in batch.singly():
            try:
                numbers.update(await self._transaction(single))
            except (StatementError, UnstorableError) as error:
                if not _is_rows_fault(error):
                    raise
                cause = type(getattr(error, "orig", None) or error).__name__
                log.warning("a row cannot be stored and is left out", key=single.first_key(), error=cause)
        return numbers

    async def _transaction(self, batch: Batch) -> dict[str, int]:
        track = self._track
        await track.settle()
        resumed = await self._resuming.find(batch, track.book, track.installation)
        written = await track.write(track.day, partial(self._store, batch, resumed))
        self._origins.settle()
        self._titles.settle()
        for key, figures in written.begun.items():
            track.book.put(key, figures)
        for key in written.ended:
            if key in track.book:
                track.book.remove(key)
        self._meter.add(written.added)
        return written.numbers

    def _store(self, batch: Batch, resumed: Mapping[str, SessionRecord], connection: Connection) -> _Written:
        book = self._track.book
        settled = self._sessions.known(connection, [key for key in (*batch.opened, *batch.ended) if key not in book])
        known = settled.union(batch.ended)
        opened = {key: each for key, each in batch.opened.items() if key not in book and key not in known}
        ended = {key: each.record for key, each in batch.ended.items() if key not in settled}
        self._record(connection, [*opened.values(), *(ended[key] for key in ended if key not in book)])
        begun = self._open(connection, opened, resumed)
        added = self._end(connection, ended)
        numbers = self._activities.add(connection, batch.activities.values())
        append_entries(connection, audited(batch.activities.values()))
        return _Written(begun, ended.keys(), added, numbers)

    def _record(self, connection: Connection, records: Sequence[SessionRecord]) -> None:
        """Put sessions on record that are not yet, open or ended."""
        days = [day_of(record) for record in records]
        self._origins.learn(connection, zip((record.origin for record in records), days, strict=True))
        self._titles.learn(connection, zip((record.title for record in records), days, strict=True))
        origin, title, installation = self._origins.number, self._titles.number, self._track.installation
        rows = [session_row(each, installation, origin(each.origin), title(each.title)) for each in records]
        self._sessions.begin.run(connection, rows)

    def _open(
        self, connection: Connection, opened: Mapping[str, SessionRecord], resumed: Mapping[str, SessionRecord]
    ) -> Mapping[str, Figures]:
        track = self._track
        self._resuming.open_again(connection, resumed)
        every = {**opened, **resumed}
        slots = track.book.vacant(len(every))
        begun = {
            key: self._resuming.figures(each, slot) if key in resumed else Figures(slot, keys_of(each, self._names))
            for (key, each), slot in zip(every.items(), slots, strict=True)
        }
        rows = [open_row(track.installation, every[key], figures) for key, figures in begun.items()]
        self._additions.open.run(connection, rows)
        return begun

    def _end(self, connection: Connection, ended: Mapping[str, SessionRecord]) -> Mapping[tuple[int, int], int]:
        track = self._track
        stored = {key: track.book.figures(key) for key in ended if key in track.book}
        whole = {key: ended_record(each, stored[key]) if key in stored else each for key, each in ended.items()}
        self._sessions.end.run(connection, [ending_row(whole[key]) for key in stored])
        increments = Increments()
        gone = [(track.installation, figures.slot) for figures in stored.values()]
        for key, each in whole.items():
            add_ending(increments, each, stored.get(key) or Figures(0, keys_of(each, self._names)), track.day)
        self._additions.close.run(connection, gone)
        self._additions.add(connection, increments, track.installation)
        return increments.added


def _is_rows_fault(error: StatementError | UnstorableError) -> bool:
    """Tell a row that will never be accepted from a database that is away.

    Classes 22 and 23 of SQLSTATE (ISO/IEC 9075-2, 24.1) are data exceptions and integrity constraint violations.
    """
    if isinstance(error, DataError | IntegrityError) or not isinstance(error, DBAPIError):
        return True
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(state, str) and state[:2] in ("22", "23")
