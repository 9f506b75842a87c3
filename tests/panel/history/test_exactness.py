"""The sum of session bytes is the history of every dimension, whatever happens and whenever one looks."""

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from panel.db.engine import Database
from panel.db.history_tables import LINE_DAYS
from tests.fakes.clock import ManualClock
from tests.panel.history.household import Household, assert_equal, sums

ACTIONS = (
    *("join", "join", "join", "join elsewhere", "leave", "be seen again", "send", "send"),
    *("tick", "tick", "crash", "step back", "step on", "midnight"),
)
BYTES = 2**40
HOUR_S = 3600.0


async def live(house: Household, actions: Sequence[str], random: Random) -> None:
    """Do one thing after the other and compare after each that writes."""
    await house.start()
    for action in actions:
        house.clock.jump(random.choice((0.0, 1.3, 5.0, 61.0)))
        await act(house, action, random)
        if random.random() < 0.7:
            await house.write()
            assert_equal(await sums(house.database))
    await house.write()
    assert_equal(await sums(house.database))


async def act(house: Household, action: str, random: Random) -> None:
    watching = list(house.watching)
    match action:
        case "join":
            house.join(line_id=random.randrange(3), stream_id=random.randrange(3), address=random.randrange(3))
        case "join elsewhere":
            house.join(line_id=random.randrange(3), stream_id=random.randrange(3), collector="edge")
        case "be seen again" if house.elsewhere:
            house.be_seen_again(random.choice(list(house.elsewhere)))
        case "leave" if watching:
            house.leave(random.choice(watching), random.randrange(BYTES))
        case "send" if watching:
            house.send(random.choice(watching), random.randrange(BYTES))
        case "tick":
            house.tick(random.choice((None, 8_000_000)))
        case "crash":
            await house.crash()
        case "step back" | "step on":
            house.clock.step(HOUR_S if action == "step on" else -HOUR_S)
        case "midnight":
            house.clock.jump(86400 - house.clock.now().timestamp() % 86400 - 2)


# Not shrunk: each life takes a while.
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(ACTIONS), max_size=25), st.randoms(use_true_random=False))
def test_sums_agree_after_any_course_of_events(actions: list[str], random: Random) -> None:
    async def whole_life(folder: str) -> None:
        database = Database(f"sqlite+aiosqlite:///{folder}/panel.db")
        await database.open()
        try:
            await live(Household(database, ManualClock()), actions, random)
        finally:
            await database.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(whole_life(folder))


async def test_sums_agree_on_both_databases(database: Database) -> None:
    random = Random(7)
    await live(Household(database, ManualClock()), [random.choice(ACTIONS) for _ in range(120)], random)


async def test_a_day_turns_while_somebody_watches(database: Database) -> None:
    clock = ManualClock(datetime(2026, 1, 31, 23, 59, 50, tzinfo=UTC))
    house = Household(database, clock)
    await house.start()
    session_id = house.join(line_id=1)
    for sent_bytes in (100, 20, 3):
        house.send(session_id, sent_bytes)
        house.tick()
        await house.write()
        clock.jump(6)
    house.leave(session_id, 5)
    await house.write()
    async with database.begin() as connection:
        rows = (await connection.execute(select(LINE_DAYS).order_by(LINE_DAYS.c.day))).all()
    assert [(row.line_id, row.sent_bytes, row.watched_ms) for row in rows] == [(1, 120, 6000), (1, 8, 12_000)]
    assert_equal(await sums(database))
