"""Any window of the stored past, from the right level, with gaps as gaps."""

from datetime import UTC, datetime, timedelta

import pytest

from monitoring.errors import RequestError
from monitoring.past import Series, Window
from panel.db.engine import Database
from panel.history.past import StoredPast
from tests.fakes.clock import ManualClock
from tests.panel.history.household import Household

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def past_of(house: Household) -> StoredPast:
    return StoredPast(house.database, house.clock, "panel", minutes_days=30)


async def watched(database: Database) -> Household:
    """Five minutes, of which the third is missing: two viewers of one stream, one of another, then only one."""
    house = Household(database, ManualClock(NOON))
    await house.start()
    first, second = house.join(stream_id=24, address=0), house.join(stream_id=24, address=1)
    other = house.join(stream_id=25, address=1)
    for minute in range(5):
        for _ in range(2):
            if minute != 2:
                house.send(first, 1000)
                house.tick(bps=(minute + 1) * 100)
                await house.write()
            house.clock.jump(30)
        if minute == 3:
            house.leave(second)
            house.leave(other, 77)
    await house.write()
    return house


async def test_each_minute_has_mean_and_highest_and_its_bytes(database: Database) -> None:
    house = await watched(database)
    found = await past_of(house).bandwidth(Series(), Window(NOON, NOON + timedelta(minutes=5), 5))
    assert [(point.bps, point.max_bps, point.connections, point.max_connections) for point in found.points] == [
        (300, 300, 3, 3),
        (600, 600, 3, 3),
        (None, None, None, None),
        (1200, 1200, 3, 3),
        (500, 500, 1, 1),
    ]
    assert [point.bytes for point in found.points] == [2000, 2000, None, 2000, 2077]
    assert [point.timestamp for point in found.points] == [NOON + timedelta(minutes=each) for each in range(5)]
    assert (found.step_s, found.bytes) == (60, 8077)
    assert (found.average_bps, found.peak_bps, found.peak_at) == (650, 1200, NOON + timedelta(minutes=3))
    assert [(each.stream_id, each.bytes) for each in found.largest] == [(24, 8000), (25, 77)]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (Series("stream", 25), [100, 200, None, 400, 0]),
        (Series("stream", 99), [0, 0, None, 0, 0]),
        (Series("country", "SE"), [200, 400, None, 800, 0]),
        (Series("isp", "nobody's"), [0, 0, None, 0, 0]),
    ],
)
async def test_one_thing_alone(database: Database, series: Series, expected: list[int | None]) -> None:
    house = await watched(database)
    house.clock.jump(7200)
    found = await past_of(house).bandwidth(series, Window(NOON, NOON + timedelta(minutes=5), 5))
    assert [point.bps for point in found.points] == expected
    assert found.largest == []


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (Series("country", "SE"), [200, 200, 400, 400, 800, 800, 0, 0]),
        (Series("isp", "Example Telecom"), [100, 100, 200, 200, 400, 400, 500, 500]),
        (Series("collector", "gateway"), [300, 300, 600, 600, 1200, 1200, 500, 500]),
        (Series("isp", "nobody's"), []),
    ],
)
async def test_the_last_hour_has_every_tick(database: Database, series: Series, expected: list[int]) -> None:
    house = await watched(database)
    now = house.clock.now()
    found = await past_of(house).bandwidth(series, Window(now - timedelta(hours=1), now, 720))
    ticks = [NOON + timedelta(seconds=each * 30) for each in (0, 1, 2, 3, 6, 7, 8, 9)]
    if expected:
        assert [(point.timestamp, point.bps) for point in found.points] == list(zip(ticks, expected, strict=True))
        assert found.step_s is None
    few = await past_of(house).bandwidth(series, Window(NOON, now, 3))
    assert len(few.points) <= 3
    assert few.bytes == found.bytes


@pytest.mark.parametrize(
    ("series", "sent_bytes"),
    [
        (Series("country", "PT"), 8000),
        (Series("country", "SE"), 77),
        (Series("isp", "Nät AB"), 77),
        (Series("collector", "gateway"), 8077),
    ],
)
async def test_bytes_of_places_and_collectors(database: Database, series: Series, sent_bytes: int) -> None:
    house = await watched(database)
    found = await past_of(house).bandwidth(series, Window(NOON, NOON + timedelta(minutes=5), 1))
    assert (found.bytes, len(found.points)) == (sent_bytes, 1)


async def test_a_wide_window_is_read_from_the_hours(database: Database) -> None:
    house = await watched(database)
    found = await past_of(house).bandwidth(Series(), Window(NOON - timedelta(days=30), house.clock.now(), 31))
    assert found.step_s is not None
    assert found.step_s % 3600 == 0
    assert found.bytes == 8077
    assert [point.bytes for point in found.points if point.bytes is not None] == [8077]
    assert len(found.points) <= 31


async def test_a_database_that_is_away_is_unavailable(database: Database) -> None:
    house = await watched(database)
    past = past_of(house)
    async with database.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE history_minutes")
    with pytest.raises(RequestError) as refused:
        await past.bandwidth(Series(), Window(NOON, NOON + timedelta(minutes=5), 5))
    assert refused.value.code == "unavailable"
