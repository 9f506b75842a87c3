"""Old entries go, and what remains is proven to be what it was, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from panel.audit import shortening
from panel.audit.anchor import SHORTENED, Anchor, keep_anchor, read_anchor
from panel.audit.chain import append, verify
from panel.audit.entry import AuditEntry
from panel.audit.shortening import shorten
from panel.db.engine import Database
from panel.db.tables import AUDIT
from tests.fakes.clock import ManualClock

NOW = datetime(2026, 7, 11, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Ten entries, one a day, the last of today."""
    opened = Database(database_url)
    await opened.open()
    for age in range(9, -1, -1):
        entry = AuditEntry(NOW - age * DAY, "root", "line.changed", f"line {age}", f"root changed line {age}")
        await add(opened, entry)
    yield opened
    await opened.close()


async def add(database: Database, entry: AuditEntry) -> None:
    async with database.begin() as connection:
        await append(connection, [entry])


async def shortened(database: Database, before: datetime) -> int:
    clock = ManualClock(NOW)
    work = asyncio.create_task(shorten(database, clock, before))
    async with asyncio.timeout(30):
        while not work.done():
            await clock.advance(1)
            await asyncio.sleep(0)
    return work.result()


async def ids(database: Database) -> list[int]:
    async with database.begin() as connection:
        return list((await connection.execute(select(AUDIT.c.id).order_by(AUDIT.c.id))).scalars())


@pytest.mark.parametrize("at_once", [1, 3, 500])
async def test_what_remains_is_verified_and_says_from_when(
    database: Database, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortening, "ROWS_AT_ONCE", at_once)
    assert await shortened(database, NOW - 5 * DAY) == 4
    assert await ids(database) == [5, 6, 7, 8, 9, 10, 11]
    verdict = await verify(database)
    assert (verdict.entries, verdict.problem, verdict.since) == (7, None, NOW - 5 * DAY)
    async with database.begin() as connection:
        told = (await connection.execute(select(AUDIT).where(AUDIT.c.kind == SHORTENED))).one()
    assert told.message == "entries 1 to 4, from before 2026-07-06 12:00:00 UTC, were removed for their age"
    await add(database, AuditEntry(NOW, "root", "line.changed", "after", "root changed line after"))
    assert (await verify(database)).entries == 8


async def test_nothing_is_removed_twice_nor_told_twice(database: Database) -> None:
    assert await shortened(database, NOW - 5 * DAY) == 4
    assert await shortened(database, NOW - 5 * DAY) == 0
    assert await ids(database) == [5, 6, 7, 8, 9, 10, 11]


async def test_what_was_begun_is_gone_on_with(database: Database) -> None:
    before = NOW - 5 * DAY
    async with database.begin() as connection:
        await append(connection, [await shortening._entry(connection, ManualClock(NOW), 1, 4)])
        await shortening._remove(connection, 2)
    assert (await verify(database)).problem is None
    assert await shortened(database, before) == 2
    assert await ids(database) == [5, 6, 7, 8, 9, 10, 11]
    assert (await verify(database)).problem is None


async def test_the_newest_stays_however_old_it_is(database: Database) -> None:
    assert await shortened(database, NOW + 400 * DAY) == 9
    assert await ids(database) == [10, 11]
    assert (await verify(database)).problem is None


async def test_an_empty_chain_is_left_alone(database_url: str) -> None:
    opened = Database(database_url)
    await opened.open()
    assert await shortened(opened, NOW) == 0
    assert (await verify(opened)).since is None
    await opened.close()


async def test_tampering_is_noticed_in_what_remains(database: Database) -> None:
    await shortened(database, NOW - 5 * DAY)
    for tampering, problem in (
        (update(AUDIT).where(AUDIT.c.id == 9).values(actor="nobody"), "entry 9 is not what it was"),
        (delete(AUDIT).where(AUDIT.c.id == 7), "entry 7 is missing"),
        (delete(AUDIT).where(AUDIT.c.id == 5), "entry 5 is missing"),
    ):
        async with database.begin() as connection:
            await connection.execute(tampering)
        assert (await verify(database)).problem == problem


async def test_entries_that_somebody_else_removed_are_noticed_even_with_an_anchor(database: Database) -> None:
    async with database.begin() as connection:
        third = (await connection.execute(select(AUDIT.c.hash).where(AUDIT.c.id == 3))).scalar_one()
        await connection.execute(delete(AUDIT).where(AUDIT.c.id <= 3))
        await keep_anchor(connection, Anchor(3, third))
        assert (await read_anchor(connection)).number == 3
    assert (await verify(database)).problem == "entries up to 3 were removed, which no entry says"
