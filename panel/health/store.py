"""Takes what was observed to the database and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Executable, Row, Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.db.engine import Database
from panel.db.tables import STREAM_CHANGES, STREAM_CHECKS, STREAM_HOURS
from panel.health.records import ChangeRecord, CheckRecord, HourRecord, Past, Unsaved, columns_of
from panel.health.strip import Check
from panel.health.tally import HOUR_S, HOURS_KEPT, Seconds

BATCH_ROWS = 500
ROWS_AT_ONCE = 5000
CHANGES_SHOWN = 100
REASON_LENGTH = 256
_SECONDS = tuple(f"{name}_s" for name in Seconds._fields)
_CHECK = ("number", "at", "verdict", "response_ms", "reason")

StoredRow = Row[*tuple[object, ...]]
Parameters = Mapping[str, object]


class Store:
    """Raises what the database raises when it is away. What is saved twice is there once."""

    def __init__(self, database: Database, installation: str) -> None:
        self._database = database
        self._installation = installation
        insert = sqlite.insert if database.is_sqlite else postgresql.insert
        hours, checks = insert(STREAM_HOURS), insert(STREAM_CHECKS)
        self._keep_hours = hours.on_conflict_do_update(
            index_elements=["installation", "stream_id", "hour"],
            set_={name: hours.excluded[name] for name in _SECONDS},
        )
        self._keep_checks = checks.on_conflict_do_update(
            index_elements=["installation", "stream_id", "place"],
            set_={name: checks.excluded[name] for name in _CHECK},
        )
        self._add_changes = insert(STREAM_CHANGES).on_conflict_do_nothing(index_elements=["key"])

    async def load(self, now: datetime) -> Past:
        """Return what is kept of the last week, and the last checks."""
        oldest = int(now.timestamp() // HOUR_S) - HOURS_KEPT + 1
        hours = select(*(STREAM_HOURS.c[name] for name in ("stream_id", "hour", *_SECONDS))).where(
            STREAM_HOURS.c.installation == self._installation, STREAM_HOURS.c.hour >= oldest
        )
        checks = select(*(STREAM_CHECKS.c[name] for name in ("stream_id", *_CHECK))).where(
            STREAM_CHECKS.c.installation == self._installation
        )
        async with self._database.begin() as connection:
            # A row of the library looks like an array to numpy, which costs more than all the rest.
            found = columns_of([tuple(row) for row in await _rows(connection, hours)])
            return Past(
                found,
                [
                    CheckRecord(row.stream_id, Check(row.number, row.at, row.verdict, row.response_ms, row.reason))
                    for row in await _rows(connection, checks)
                ],
            )

    async def save(self, unsaved: Unsaved) -> None:
        """Keep what is new, in one transaction."""
        async with self._database.begin_briefly() as connection:
            await _in_pieces(connection, self._keep_hours, [self._hour(record) for record in unsaved.hours])
            await _in_pieces(connection, self._keep_checks, [self._check(record) for record in unsaved.checks])
            await _in_pieces(connection, self._add_changes, [self._change(record) for record in unsaved.changes])

    async def changes(self, stream_id: int) -> Sequence[ChangeRecord]:
        """Return the newest changes of a stream, newest first."""
        newest = (
            select(STREAM_CHANGES)
            .where(STREAM_CHANGES.c.installation == self._installation, STREAM_CHANGES.c.stream_id == stream_id)
            .order_by(STREAM_CHANGES.c.id.desc())
            .limit(CHANGES_SHOWN)
        )
        async with self._database.begin() as connection:
            rows = await connection.execute(newest)
            return [ChangeRecord(row.key, row.stream_id, row.at, row.status, row.previous, row.reason) for row in rows]

    async def forget(self, now: datetime, history_days: int) -> int:
        """Remove what is too old, a week of hours at least stays; return how many rows."""
        before = now - timedelta(days=history_days)
        oldest_hour = int(now.timestamp() // HOUR_S) - max(HOURS_KEPT, history_days * 24)
        removed = 0
        async with self._database.begin() as connection:
            for too_old in (
                delete(STREAM_HOURS).where(STREAM_HOURS.c.hour < oldest_hour),
                delete(STREAM_CHECKS).where(STREAM_CHECKS.c.at < before),
                delete(STREAM_CHANGES).where(STREAM_CHANGES.c.at < before),
            ):
                removed += (await connection.execute(too_old)).rowcount
        return removed

    def _hour(self, record: HourRecord) -> Parameters:
        seconds = {f"{name}_s": value for name, value in record.seconds._asdict().items()}
        return {**self._owner(record.stream_id), "hour": record.hour, **seconds}

    def _check(self, record: CheckRecord) -> Parameters:
        check = record.check
        return {
            **self._owner(record.stream_id),
            "place": record.place[1],
            **{name: getattr(check, name) for name in _CHECK},
            "reason": _short(check.reason),
        }

    def _change(self, record: ChangeRecord) -> Parameters:
        return {
            **self._owner(record.stream_id),
            "key": record.key,
            "at": record.at,
            "status": record.status,
            "previous": record.previous,
            "reason": _short(record.reason),
        }

    def _owner(self, stream_id: int) -> Parameters:
        return {"installation": self._installation, "stream_id": stream_id}


async def _rows(connection: AsyncConnection, statement: Select[*tuple[object, ...]]) -> list[StoredRow]:
    # Values are converted on the event loop: a piece is what may pass between two of its turns.
    found: list[StoredRow] = []
    async with connection.stream(statement) as result:
        async for rows in result.partitions(ROWS_AT_ONCE):
            found.extend(rows)
    return found


async def _in_pieces(connection: AsyncConnection, statement: Executable, rows: Sequence[Parameters]) -> None:
    for begin in range(0, len(rows), BATCH_ROWS):
        await connection.execute(statement, [dict(row) for row in rows[begin : begin + BATCH_ROWS]])


def _short(reason: str | None) -> str | None:
    return None if reason is None else reason[:REASON_LENGTH]
