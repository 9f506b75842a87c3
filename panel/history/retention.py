"""How long the past in numbers is kept, and how it is forgotten: a little at a time, with pauses for other writers."""

from datetime import datetime, timedelta

from sqlalchemy import Table, delete, func, select, text

from monitoring.clock import Clock
from panel.db.engine import Database
from panel.db.history_tables import LINE_DAYS
from panel.history.levels import HOURS, MINUTES, Level
from panel.history.times import day_number, steps_since_epoch

MINUTES_DAYS = 30
STEPS_AT_ONCE = 2
ROWS_AT_ONCE = 1000
PAUSE_S = 0.02

# Free pages are used again as the database grows; only when they are many are they given back.
MOST_FREE = 0.25
FREE_KEPT = 0.1
PAGES_AT_ONCE = 500


async def forget_sums(database: Database, clock: Clock, now: datetime, samples_days: int | None) -> int:
    """Remove sums and use of lines older than `samples_days`, None for never, and sums of minutes after 30 days.

    Returns how many rows. Raises what the database raises.
    """
    minutes_days = MINUTES_DAYS if samples_days is None else min(MINUTES_DAYS, samples_days)
    removed = await _forget_level(database, clock, MINUTES, now - timedelta(days=minutes_days))
    if samples_days is None:
        return removed
    removed += await _forget_level(database, clock, HOURS, now - timedelta(days=samples_days))
    return removed + await _forget_use(database, clock, day_number(now) - samples_days)


async def give_back_space(database: Database, clock: Clock) -> int:
    """Give free pages of a SQLite file back to the system where they are many; return how many.

    Only files that were made with `auto_vacuum=INCREMENTAL` can shrink so, which those of the panel are.
    """
    if not database.is_sqlite:
        return 0
    given = 0
    pages, free = await _pages(database)
    if free <= pages * MOST_FREE:
        return 0
    while free > pages * FREE_KEPT:
        async with database.begin() as connection:
            await connection.execute(text(f"PRAGMA incremental_vacuum({PAGES_AT_ONCE})"))
        before = free
        pages, free = await _pages(database)
        if free >= before:
            return given
        given += before - free
        await clock.sleep(PAUSE_S)
    return given


async def _forget_level(database: Database, clock: Clock, level: Level, before: datetime) -> int:
    at = level.table.c.at
    end = steps_since_epoch(before, level.step_s)
    removed = 0
    while True:
        async with database.begin() as connection:
            oldest = (await connection.execute(select(func.min(at)))).scalar()
            if oldest is None or oldest >= end:
                return removed
            some = delete(level.table).where(at < min(oldest + STEPS_AT_ONCE, end))
            removed += (await connection.execute(some)).rowcount
        await clock.sleep(PAUSE_S)


async def _forget_use(database: Database, clock: Clock, before_day: int) -> int:
    table: Table = LINE_DAYS
    removed = 0
    while True:
        async with database.begin() as connection:
            # Looked for first: that holds up no writer.
            old = select(table.c.line_id, table.c.day).where(table.c.day < before_day).limit(ROWS_AT_ONCE)
            rows = (await connection.execute(old)).all()
            for line_id, day in rows:
                await connection.execute(delete(table).where(table.c.line_id == line_id, table.c.day == day))
        removed += len(rows)
        if len(rows) < ROWS_AT_ONCE:
            return removed
        await clock.sleep(PAUSE_S)


async def _pages(database: Database) -> tuple[int, int]:
    async with database.begin() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        free = (await connection.execute(text("PRAGMA freelist_count"))).scalar_one()
    return int(pages), int(free)
