"""What a start takes up from the stored past."""

from datetime import UTC, datetime, timedelta

from monitoring.contract.requests import BandwidthQuery
from monitoring.past import bandwidth_of
from panel.db.engine import Database
from tests.fakes.boards import FakePast, Surroundings
from tests.fakes.clock import ManualClock
from tests.panel.history.household import Household

NOON = datetime(2026, 2, 4, 12, 0, tzinfo=UTC)


async def test_the_last_hour_and_the_peaks_outlive_a_restart(database: Database) -> None:
    clock = ManualClock(NOON)
    house = Household(database, clock)
    await house.start()
    house.join(stream_id=24)
    for bps in (5000, None, 700):
        house.tick(bps)
        await house.write()
        clock.jump(5)
    await house.crash()
    around = Surroundings(clock)
    around.history.ticks, around.history.highest = house.ledger.last_hour(), house.ledger.peaks()
    sampler = around.sampler()
    snapshot = await sampler.tick()
    for query in (BandwidthQuery(), BandwidthQuery(stream_id=24)):
        shown = await bandwidth_of(snapshot, sampler.bandwidth_history, FakePast(), query)
        assert [(point.timestamp, point.bps, point.connections) for point in shown.history] == [
            (NOON, 5000, 1),
            (NOON + timedelta(seconds=5), None, 1),
            (NOON + timedelta(seconds=10), 700, 1),
            (NOON + timedelta(seconds=15), 0, 0),
        ]
        assert shown.peaks is not None
        for peak in (shown.peaks.today, shown.peaks.week, shown.peaks.month):
            assert (peak.bps, peak.at, peak.connections) == (5000, NOON, 1)
    assert house.ledger.last_hour() == ()


async def test_ticks_older_than_an_hour_are_dropped(database: Database) -> None:
    clock = ManualClock(NOON)
    house = Household(database, clock)
    await house.start()
    for _ in range(3):
        house.tick()
        await house.write()
        clock.jump(1850)
    await house.start()
    assert [tick.timestamp for tick in house.ledger.last_hour()] == [NOON + timedelta(seconds=3700)]
