"""One reading at a time, each with a deadline; falls and recoveries are told once."""

import asyncio

from structlog.testing import capture_logs

from monitoring.errors import CollectorError
from monitoring.feed import Feed
from tests.fakes.clock import ManualClock, settle


class Well:
    """Gives what a test tells it to."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.delay_s = 0.0
        self.failure: Exception | None = None
        self.gives_up = False
        self.reads = 0

    async def read(self) -> int:
        self.reads += 1
        await self.clock.sleep(self.delay_s)
        if self.gives_up:
            raise asyncio.CancelledError
        if self.failure is not None:
            raise self.failure
        return self.reads


async def take(feed: Feed[int], clock: ManualClock, passing_s: float = 0.0) -> int | None:
    taking = asyncio.create_task(feed.take(2.0))
    await clock.advance(passing_s)
    return await taking


async def test_a_reading_and_how_long_it_took() -> None:
    clock = ManualClock()
    well = Well(clock)
    feed = Feed("well", well.read, clock)
    well.delay_s = 0.25
    assert await take(feed, clock, 1.0) == 1
    assert (feed.error, feed.duration_ms) == (None, 250.0)
    assert clock.sleepers == 0


async def test_a_reading_that_takes_too_long_is_given_up() -> None:
    clock = ManualClock()
    well = Well(clock)
    feed = Feed("well", well.read, clock)
    well.delay_s = 60
    assert await take(feed, clock, 2.0) is None
    assert (feed.error, feed.duration_ms) == ("no answer within 2 s", 2000.0)
    well.delay_s = 0
    assert await take(feed, clock) == 2


async def test_what_cannot_be_cancelled_stays_the_only_reading() -> None:
    clock = ManualClock()
    well = Well(clock)
    feed = Feed("well", well.read, clock, cancellable=False)
    well.delay_s = 60
    assert await take(feed, clock, 2.0) is None
    assert await take(feed, clock, 5.0) is None
    assert (feed.error, well.reads) == ("still busy with an earlier reading", 1)
    await clock.advance(60)
    well.delay_s = 0
    assert await take(feed, clock) == 2


async def test_a_reading_that_cancels_itself_is_a_failure_and_stops_nobody() -> None:
    clock = ManualClock()
    well = Well(clock)
    feed = Feed("well", well.read, clock)
    well.gives_up = True
    assert await take(feed, clock) is None
    assert feed.error == "the reading was cancelled"


async def test_an_unexpected_error_shows_its_kind_and_place_but_not_its_text() -> None:
    clock = ManualClock()
    well = Well(clock)
    feed = Feed("well", well.read, clock)
    well.failure = RuntimeError("http://admin:secret@10.0.0.1/")
    with capture_logs() as logs:
        assert await take(feed, clock) is None
    assert feed.error == "unexpected RuntimeError"
    assert "test_feed.py" in logs[0]["where"]
    assert "secret" not in str(logs)


async def test_a_fall_and_a_recovery_are_logged_once_each() -> None:
    clock = ManualClock()
    well = Well(clock)
    feed = Feed("well", well.read, clock)
    with capture_logs() as logs:
        well.failure = CollectorError("refused")
        for _ in range(3):
            await take(feed, clock)
        well.failure = None
        for _ in range(3):
            await take(feed, clock)
            feed.accept(clock.monotonic_s(), clock.now())
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [
        ("feed failed", "warning"),
        ("feed recovered", "info"),
    ]


async def test_cancelling_a_take_cancels_the_reading_and_its_timer() -> None:
    clock = ManualClock()
    well = Well(clock)
    well.delay_s = 60
    taking = asyncio.create_task(Feed("well", well.read, clock).take(2.0))
    await settle()
    taking.cancel()
    await settle()
    assert taking.cancelled()
    assert clock.sleepers == 0
