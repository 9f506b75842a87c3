"""Sessions of other servers' viewers go on where they were thought to be over; the gateway's do not."""

from dataclasses import replace

from sqlalchemy import select

from panel.db.engine import Database
from panel.db.tables import ACTIVITY
from panel.ledger import Ledger
from tests.fakes.clock import ManualClock
from tests.panel.ledger.conftest import OnePlace, ending, identity, nothing, open_row, session_row, tick_of


async def started(database: Database, clock: ManualClock, installation: str = "panel") -> Ledger:
    ledger = Ledger(database, clock, OnePlace(), installation=installation)
    await ledger.open()
    return ledger


async def told(database: Database) -> list[str]:
    async with database.begin() as connection:
        return [*(await connection.execute(select(ACTIVITY.c.message).order_by(ACTIVITY.c.id))).scalars()]


async def test_a_crash_ends_the_gateways_sessions_and_those_of_others_as_of_their_last_tick(
    database: Database, clock: ManualClock
) -> None:
    ledger = await started(database, clock)
    ledger.opened("gateway", identity("g", clock))
    ledger.opened("edge", identity("e", clock))
    await ledger.close()
    clock.jump(10)
    seen_at = clock.now()
    ledger.accept(tick_of(clock, [("g", 7, 8), ("e", 500, 90)]))
    await ledger.close()
    clock.jump(60)
    again = await started(database, clock)
    crashed, left = await session_row(database, "g"), await session_row(database, "e")
    assert (crashed.end_reason, left.end_reason) == ("crash", "left")
    assert (left.ended_at, left.sent_bytes, left.lasted_ms) == (seen_at, 500, 10_000)
    await again.close()
    assert (await told(database))[-1].startswith("the service had ended without notice; 1 session was")


async def test_who_still_watches_goes_on_with_all_that_is_stored_and_nobody_is_told(
    database: Database, clock: ManualClock
) -> None:
    who = identity("e", clock)
    ledger = await started(database, clock)
    ledger.opened("edge", who)
    await ledger.close()
    clock.jump(10)
    ledger.accept(tick_of(clock, [("e", 500, 90)]))
    await ledger.close()
    again = await started(database, clock)
    before = await told(database)
    again.opened("edge", who)
    await again.close()
    row, stored = await session_row(database, "e"), await open_row(database, "e")
    assert (row.ended_at, row.end_reason) == (None, None)
    assert (stored.sent_bytes, stored.peak_bps, stored.lasted_ms, stored.booked_bytes) == (500, 90, 10_000, 500)
    assert (await told(database), again.sessions_today()) == (before, 1)
    # The later run saw less of it than is stored.
    again.closed("edge", who, replace(ending(clock, 20), peak_bps=None, duration_s=1.0), nothing)
    await again.close()
    row = await session_row(database, "e")
    assert (row.sent_bytes, row.peak_bps, row.lasted_ms, row.end_reason) == (500, 90, 10_000, "left")


async def test_an_ended_session_of_the_gateway_or_of_another_installation_stays_ended(
    database: Database, clock: ManualClock
) -> None:
    ledger = await started(database, clock)
    for collector, session_id in (("gateway", "g"), ("edge", "e")):
        ledger.opened(collector, identity(session_id, clock))
        ledger.closed(collector, identity(session_id, clock), ending(clock, 5), nothing)
    await ledger.close()
    ledger.opened("gateway", identity("g", clock))
    await ledger.close()
    other = await started(database, clock, installation="other")
    other.opened("edge", identity("e", clock))
    await other.close()
    assert (await session_row(database, "g")).end_reason == "left"
    assert (await session_row(database, "e")).end_reason == "left"
