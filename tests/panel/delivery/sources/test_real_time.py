"""A source that is faster than its own clock is held back, and no other."""

from itertools import islice

from panel.delivery.sources.real_time import RealTime
from tests.fakes.clock import ManualClock
from tests.fakes.mpegts import TransportStream

FRAMES = list(islice(TransportStream(1_600_000).frames(), 60 * 25))


async def test_a_source_in_time_is_never_held() -> None:
    clock = ManualClock()
    real_time = RealTime(clock)
    for frame in FRAMES:
        real_time.received(frame)
        assert real_time.hold_s() == 0
        await clock.advance(1 / 25)


def test_what_is_far_ahead_is_held() -> None:
    real_time = RealTime(ManualClock())
    for frame in FRAMES[: 7 * 25]:
        real_time.received(frame)
    assert real_time.hold_s() == 0
    for frame in FRAMES[7 * 25 : 9 * 25]:
        real_time.received(frame)
    assert 0.9 < real_time.hold_s() <= 1.0


def test_bytes_without_a_clock_are_held_by_their_number() -> None:
    real_time = RealTime(ManualClock())
    packets = (b"\x47\x01\x00\x10" + bytes(184)) * 10_000
    for _ in range(100):
        real_time.received(packets)
    assert real_time.hold_s() == 0
    for _ in range(100):
        real_time.received(packets)
    assert 7.0 < real_time.hold_s() < 9.0


def test_a_clock_that_leaps_holds_nothing_up() -> None:
    real_time = RealTime(ManualClock())
    for frame in FRAMES[:: 2 * 25]:
        real_time.received(frame)
    assert real_time.hold_s() == 0
