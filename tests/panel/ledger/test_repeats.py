"""What comes twice, late or in between changes nothing that is settled."""

import asyncio
from collections.abc import Iterable

from panel.db.engine import Database
from panel.ledger import Ledger
from tests.fakes.clock import ManualClock
from tests.panel.ledger.conftest import OnePlace, TickOf, ending, identity, nothing, open_row, session_row, tick_of


async def test_the_first_ending_of_a_session_stays(database: Database, clock: ManualClock) -> None:
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    for sent_bytes in (100, 999):
        ledger.closed("gateway", identity("a", clock), ending(clock, sent_bytes), nothing)
        await ledger.close()
    assert (await session_row(database, "a")).sent_bytes == 100


async def test_a_beginning_that_comes_again_does_not_reopen(database: Database, clock: ManualClock) -> None:
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    ledger.closed("gateway", identity("a", clock), ending(clock, 100), nothing)
    await ledger.close()
    ledger.opened("gateway", identity("a", clock))
    await ledger.close()
    assert (await session_row(database, "a")).sent_bytes == 100


async def test_a_tick_does_not_move_what_was_closed_as_crashed(database: Database, clock: ManualClock) -> None:
    former = Ledger(database, clock, OnePlace())
    await former.open()
    former.opened("gateway", identity("a", clock))
    await former.close()
    crashed_at = clock.now()
    await Ledger(database, clock, OnePlace()).open()
    clock.jump(5)
    former.accept(tick_of(clock, [("a", 700, 900)]))
    await former.close()
    row = await session_row(database, "a")
    assert (row.end_reason, row.ended_at, row.sent_bytes) == ("crash", crashed_at, None)


async def test_a_tick_is_written_however_fast_sessions_end(database: Database, clock: ManualClock) -> None:
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    ledger.opened("gateway", identity("a", clock))
    await ledger.close()
    numbers = iter(range(1000))
    stored: list[int] = []

    def end_another() -> None:
        stored.append(next(numbers))
        ledger.closed("gateway", identity(f"short {stored[-1]}", clock), ending(clock), end_another)

    end_another()
    ledger.accept(tick_of(clock, [("a", 7, 7)]))
    running = asyncio.create_task(ledger.run())
    async with asyncio.timeout(20):
        while (await open_row(database, "a")).sent_bytes != 7:
            await asyncio.sleep(0.01)
    assert len(stored) < 100
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_tick_that_comes_while_another_is_written_is_written_too(
    database: Database, clock: ManualClock
) -> None:
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    ledger.opened("gateway", identity("a", clock))

    class Overtaken(TickOf):
        """Read when it is written: that is when the next one comes."""

        def open_sessions(self) -> Iterable[tuple[str, int | None, int | None]]:
            ledger.accept(tick_of(clock, [("a", 2, 2)]))
            return [("a", 1, 1)]

    ledger.accept(Overtaken(clock.now(), clock.monotonic_s()))
    await ledger.close()
    assert (await open_row(database, "a")).sent_bytes == 2


async def test_a_step_of_the_wall_clock_changes_no_duration(database: Database, clock: ManualClock) -> None:
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    ledger.opened("gateway", identity("a", clock))
    for step in (3600, -7200):
        clock.step(step)
        clock.jump(5)
        ledger.accept(tick_of(clock, [("a", 1, 1)]))
        await ledger.close()
    assert (await open_row(database, "a")).lasted_ms == 10_000
