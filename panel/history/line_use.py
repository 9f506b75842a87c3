"""What lines used, by day and month (UTC): what is booked, and what their open sessions have not booked yet."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.db.engine import Database
from panel.db.history_tables import LEDGERS, LINE_DAYS, OPEN_SESSIONS
from panel.history.increments import Use
from panel.history.times import first_day_of_month

LINES_AT_ONCE = 500

_OPEN = OPEN_SESSIONS.c


async def bytes_of_month(database: Database, line_ids: Collection[int], day: int) -> Mapping[int, int]:
    """Return what each line was sent in the month of `day`, up to that day. Raises what the database raises."""
    sums: dict[int, int] = dict.fromkeys(line_ids, 0)
    first = first_day_of_month(day)
    async with database.begin() as connection:
        for begin in range(0, len(line_ids), LINES_AT_ONCE):
            some = sorted(line_ids)[begin : begin + LINES_AT_ONCE]
            for (line_id, _), use in (await _read(connection, some, first, day)).items():
                sums[line_id] += use.sent_bytes
    return sums


async def use_by_day(database: Database, line_id: int, first: int, last: int) -> Mapping[int, Use]:
    """Return a line's use of each day from `first` to `last` on which it had any. Raises what the database raises."""
    async with database.begin() as connection:
        found = await _read(connection, [line_id], first, last)
    return {day: use for (_, day), use in found.items()}


async def _read(
    connection: AsyncConnection, line_ids: Collection[int], first: int, last: int
) -> Mapping[tuple[int, int], Use]:
    found: defaultdict[tuple[int, int], Use] = defaultdict(Use)
    booked = select(LINE_DAYS).where(LINE_DAYS.c.line_id.in_(line_ids), LINE_DAYS.c.day.between(first, last))
    unbooked = (
        select(
            _OPEN.line_id,
            LEDGERS.c.day,
            (func.coalesce(_OPEN.sent_bytes, 0) - _OPEN.booked_bytes).label("sent_bytes"),
            (_OPEN.lasted_ms - _OPEN.booked_ms).label("watched_ms"),
        )
        .join_from(OPEN_SESSIONS, LEDGERS, _OPEN.installation == LEDGERS.c.installation)
        .where(_OPEN.line_id.in_(line_ids), LEDGERS.c.day.between(first, last))
    )
    for statement in (booked, unbooked):
        for row in await connection.execute(statement):
            use = found[row.line_id, row.day]
            use.sent_bytes += row.sent_bytes
            use.watched_ms += row.watched_ms
    return found
