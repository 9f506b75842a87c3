"""The usage in the database: a row can be written again without counting twice; old hours become days."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import RowMapping, delete, insert, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from panel.db.engine import Database
from panel.db.tables import USAGE
from panel.usage.latency import Latencies

if TYPE_CHECKING:
    from panel.usage.book import Asked, Count

KEY = ("hour", "installation", "run", "caller", "channel", "name")
FOLDED_RUN = "day"
FOLDED_AT_ONCE = 500
KEPT_AT_ONCE = 500


async def keep(database: Database, installation: str, run: str, counts: "Mapping[Asked, Count]") -> None:
    """Write how much was asked so far in these hours of this run, in place of what was written of them before."""
    upsert = (sqlite.insert if database.is_sqlite else postgresql.insert)(USAGE)
    statement = upsert.on_conflict_do_update(
        index_elements=list(KEY),
        set_={name: upsert.excluded[name] for name in ("requests", "errors", "latencies")},
    )
    rows = [
        {
            "hour": asked.hour,
            "installation": installation,
            "run": run,
            "caller": asked.caller,
            "channel": asked.channel,
            "name": asked.name,
            "requests": count.requests,
            "errors": count.errors,
            "latencies": _text(count.latencies),
        }
        for asked, count in counts.items()
    ]
    for begin in range(0, len(rows), KEPT_AT_ONCE):
        async with database.begin() as connection:
            await connection.execute(statement, rows[begin : begin + KEPT_AT_ONCE])


async def fold_before(database: Database, moment: datetime) -> None:
    """Make days of the hours before `moment`, of all runs together, some at a time."""
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    old = select(USAGE).where(USAGE.c.hour < midnight, USAGE.c.run != FOLDED_RUN).limit(FOLDED_AT_ONCE)
    while True:
        async with database.begin() as connection:
            rows = (await connection.execute(old)).mappings().all()
        if not rows:
            return
        await _fold(database, rows)


def latencies_of(text: str) -> Latencies:
    """Return what a row holds."""
    return Latencies({int(step): count for step, count in orjson.loads(text).items()})


async def _fold(database: Database, rows: Sequence[RowMapping]) -> None:
    by_day: defaultdict[tuple[object, ...], list[RowMapping]] = defaultdict(list)
    for row in rows:
        day = row["hour"].astimezone(UTC).replace(hour=0)
        by_day[day, row["installation"], FOLDED_RUN, row["caller"], row["channel"], row["name"]].append(row)
    columns = tuple_(*(USAGE.c[name] for name in KEY))
    days = columns.in_(list(by_day))
    async with database.begin() as connection:
        await connection.execute(delete(USAGE).where(columns.in_([tuple(row[name] for name in KEY) for row in rows])))
        for held in (await connection.execute(select(USAGE).where(days))).mappings():
            by_day[tuple(held[name] for name in KEY)].append(held)
        await connection.execute(delete(USAGE).where(days))
        folded = [dict(zip(KEY, key, strict=True)) | _sum(parts) for key, parts in by_day.items()]
        await connection.execute(insert(USAGE), folded)


def _sum(parts: Sequence[RowMapping]) -> dict[str, object]:
    return {
        "requests": sum(part["requests"] for part in parts),
        "errors": sum(part["errors"] for part in parts),
        "latencies": _text(Latencies().merge(latencies_of(part["latencies"]) for part in parts)),
    }


def _text(latencies: Latencies) -> str:
    return orjson.dumps({str(step): count for step, count in latencies.counts.items()}).decode()
