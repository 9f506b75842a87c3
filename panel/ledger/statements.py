"""The statements of the ledger, in the words of SQLite and of PostgreSQL."""

from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Executable, Table, bindparam, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from panel.db.bulk import Bulk, Lookup, RawRow
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_HOURS, HISTORY_MINUTES, HISTORY_TICKS, LEDGERS, LINE_DAYS, OPEN_SESSIONS
from panel.db.session_columns import pack_session_id, unpack_session_id
from panel.db.session_tables import SESSIONS
from panel.db.tables import ACTIVITY, DAY_TOTALS
from panel.history.increments import Increments
from panel.history.times import HOUR_S, MINUTE_S
from panel.ledger.rows import StoredRow

_ENDING = ("ended_at", "lasted_ms", "sent_bytes", "peak_bps", "stall_ms", "bytes_exact", "end_reason")
_ADDED = ("sent_bytes", "bps_sum", "rated", "connections_sum", "ticks")
_HIGHEST = ("bps_max", "connections_max")


class Statements:
    """Statements of rows of the ledger itself; each may be run again after an answer was lost, and adds nothing."""

    def __init__(self, *, is_sqlite: bool) -> None:
        insert = sqlite.insert if is_sqlite else postgresql.insert
        day = insert(DAY_TOTALS)
        self.keep_day: Executable = day.on_conflict_do_update(
            index_elements=["day", "installation"],
            set_={
                name: case((day.excluded[name] > DAY_TOTALS.c[name], day.excluded[name]), else_=DAY_TOTALS.c[name])
                for name in ("sent_bytes", "sessions", "peak_connections", "peak_bandwidth_bps")
            },
        )
        self.begin_ledger: Executable = insert(LEDGERS).on_conflict_do_nothing()


class Numbers:
    """The statement that takes the next number of a ledger."""

    def __init__(self, database: Database) -> None:
        mine = (LEDGERS.c.installation == bindparam("of"), LEDGERS.c.number == bindparam("last"))
        taking = update(LEDGERS).where(*mine).values(number=bindparam("next"), day=bindparam("new_day"))
        self._take = Bulk(taking, database.dialect, ["next", "new_day", "of", "last"])

    def take(self, connection: Connection, installation: int, number: int, day: int) -> bool:
        """Take the number after `number`; tell whether nobody else had."""
        return self._take.run_once(connection, (number + 1, day, installation, number)) == 1


class Activities:
    """Statements of activities; one that is on record already stays as it is."""

    def __init__(self, database: Database) -> None:
        dialect, names = database.dialect, ["at", "kind", "actor", "subject", "message", "key"]
        new = (sqlite.insert if database.is_sqlite else postgresql.insert)(ACTIVITY)
        new = new.values({name: bindparam(name) for name in names})
        self._add = Bulk(new.on_conflict_do_nothing(index_elements=["key"]), dialect, names)
        self._find = Lookup(ACTIVITY.c.key, (ACTIVITY.c.key, ACTIVITY.c.id), dialect)
        self._raw = ACTIVITY.c.at.type.bind_processor(dialect)

    def add(self, connection: Connection, activities: Collection[StoredRow]) -> dict[str, int]:
        """Store activities and return their numbers by their keys."""
        rows: list[RawRow] = []
        for each in activities:
            told = (cast("str | None", each[name]) for name in ("kind", "actor", "subject", "message", "key"))
            rows.append((each["at"] if self._raw is None else self._raw(each["at"]), *told))
        self._add.run(connection, rows)
        return dict(self._find.run(connection, [str(each["key"]) for each in activities]))


class Sessions:
    """Statements of sessions; who is on record already stays as it is, and only what is open ends."""

    def __init__(self, database: Database) -> None:
        new = (sqlite.insert if database.is_sqlite else postgresql.insert)(SESSIONS)
        names = [column.name for column in SESSIONS.columns if column.name != "number"]
        new = new.values({name: bindparam(name) for name in names}).on_conflict_do_nothing(index_elements=["id"])
        self.begin = Bulk(new, database.dialect, names)
        of = (SESSIONS.c.id == bindparam("of"), SESSIONS.c.ended_at.is_(None))
        ending = update(SESSIONS).where(*of).values({name: bindparam(f"new_{name}") for name in _ENDING})
        self.end = Bulk(ending, database.dialect, [*(f"new_{name}" for name in _ENDING), "of"])
        self._known = Lookup(SESSIONS.c.id, (SESSIONS.c.id,), database.dialect)

    def known(self, connection: Connection, session_ids: Sequence[str]) -> set[str]:
        """Return which of these sessions are on record."""
        packed = [pack_session_id(session_id) for session_id in session_ids]
        return {unpack_session_id(row[0]) for row in self._known.run(connection, packed)}


class Additions:
    """Statements that add to what is there. Each belongs to a transaction that takes the ledger's next number."""

    def __init__(self, database: Database) -> None:
        dialect = database.dialect
        insert = sqlite.insert if database.is_sqlite else postgresql.insert
        highest = func.max if database.is_sqlite else func.greatest

        def adding(table: Table) -> Bulk:
            new = insert(table)
            sums: dict[str, Any] = {name: table.c[name] + new.excluded[name] for name in _ADDED}
            peaks = {name: highest(table.c[name], new.excluded[name]) for name in _HIGHEST}
            keys = [column.name for column in table.primary_key]
            statement = new.on_conflict_do_update(index_elements=keys, set_=sums | peaks)
            return Bulk(statement, dialect, _names(table))

        self.minutes = adding(HISTORY_MINUTES)
        self.hours = adding(HISTORY_HOURS)
        use = insert(LINE_DAYS)
        booking = use.on_conflict_do_update(
            index_elements=["line_id", "day"],
            set_={name: LINE_DAYS.c[name] + use.excluded[name] for name in ("sent_bytes", "watched_ms")},
        )
        self.line_days = Bulk(booking, dialect, _names(LINE_DAYS))
        # Two ticks of one moment: the wall clock was set back.
        self.tick = Bulk(insert(HISTORY_TICKS).on_conflict_do_nothing(), dialect, _names(HISTORY_TICKS))
        self.open = Bulk(insert(OPEN_SESSIONS), dialect, _names(OPEN_SESSIONS))
        of_slot = (OPEN_SESSIONS.c.installation == bindparam("of"), OPEN_SESSIONS.c.slot == bindparam("at"))
        self.close = Bulk(delete(OPEN_SESSIONS).where(*of_slot), dialect, ["of", "at"])
        names = ("seen_us", "sent_bytes", "peak_bps", "lasted_ms")
        checkpoint = update(OPEN_SESSIONS).where(*of_slot).values({name: bindparam(f"new_{name}") for name in names})
        self.checkpoint = Bulk(checkpoint, dialect, [*(f"new_{name}" for name in names), "of", "at"])

    def add(self, connection: Connection, increments: Increments, installation: int) -> None:
        """Add to the sums of minutes and hours and to the use of lines."""
        self.minutes.run(connection, increments.rows(installation, 1))
        self.hours.run(connection, increments.rows(installation, HOUR_S // MINUTE_S))
        self.line_days.run(connection, increments.line_rows())


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def book_open(installation: int, day: int, *, is_sqlite: bool) -> tuple[Executable, Executable]:
    """Add what the open sessions have not booked to the lines' use of `day`, and note that it was booked."""
    opened = OPEN_SESSIONS.c
    sent = func.coalesce(opened.sent_bytes, 0)
    mine = opened.installation == installation
    # PostgreSQL's sums of big integers are numeric.
    amounts = (sent - opened.booked_bytes, opened.lasted_ms - opened.booked_ms)
    sums = [func.sum(amount).cast(LINE_DAYS.c.sent_bytes.type) for amount in amounts]
    unbooked = select(opened.line_id, bindparam("day", day), *sums)
    unbooked = unbooked.where(mine, opened.line_id.is_not(None)).group_by(opened.line_id)
    use = (sqlite.insert if is_sqlite else postgresql.insert)(LINE_DAYS)
    use = use.from_select(["line_id", "day", "sent_bytes", "watched_ms"], unbooked)
    booking = use.on_conflict_do_update(
        index_elements=["line_id", "day"],
        set_={name: LINE_DAYS.c[name] + use.excluded[name] for name in ("sent_bytes", "watched_ms")},
    )
    return booking, update(OPEN_SESSIONS).where(mine).values(booked_bytes=sent, booked_ms=opened.lasted_ms)
