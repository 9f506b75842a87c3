"""Counts that outlive the service, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from panel.api.models.usage import Usage, UsageQuery
from panel.db.engine import Database
from panel.usage.book import UsageBook
from panel.usage.report import usage
from tests.fakes.clock import ManualClock

DAY_S = 86400.0


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


async def report(database: Database, book: UsageBook, clock: ManualClock, **query: object) -> Usage:
    return await usage(database, book, UsageQuery.model_validate(query), clock.now())


async def test_runs_hours_and_callers_add_up(database: Database) -> None:
    clock = ManualClock()
    first, second = UsageBook(database, clock, "here"), UsageBook(database, clock, "here")
    for book in (first, second):
        for hour in range(3):
            for caller in ("ann", "script"):
                book.asked(caller, "http", "GET /api/v1/dashboard", 0.002, in_vain=False)
                book.asked(caller, "socket", "request:geo", 0.004, in_vain=hour == 2)
            await book.save()
            await clock.advance(3600)
    found = await report(database, second, clock)
    assert (found.run.requests, found.run.events, found.run.errors) == (6, 6, 2)
    assert (found.total.requests, found.total.events, found.total.errors) == (12, 12, 4)
    assert len(found.callers) == 12
    assert found.callers[0].timestamp > found.callers[-1].timestamp
    daily = await report(database, second, clock, by="day", caller="ann")
    assert sum(each.requests for each in daily.callers) == 6
    assert [(each.name, each.requests + each.events) for each in daily.names] == [
        ("GET /api/v1/dashboard", 6),
        ("request:geo", 6),
    ]
    assert found.names[0].p50_ms == pytest.approx(0.002 * 1000, rel=0.2)


async def test_what_is_saved_again_is_not_counted_twice(database: Database) -> None:
    clock = ManualClock()
    book = UsageBook(database, clock, "here")
    for _ in range(3):
        book.asked("ann", "http", "GET /api/v1/dashboard", 0.001, in_vain=False)
        await book.save()
        await book.save()
    assert (await report(database, book, clock)).today.requests == 3


async def test_old_hours_become_days_and_keep_their_sums(database: Database) -> None:
    clock = ManualClock()
    book = UsageBook(database, clock, "here")
    for _ in range(30):
        book.asked("ann", "http", "GET /api/v1/dashboard", 0.001, in_vain=False)
        await book.save()
        await clock.advance(3600)
    await clock.advance(40 * DAY_S)
    book.asked("ann", "http", "GET /api/v1/dashboard", 0.001, in_vain=True)
    await book.save()
    found = await report(database, book, clock, **{"from": "1971-01-01T00:00:00Z"})
    assert (found.total.requests, found.total.errors) == (31, 1)
    assert len(found.callers) <= 4
    assert sum(each.requests for each in found.callers) == 31


async def test_a_database_that_is_away_loses_no_count(tmp_path: Path) -> None:
    clock = ManualClock()
    file = tmp_path / "panel.db"
    database = Database(f"sqlite+aiosqlite:///{file}")
    book = UsageBook(database, clock, "here")
    book.asked("ann", "http", "GET /api/v1/dashboard", 0.001, in_vain=False)
    await book.save()
    await database.open()
    assert (await report(database, book, clock)).today.requests == 1
    await database.close()
