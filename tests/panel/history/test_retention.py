"""The past is forgotten in steps, and the file shrinks again."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select, text

from panel.db.engine import Database
from panel.db.history_tables import HISTORY_HOURS, HISTORY_MINUTES, LINE_DAYS
from panel.history.retention import MINUTES_DAYS, forget_sums, give_back_space
from panel.history.times import HOUR_S, MINUTE_S, day_number, steps_since_epoch
from panel.preferences.retention import SAMPLES_DAYS
from tests.fakes.clock import ManualClock

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
NOTHING = {
    "sent_bytes": 0,
    "bps_sum": 0,
    "bps_max": 0,
    "rated": 0,
    "connections_sum": 0,
    "connections_max": 0,
    "ticks": 0,
}


async def advancing(clock: ManualClock, work: "asyncio.Task[int]") -> int:
    async with asyncio.timeout(60):
        while not work.done():
            await clock.advance(1)
            await asyncio.sleep(0)
    return work.result()


async def test_what_is_too_old_goes_and_nothing_else(database: Database) -> None:
    levels = ((HISTORY_MINUTES, MINUTE_S, MINUTES_DAYS), (HISTORY_HOURS, HOUR_S, SAMPLES_DAYS))
    async with database.begin() as connection:
        for table, step_s, days in levels:
            kept_from = steps_since_epoch(NOW - timedelta(days=days), step_s)
            key = {"installation": 1, "dimension": 0, "key": 0, **NOTHING}
            rows = [{"at": kept_from + offset, **key} for offset in (-5000, -7, -2, -1, 0, 1)]
            await connection.execute(insert(table), rows)
        oldest = day_number(NOW) - SAMPLES_DAYS
        use = [{"line_id": 1, "day": oldest + offset, "sent_bytes": 1, "watched_ms": 1} for offset in (-1, 0)]
        await connection.execute(insert(LINE_DAYS), use)
    clock = ManualClock(NOW)
    assert await advancing(clock, asyncio.create_task(forget_sums(database, clock, NOW, SAMPLES_DAYS))) == 9
    async with database.begin() as connection:
        for table, step_s, days in levels:
            kept_from = steps_since_epoch(NOW - timedelta(days=days), step_s)
            assert (await connection.execute(select(func.min(table.c.at)))).scalar() == kept_from
        assert (await connection.execute(select(LINE_DAYS.c.day))).scalars().all() == [oldest]


async def test_samples_are_kept_for_as_long_as_is_wanted(database: Database) -> None:
    old = {"at": steps_since_epoch(NOW - timedelta(days=3000), HOUR_S), "installation": 1, "dimension": 0, "key": 0}
    week = {**old, "at": steps_since_epoch(NOW - timedelta(days=8), MINUTE_S)}
    async with database.begin() as connection:
        await connection.execute(insert(HISTORY_HOURS), [{**old, **NOTHING}])
        await connection.execute(insert(HISTORY_MINUTES), [{**week, **NOTHING}])
    clock = ManualClock(NOW)
    for days, removed in ((None, 0), (9, 1), (7, 1)):
        assert await advancing(clock, asyncio.create_task(forget_sums(database, clock, NOW, days))) == removed


async def test_many_free_pages_are_given_back(database: Database) -> None:
    clock = ManualClock(NOW)
    if database.is_sqlite:
        async with database.begin() as connection:
            await connection.execute(text("CREATE TABLE ballast (content BLOB)"))
            await connection.execute(text("INSERT INTO ballast VALUES (:some)"), [{"some": bytes(4000)}] * 3000)
            await connection.execute(text("DELETE FROM ballast"))
    given = await advancing(clock, asyncio.create_task(give_back_space(database, clock)))
    assert (given > 2000) is database.is_sqlite
    assert await give_back_space(database, clock) == 0
