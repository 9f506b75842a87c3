"""Sessions and activity on record, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from monitoring.contract.events import ActivityEntry
from monitoring.snapshot import DayState
from panel.db.engine import Database
from panel.db.session_tables import SESSIONS
from panel.db.tables import ACTIVITY
from panel.history.times import microseconds
from panel.ledger import Ledger
from panel.ledger.past import forget_comings
from tests.fakes.clock import ManualClock
from tests.panel.ledger.conftest import OnePlace, counter, ending, identity, nothing, open_row, session_row, tick_of


def ledger_on(database: Database, clock: ManualClock, installation: str = "panel") -> Ledger:
    return Ledger(database, clock, OnePlace(), installation=installation)


async def test_a_session_is_kept_whole_and_word_is_given_once_it_is_stored(
    database: Database, clock: ManualClock
) -> None:
    ledger, told = ledger_on(database, clock), list[str]()
    await ledger.open()
    ledger.opened("gateway", identity("a", clock))
    ledger.closed("gateway", identity("a", clock), ending(clock), counter(told, "stored"))
    assert told == []
    await ledger.close()
    assert told == ["stored"]
    row = await session_row(database, "a")
    assert (row.username, row.stream_name, row.country_code, row.city, row.asn) == (
        "bob",
        "News 24",
        "PT",
        "Lisbon",
        64500,
    )
    assert (row.sent_bytes, row.lasted_ms, row.peak_bps, row.stall_ms, row.bytes_exact, row.end_reason) == (
        5_000_000_000,
        12_500,
        3_200_000,
        500,
        True,
        "left",
    )
    assert row.ended_at == clock.now()


async def test_running_it_writes_without_being_asked(database: Database, clock: ManualClock) -> None:
    ledger, stored = ledger_on(database, clock), asyncio.Event()
    await ledger.open()
    running = asyncio.create_task(ledger.run())
    ledger.opened("gateway", identity("a", clock))
    ledger.closed("gateway", identity("a", clock), ending(clock), stored.set)
    async with asyncio.timeout(10):
        await stored.wait()
    assert (await session_row(database, "a")).end_reason == "left"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await ledger.close()


async def test_a_tick_brings_open_sessions_up_to_date_but_not_closed_ones(
    database: Database, clock: ManualClock
) -> None:
    ledger = ledger_on(database, clock)
    await ledger.open()
    for name in ("open", "shut", "unknown"):
        ledger.opened("gateway", identity(name, clock))
    ledger.closed("gateway", identity("shut", clock), ending(clock), nothing)
    clock.jump(5)
    sessions = [("open", 700, 900), ("shut", 9, 9), ("unknown", None, None), ("never seen", 1, 1)]
    ledger.accept(tick_of(clock, sessions))
    await ledger.close()
    seen = await open_row(database, "open")
    now_us = microseconds(clock.now())
    assert (seen.sent_bytes, seen.peak_bps, seen.lasted_ms, seen.seen_us) == (700, 900, 5000, now_us)
    assert (await session_row(database, "shut")).sent_bytes == 5_000_000_000
    unknown = await open_row(database, "unknown")
    assert (unknown.sent_bytes, unknown.peak_bps, unknown.seen_us) == (None, None, now_us)
    clock.jump(5)
    ledger.accept(tick_of(clock, [("open", 1000, 300), ("unknown", None, 4)]))
    await ledger.close()
    later = await open_row(database, "open")
    assert (later.sent_bytes, later.peak_bps, later.lasted_ms) == (1000, 900, 10_000)
    assert (await open_row(database, "unknown")).peak_bps == 4


async def test_what_a_crash_left_open_is_closed_once_as_of_its_last_tick(
    database: Database, clock: ManualClock
) -> None:
    crashed = ledger_on(database, clock)
    await crashed.open()
    crashed.opened("gateway", identity("a", clock))
    clock.jump(5)
    last_tick = clock.now()
    crashed.accept(tick_of(clock, [("a", 700, 900)]))
    await crashed.close()
    clock.jump(3600)
    for _ in range(2):
        restarted = ledger_on(database, clock)
        await restarted.open()
        await restarted.close()
    row = await session_row(database, "a")
    assert (row.end_reason, row.ended_at, row.sent_bytes, row.lasted_ms) == ("crash", last_tick, 700, 5000)
    async with database.begin() as connection:
        recovered = select(func.count()).where(ACTIVITY.c.kind == "service.recovered")
        assert (await connection.execute(recovered)).scalar_one() == 1


async def test_nothing_ends_before_it_began_though_its_only_tick_did(database: Database, clock: ManualClock) -> None:
    crashed = ledger_on(database, clock)
    await crashed.open()
    tick = tick_of(clock, [("a", 700, None)])
    clock.jump(0.02)
    begun_at = clock.now()
    crashed.opened("gateway", identity("a", clock))
    crashed.accept(tick)
    await crashed.close()
    restarted = ledger_on(database, clock)
    await restarted.open()
    await restarted.close()
    row = await session_row(database, "a")
    assert (row.end_reason, row.ended_at, row.lasted_ms) == ("crash", begun_at, 0)


async def test_sessions_of_another_installation_stay_open_until_it_was_long_gone(
    database: Database, clock: ManualClock
) -> None:
    other = ledger_on(database, clock, "other")
    await other.open()
    other.opened("gateway", identity("theirs", clock))
    await other.close()
    mine = ledger_on(database, clock, "mine")
    await mine.open()
    assert (await session_row(database, "theirs")).ended_at is None
    running = asyncio.create_task(mine.run())
    clock.jump(7200)
    await until_row_ends(database, clock, "theirs")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def until_row_ends(database: Database, clock: ManualClock, session_id: str) -> None:
    async with asyncio.timeout(10):
        while (await session_row(database, session_id)).ended_at is None:
            await clock.advance(3600)


async def test_activities_are_told_with_their_numbers_once_stored_and_in_order(
    database: Database, clock: ManualClock
) -> None:
    ledger, told = ledger_on(database, clock), list[ActivityEntry]()
    ledger.watch_activity(told.append)
    await ledger.open()
    ledger.opened("gateway", identity("a", clock))
    ledger.closed("gateway", identity("a", clock), ending(clock), nothing)
    ledger.record("stream.stopped", "admin", "News 24", "admin stopped stream News 24")
    assert told == []
    await ledger.close()
    assert [(entry.kind, entry.actor, entry.subject, entry.message) for entry in told] == [
        ("line.connected", None, "bob", "bob started News 24 from Lisbon, Portugal"),
        ("line.left", None, "bob", "bob left News 24"),
        ("stream.stopped", "admin", "News 24", "admin stopped stream News 24"),
    ]
    assert [entry.id for entry in told] == sorted({entry.id for entry in told})
    assert {entry.timestamp for entry in told} == {clock.now()}


async def test_the_day_goes_on_where_the_last_run_left_it(database: Database, clock: ManualClock) -> None:
    first = ledger_on(database, clock)
    await first.open()
    assert first.today() is None
    assert first.sessions_today() == 0
    first.opened("gateway", identity("a", clock))
    first.opened("gateway", identity("b", clock))
    assert first.sessions_today() == 2
    first.accept(tick_of(clock, day=DayState(9_000_000_000, 2, 7, 5_000_000)))
    await first.close()
    first.accept(tick_of(clock, day=DayState(9_000_000_001, 2, 3, 4_000_000)))
    await first.close()
    second = ledger_on(database, clock)
    await second.open()
    today = second.today()
    assert today is not None
    assert (today.day, today.bytes, today.sessions) == (clock.now().date().isoformat(), 9_000_000_001, 2)
    assert (today.peak_connections, today.peak_bandwidth_bps) == (7, 5_000_000)
    assert second.sessions_today() == 2
    clock.jump(86400)
    assert second.sessions_today() == 0
    second.opened("gateway", identity("c", clock))
    assert second.sessions_today() == 1
    await second.close()


async def test_old_history_goes_and_what_is_open_or_recent_stays(database: Database, clock: ManualClock) -> None:
    ledger = ledger_on(database, clock)
    await ledger.open()
    for name in ("old", "open"):
        ledger.opened("gateway", identity(name, clock))
    ledger.closed("gateway", identity("old", clock), ending(clock), nothing)
    await ledger.close()
    clock.jump(timedelta(days=31).total_seconds())
    ledger.opened("gateway", identity("new", clock))
    ledger.closed("gateway", identity("new", clock), ending(clock), nothing)
    await ledger.close()
    running = asyncio.create_task(ledger.run())
    async with asyncio.timeout(10):
        while "old" in await session_ids(database):
            await clock.advance(0)
    assert await session_ids(database) == {"open", "new"}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def session_ids(database: Database) -> set[str]:
    async with database.begin() as connection:
        return set((await connection.execute(select(SESSIONS.c.id))).scalars())


@pytest.mark.parametrize("agent", ["nul\0byte", "\ud800 lone surrogate", "x" * 5000, "😀" * 600])
async def test_nothing_a_player_calls_itself_keeps_a_session_out(
    database: Database, clock: ManualClock, agent: str
) -> None:
    ledger, told = ledger_on(database, clock), list[str]()
    await ledger.open()
    ledger.opened("gateway", identity("a", clock, user_agent=agent, username="é\0" * 200))
    ledger.closed("gateway", identity("a", clock, user_agent=agent), ending(clock), counter(told, "stored"))
    await ledger.close()
    assert told == ["stored"]
    assert (await session_row(database, "a")).end_reason == "left"


async def test_a_row_no_database_takes_is_left_out_and_the_rest_is_stored(
    database: Database, clock: ManualClock
) -> None:
    ledger, told = ledger_on(database, clock), list[str]()
    await ledger.open()
    nameless = ending(clock)
    broken = identity("broken", clock)
    for name in ("before", "after"):
        ledger.closed("gateway", identity(name, clock), nameless, counter(told, name))
    without_zone = type(nameless)(1, clock.now().replace(tzinfo=None), 1.0, "left", None, None, bytes_exact=False)
    ledger.closed("gateway", broken, without_zone, counter(told, "broken"))
    await ledger.close()
    assert await session_ids(database) == {"before", "after"}
    assert sorted(told) == ["after", "before", "broken"]


async def test_of_comings_and_goings_the_newest_are_kept(database: Database, clock: ManualClock) -> None:
    ledger = ledger_on(database, clock)
    await ledger.open()
    ledger.record("stream.stopped", "admin", "News 24", "admin stopped stream News 24")
    for name in ("a", "b", "c"):
        ledger.opened("gateway", identity(name, clock, username=name))
    await ledger.close()
    assert await forget_comings(database, clock, 2) == 1
    assert await forget_comings(database, clock, 2) == 0
    async with database.begin() as connection:
        kept = (await connection.execute(select(ACTIVITY.c.subject).order_by(ACTIVITY.c.id))).scalars().all()
    assert kept == ["News 24", "b", "c"]
