"""The work around the book, on a clock of its own and a real database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from monitoring.model import StatusChange, StreamState
from panel.db.engine import Database
from panel.health.book import HealthBook
from panel.health.keeper import FORGET_S, HealthKeeper
from panel.health.store import Store
from tests.fakes.clock import ManualClock, settle


def online(stream_id: int) -> StreamState:
    return StreamState(stream_id, "News", "live", "online", None, None, None, None, None, None, 0, running=True)


@asynccontextmanager
async def keeping(
    clock: ManualClock, database: Database, kept_days: Callable[[], int | None] = lambda: 30
) -> AsyncIterator[HealthKeeper]:
    keeper = HealthKeeper(
        HealthBook(clock), Store(database, "here"), clock, lambda: [online(1)], interval_s=60.0, kept_days=kept_days
    )
    await keeper.open()
    working = asyncio.create_task(keeper.run())
    try:
        yield keeper
    finally:
        working.cancel()
        await asyncio.wait([working])
        await keeper.close()


async def until_written(clock: ManualClock, seconds: float) -> None:
    """Let time pass, and the database, which knows no clock of ours, do its work."""
    await clock.advance(seconds)
    for _ in range(20):
        await asyncio.sleep(0.005)
        await settle()


async def test_figures_checks_and_changes_outlive_a_restart(database_url: str) -> None:
    clock = ManualClock()
    database = Database(database_url)
    await database.open()
    async with keeping(clock, database) as keeper:
        keeper.book.responded(1, 25.0)
        keeper.book.changed(StatusChange(online(1), "starting"))
        await until_written(clock, 120.5)
        assert keeper.book.figures(1).uptime_percent == 100.0
        assert len(keeper.book.checks(1)) == 2
        waiting = [change.key for change in keeper.book.waiting_changes(1)]
        assert waiting == []
        assert [change.status for change in await keeper.changes(1)] == ["online"]
        clock.jump(30)
    clock.jump(3600)
    async with keeping(clock, database) as keeper:
        figures = keeper.book.figures(1)
        assert (figures.uptime_percent, figures.uptime_week_percent) == (100.0, 100.0)
        assert [check.response_ms for check in keeper.book.checks(1)] == [25.0, None]
        assert [change.status for change in await keeper.changes(1)] == ["online"]
        hours = keeper.book.unsaved().hours
        assert hours == []
    await database.close()


async def test_how_long_changes_are_kept_follows_what_operators_set(database_url: str) -> None:
    clock, kept_days = ManualClock(), list[int | None]([None])
    database = Database(database_url)
    await database.open()
    async with keeping(clock, database, lambda: kept_days[-1]) as keeper:
        keeper.book.changed(StatusChange(online(1), "starting"))
        await until_written(clock, 25)
        clock.jump(3 * 86400)
        await until_written(clock, FORGET_S)
        assert len(await keeper.changes(1)) == 1
        kept_days.append(2)
        await until_written(clock, FORGET_S)
        async with asyncio.timeout(10):
            while await keeper.changes(1):
                await asyncio.sleep(0.01)
    await database.close()


async def test_a_change_is_told_before_it_is_written_and_once_after(database_url: str) -> None:
    clock = ManualClock()
    database = Database(database_url)
    await database.open()
    async with keeping(clock, database) as keeper:
        keeper.book.changed(StatusChange(online(1), "starting"))
        assert [change.status for change in await keeper.changes(1)] == ["online"]
        await until_written(clock, 25)
        assert [change.status for change in await keeper.changes(1)] == ["online"]
    await database.close()


async def test_what_cannot_be_written_waits(tmp_path: Path) -> None:
    clock = ManualClock()
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'panel.db'}")
    await database.open()
    async with database.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE stream_changes RENAME TO elsewhere")
    async with keeping(clock, database) as keeper:
        keeper.book.changed(StatusChange(online(1), "starting"))
        await until_written(clock, 65)
        assert len(keeper.book.waiting_changes(1)) == 1
        async with database.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO stream_changes")
        await until_written(clock, 25)
        assert keeper.book.waiting_changes(1) == []
    await database.close()
