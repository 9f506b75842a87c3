"""Windows of the past by stream and by country, from ticks, minutes and hours."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from monitoring.errors import RequestError
from monitoring.past import Window
from panel.db.engine import Database
from panel.history.breakdown import StoredBreakdown
from panel.history.dimensions import Dimension
from panel.history.split import Split
from tests.fakes.clock import ManualClock
from tests.panel.history.household import Household

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def watched(database: Database, *, tells_places: bool = True) -> Household:
    """Three minutes of two ticks each but the second, which has none: two viewers of one stream, one of two others."""
    house = Household(database, ManualClock(NOON), tells_places=tells_places)
    await house.start()
    for stream_id, line_id in ((24, 1), (24, 2), (25, 3), (26, 4)):
        house.join(line_id=line_id, stream_id=stream_id)
    for minute in range(3):
        for _ in range(2):
            if minute != 1:
                house.tick(bps=(minute + 1) * 100)
                await house.write()
            house.clock.jump(30)
    return house


async def read(house: Household, window: Window, top: int, dimension: Dimension = Dimension.STREAM) -> Split:
    return await StoredBreakdown(house.database, house.clock, "panel", minutes_days=30).read(dimension, window, top)


def shown(found: Split) -> list[object]:
    return [{part.key: part.bps for part in found.parts}, found.other, found.total]


async def test_minutes_have_gaps_and_others(database: Database) -> None:
    house = await watched(database)
    house.clock.jump(7200)
    found = await read(house, Window(NOON, NOON + 3 * MINUTE, 3), top=2)
    assert shown(found) == [
        {24: [200, None, 600], 25: [100, None, 300]},
        [100, None, 300],
        [400, None, 1200],
    ]
    assert (found.timestamps, found.step_s) == ([NOON, NOON + MINUTE, NOON + 2 * MINUTE], 60)


async def test_hours_are_the_means_of_their_ticks(database: Database) -> None:
    house = await watched(database)
    house.clock.jump(86400)
    found = await read(house, Window(NOON, NOON + timedelta(hours=2), 2), top=1)
    assert shown(found) == [{24: [400, None]}, [400, None], [800, None]]
    assert found.step_s == 3600


async def test_the_last_hour_is_told_by_tick_and_in_at_most_so_many_points(database: Database) -> None:
    house = await watched(database)
    window = Window(NOON - MINUTE, NOON + 3 * MINUTE, 10)
    ticks = await read(house, window, top=8)
    assert shown(ticks) == [
        {24: [200, 200, 600, 600], 25: [100, 100, 300, 300], 26: [100, 100, 300, 300]},
        [0, 0, 0, 0],
        [400, 400, 1200, 1200],
    ]
    assert ticks.step_s is None
    assert ticks.timestamps == [NOON + timedelta(seconds=each) for each in (0, 30, 120, 150)]
    fewer = await read(house, Window(NOON - MINUTE, NOON + 3 * MINUTE, 2), top=1)
    assert len(fewer.timestamps) <= 2
    assert fewer.timestamps[-1] == NOON + timedelta(seconds=150)


async def test_where_nothing_is_known_by_a_dimension_all_is_other(database: Database) -> None:
    house = await watched(database, tells_places=False)
    found = await read(house, Window(NOON, NOON + 3 * MINUTE, 10), top=8, dimension=Dimension.ISP)
    assert shown(found) == [{}, [400, 400, 1200, 1200], [400, 400, 1200, 1200]]


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=1), timedelta(days=400)])
async def test_before_there_was_anything_there_is_nothing(database: Database, age: timedelta) -> None:
    house = Household(database, ManualClock(NOON))
    await house.start()
    found = await read(house, Window(NOON - age - MINUTE, NOON - age, 5), top=8)
    assert found.parts == []
    assert set(found.total) <= {None}


async def test_a_database_that_is_away_is_said(database: Database) -> None:
    house = await watched(database)
    async with database.begin() as connection:
        await connection.execute(text("DROP TABLE history_ticks"))
    with pytest.raises(RequestError) as refused:
        await read(house, Window(NOON, NOON + MINUTE, 5), top=8)
    assert refused.value.code == "unavailable"
