"""What an earlier run left: figures to go on from, rows to be forgotten."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Table, and_, delete, func, select
from sqlalchemy.sql.elements import ColumnElement

from monitoring.clock import Clock
from monitoring.contract.events import COMINGS
from monitoring.model import DayFigures
from panel.db.engine import Database
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS
from panel.db.tables import ACTIVITY, DAY_TOTALS
from panel.history.times import day_number

ROWS_AT_ONCE = 1000
PAUSE_S = 0.02
UNUSED_AT_ONCE = 50_000
NAMES_AT_ONCE = 500
COMINGS_KEPT = 250_000


async def day_figures(database: Database, installation: str, day: str) -> DayFigures | None:
    """Return what is kept of a UTC day, None before its first tick."""
    of_day = select(DAY_TOTALS).where(DAY_TOTALS.c.day == day, DAY_TOTALS.c.installation == installation)
    async with database.begin() as connection:
        kept = (await connection.execute(of_day)).first()
    if kept is None:
        return None
    return DayFigures(day, kept.sent_bytes, kept.sessions, kept.peak_connections, kept.peak_bandwidth_bps)


async def count_sessions(database: Database, begins: datetime, ends: datetime, installation: int | None = None) -> int:
    """Return how many sessions began from `begins` up to `ends`, of one installation or of all."""
    began = SESSIONS.c.started_at
    counting = select(func.count()).select_from(SESSIONS).where(began >= begins, began < ends)
    if installation is not None:
        counting = counting.where(SESSIONS.c.installation == installation)
    async with database.begin() as connection:
        return int((await connection.execute(counting)).scalar_one())


async def forget_before(database: Database, clock: Clock, moment: datetime) -> int:
    """Remove sessions that ended and days before `moment`; return how many rows."""
    day = moment.astimezone(UTC).date().isoformat()
    # By their beginnings, which have an index.
    old = and_(SESSIONS.c.started_at < moment, SESSIONS.c.ended_at < moment)
    removed = await _delete(database, clock, SESSIONS, old)
    async with database.begin() as connection:
        removed += (await connection.execute(delete(DAY_TOTALS).where(DAY_TOTALS.c.day < day))).rowcount
    return removed


async def forget_unused(database: Database, clock: Clock, moment: datetime) -> int:
    """Remove what no session has in common any more, once sessions before `moment` are removed; return how many rows.

    A session refers to what was used on the day it began or later: of what was used last before that day, only sessions
    older than that can have anything.
    """
    # A day more, for who writes while the wall clock is set.
    before = moment - timedelta(days=1)
    removed = 0
    for table, of_session in ((SESSION_ORIGINS, SESSIONS.c.origin_id), (SESSION_TITLES, SESSIONS.c.title_id)):
        used = select(of_session).where(SESSIONS.c.started_at < moment)
        unused = and_(table.c.used_day < day_number(before), table.c.id.not_in(used))
        async with database.begin() as connection:
            found = (await connection.execute(select(table.c.id).where(unused).limit(UNUSED_AT_ONCE))).scalars().all()
        for begin in range(0, len(found), NAMES_AT_ONCE):
            if begin:
                await clock.sleep(PAUSE_S)
            some = table.c.id.in_(found[begin : begin + NAMES_AT_ONCE])
            async with database.begin() as connection:
                # Asked again under the lock, for it may have been used meanwhile.
                removed += (await connection.execute(delete(table).where(some, unused))).rowcount
    return removed


async def forget_activity(database: Database, clock: Clock, moment: datetime) -> int:
    """Remove activities before `moment`; return how many."""
    return await _delete(database, clock, ACTIVITY, ACTIVITY.c.at < moment)


async def forget_comings(database: Database, clock: Clock, kept: int) -> int:
    """Remove all but the newest `kept` activities of lines that came and went, which are sessions too."""
    comings = ACTIVITY.c.kind.in_(COMINGS)
    newest = select(ACTIVITY.c.id).where(comings).order_by(ACTIVITY.c.id.desc()).offset(kept).limit(1)
    async with database.begin() as connection:
        last = (await connection.execute(newest)).scalar()
    return 0 if last is None else await _delete(database, clock, ACTIVITY, and_(comings, ACTIVITY.c.id <= last))


async def _delete(database: Database, clock: Clock, table: Table, which: ColumnElement[bool]) -> int:
    # In steps, so that other writers get their turn.
    (key,) = table.primary_key
    step = delete(table).where(key.in_(select(key).where(which).limit(ROWS_AT_ONCE)))
    removed = 0
    while True:
        async with database.begin() as connection:
            count = (await connection.execute(step)).rowcount
        removed += count
        if count < ROWS_AT_ONCE:
            return removed
        await clock.sleep(PAUSE_S)
