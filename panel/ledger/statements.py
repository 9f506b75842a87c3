"""The statements of the ledger. Each may be run again after an answer was lost, and changes nothing more."""

from sqlalchemy import Executable, and_, bindparam, case, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from panel.db.tables import ACTIVITY, DAY_TOTALS, SESSIONS

_ENDING = ("seen_at", "ended_at", "duration_s", "sent_bytes", "peak_bps", "stall_s", "bytes_exact", "end_reason")


class Statements:
    """The same statements for SQLite and for PostgreSQL, which spell an upsert alike in different modules."""

    def __init__(self, *, is_sqlite: bool) -> None:
        insert = sqlite.insert if is_sqlite else postgresql.insert
        self.open_session: Executable = insert(SESSIONS).on_conflict_do_nothing()
        self.add_activity: Executable = insert(ACTIVITY).on_conflict_do_nothing(index_elements=["key"])
        ended = insert(SESSIONS)
        self.end_session: Executable = ended.on_conflict_do_update(
            index_elements=["id"],
            set_={name: ended.excluded[name] for name in _ENDING},
            where=SESSIONS.c.ended_at.is_(None),
        )
        day = insert(DAY_TOTALS)
        self.keep_day: Executable = day.on_conflict_do_update(
            index_elements=["day", "installation"],
            set_={
                name: case((day.excluded[name] > DAY_TOTALS.c[name], day.excluded[name]), else_=DAY_TOTALS.c[name])
                for name in ("sent_bytes", "sessions", "peak_connections", "peak_bandwidth_bps")
            },
        )


def checkpoint() -> Executable:
    """Keep what is known of an open session: parameters `session`, `at`, `lasted_s`, `total_bytes`, `rate_bps`."""
    rate = bindparam("rate_bps", type_=SESSIONS.c.peak_bps.type)
    peak = SESSIONS.c.peak_bps
    is_new_peak = or_(peak.is_(None), peak < rate)
    return (
        update(SESSIONS)
        .where(SESSIONS.c.id == bindparam("session"), SESSIONS.c.ended_at.is_(None))
        .values(
            seen_at=bindparam("at"),
            duration_s=bindparam("lasted_s"),
            sent_bytes=func.coalesce(bindparam("total_bytes", type_=SESSIONS.c.sent_bytes.type), SESSIONS.c.sent_bytes),
            peak_bps=case((and_(rate.is_not(None), is_new_peak), rate), else_=peak),
        )
    )


def activity_ids(keys: list[str]) -> Executable:
    """Find the numbers that activities were given, by their keys."""
    return select(ACTIVITY.c.id, ACTIVITY.c.key).where(ACTIVITY.c.key.in_(keys))
