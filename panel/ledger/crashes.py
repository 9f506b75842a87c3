"""Sessions that nobody closed: ended as of the last tick that saw them, with what was stored of them then.

Those of the gateway ended with the service; those of added collectors did not, and go on when they are seen again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, and_, bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from panel.collectors.fact import GATEWAY
from panel.db.engine import Database
from panel.db.history_tables import LEDGERS, OPEN_SESSIONS
from panel.db.session_tables import SESSION_ORIGINS, SESSIONS
from panel.history.increments import Increments
from panel.history.names import Names
from panel.history.times import from_microseconds, microseconds
from panel.ledger.statements import Additions
from panel.sessions import EndReason

# An open session of a running panel is seen each tick.
ABANDONED_AFTER = timedelta(hours=1)
ROWS_AT_ONCE = 1000

_CRASH: EndReason = "crash"
_LEFT: EndReason = "left"
_OPEN = OPEN_SESSIONS.c

StoredRow = Row[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Closed:
    """How many sessions of the gateway were ended, and the ids of those that may go on."""

    crashed: int
    interrupted: frozenset[str]


class Crashes:
    """Closes in steps, each whole: a session's bytes are in the sums of the past since they were stored."""

    def __init__(self, database: Database, names: Names, installation: str) -> None:
        self._database = database
        self._names = names
        self._name = installation
        self._additions = Additions(database)

    async def close_own(self) -> Closed:
        """End this installation's open sessions. Before it opens any of its own."""
        await self._names.learn([self._name])
        return await self._close(_OPEN.installation == self._names.number(self._name))

    async def close_abandoned(self, now: datetime) -> int:
        """End the open sessions of other installations that came to no next start; return how many there were."""
        before = now - ABANDONED_AFTER
        others = _OPEN.installation != self._names.number(self._name)
        closed = await self._close(and_(others, _OPEN.seen_us < microseconds(before)))
        return closed.crashed + len(closed.interrupted)

    async def _close(self, whose: ColumnElement[bool]) -> Closed:
        statement = select(OPEN_SESSIONS, LEDGERS.c.day, SESSION_ORIGINS.c.collector)
        statement = statement.join_from(OPEN_SESSIONS, LEDGERS, _OPEN.installation == LEDGERS.c.installation)
        statement = statement.join(SESSIONS, _OPEN.session_id == SESSIONS.c.id, isouter=True)
        statement = statement.join(SESSION_ORIGINS, SESSIONS.c.origin_id == SESSION_ORIGINS.c.id, isouter=True)
        crashed, interrupted = 0, set[str]()
        while True:
            async with self._database.begin() as connection:
                # The ledgers first: from here on nobody else writes in their name, and who did not know notices.
                theirs = select(_OPEN.installation).where(whose)
                await connection.execute(
                    update(LEDGERS).where(LEDGERS.c.installation.in_(theirs)).values(number=LEDGERS.c.number + 1)
                )
                rows = (await connection.execute(statement.where(whose).limit(ROWS_AT_ONCE))).all()
                await self._end(connection, rows)
            outlived = {row.session_id for row in rows if _outlives(row)}
            interrupted |= outlived
            crashed += len(rows) - len(outlived)
            if len(rows) < ROWS_AT_ONCE:
                return Closed(crashed, frozenset(interrupted))

    async def _end(self, connection: AsyncConnection, rows: Sequence[StoredRow]) -> None:
        if not rows:
            return
        ending = update(SESSIONS).where(SESSIONS.c.id == bindparam("session"), SESSIONS.c.ended_at.is_(None))
        names = ("lasted_ms", "sent_bytes", "peak_bps", "end_reason")
        # A tick that began just before it may have been the only one to see a session.
        seen_at, started_at = bindparam("new_seen_at", type_=SESSIONS.c.started_at.type), SESSIONS.c.started_at
        ended_at = case((started_at > seen_at, started_at), else_=seen_at)
        await connection.execute(
            ending.values(ended_at=ended_at, **{name: bindparam(f"new_{name}") for name in names}),
            [_ending(row) for row in rows],
        )
        increments = Increments()
        for row in rows:
            if row.line_id is not None:
                unbooked_ms = row.lasted_ms - row.booked_ms
                increments.book(row.line_id, row.day, (row.sent_bytes or 0) - row.booked_bytes, unbooked_ms)
        await connection.run_sync(self._additions.line_days.run, increments.line_rows())
        await connection.execute(delete(OPEN_SESSIONS).where(_OPEN.session_id.in_([row.session_id for row in rows])))


def _outlives(row: StoredRow) -> bool:
    return row.collector not in (None, GATEWAY)


def _ending(row: StoredRow) -> dict[str, object]:
    seen_at = from_microseconds(row.seen_us)
    return {
        "session": row.session_id,
        "new_seen_at": seen_at,
        "new_lasted_ms": row.lasted_ms,
        "new_sent_bytes": row.sent_bytes,
        "new_peak_bps": row.peak_bps,
        "new_end_reason": _LEFT if _outlives(row) else _CRASH,
    }
