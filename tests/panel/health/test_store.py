"""What was observed, on both databases: kept once, given back, forgotten in time."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from panel.db.engine import Database
from panel.health.records import ChangeRecord, CheckRecord, HourRecord, Past, Unsaved
from panel.health.store import Store
from panel.health.strip import Check
from panel.health.tally import Seconds
from tests.fakes.clock import ManualClock

NOW = ManualClock().now()
HOUR = int(NOW.timestamp() // 3600)
SECONDS = Seconds(3600.0, 3000.5, 10.0, 599.5, 590.0)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


def check(number: int, reason: str | None = None) -> CheckRecord:
    return CheckRecord(7, Check(number, NOW + timedelta(minutes=number), "failed" if reason else "ok", 12.5, reason))


def change(key: str, reason: str | None = None) -> ChangeRecord:
    return ChangeRecord(key, 7, NOW, "offline", "online", reason)


def hours_of(past: Past) -> list[HourRecord]:
    columns = zip(past.hours.stream_ids.tolist(), past.hours.hours.tolist(), past.hours.seconds.tolist(), strict=True)
    return [HourRecord(stream_id, hour, Seconds(*seconds)) for stream_id, hour, seconds in columns]


async def test_what_is_saved_twice_is_there_once_and_the_newest_counts(database: Database) -> None:
    store = Store(database, "here")
    first = Unsaved(HOUR, [HourRecord(7, HOUR, SECONDS)], [check(0), check(1, "404")], [change("a", "x" * 300)])
    await store.save(first)
    await store.save(first)
    grown = SECONDS._replace(observed=3601.0)
    await store.save(Unsaved(HOUR, [HourRecord(7, HOUR, grown)], [check(60), check(61)], [change("b")]))
    past = await store.load(NOW)
    assert hours_of(past) == [HourRecord(7, HOUR, grown)]
    assert sorted(record.check.number for record in past.checks) == [60, 61]
    assert past.checks[0].check.at.utcoffset() == timedelta(0)
    assert [(record.key, record.reason) for record in await store.changes(7)] == [("b", None), ("a", "x" * 256)]


async def test_installations_that_share_a_database_do_not_see_each_other_s(database: Database) -> None:
    here, there = Store(database, "here"), Store(database, "there")
    await here.save(Unsaved(HOUR, [HourRecord(7, HOUR, SECONDS)], [check(0)], [change("a")]))
    await there.save(Unsaved(HOUR, [], [check(0, "404")], [change("b")]))
    past = await here.load(NOW)
    assert (len(hours_of(past)), [record.check.verdict for record in past.checks]) == (1, ["ok"])
    assert [record.key for record in await there.changes(7)] == ["b"]
    assert hours_of(await there.load(NOW)) == []


async def test_only_what_is_too_old_is_forgotten(database: Database) -> None:
    store = Store(database, "here")
    hours = [HourRecord(7, HOUR - age, SECONDS) for age in (0, 167, 168, 169, 24 * 30, 24 * 31)]
    await store.save(Unsaved(HOUR, hours, [check(0)], [change("a")]))
    assert {record.hour for record in hours_of(await store.load(NOW))} == {HOUR, HOUR - 167, HOUR - 168}
    assert await store.forget(NOW, 30) == 1
    assert await store.forget(NOW, 1) == 1
    assert len(hours_of(await store.load(NOW))) == 3
    assert await store.forget(NOW + timedelta(days=2), 1) > 0
    past = await store.load(NOW)
    assert (past.checks, list(await store.changes(7))) == ([], [])


async def test_many_rows_come_back(database: Database) -> None:
    store = Store(database, "here")
    hours = [HourRecord(stream, HOUR, SECONDS) for stream in range(1, 2501)]
    await store.save(Unsaved(HOUR, hours, [], []))
    assert len(hours_of(await store.load(NOW))) == 2500
