"""A source that gives less of its stream than time passes."""

from collections.abc import Iterator

import pytest

from panel.delivery.analysis import Analyzer
from panel.delivery.limits import DeliveryLimits
from panel.delivery.ring import Chunk, Ring
from panel.delivery.source_pace import SourcePace
from tests.fakes.mpegts import FRAME_RATE, TransportStream

LIMITS = DeliveryLimits()


class Case:
    """A stream of 25 frames a second, looked at every 3 s."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.ring = Ring(LIMITS)
        self.analysis = Analyzer()
        self.source = SourcePace(self.ring, self.analysis, LIMITS, self.now_s)
        self._frames: Iterator[bytes] = TransportStream(400_000).frames()
        self._looked_s = self.now_s

    def give(self, duration_s: float, pace: float = 1.0) -> list[bool]:
        """Return what each look says while so many frames less come."""
        told = []
        for number in range(round(duration_s * FRAME_RATE)):
            self.now_s += 1 / FRAME_RATE
            if int((number + 1) * pace) > int(number * pace):
                frame = next(self._frames)
                self.analysis.feed(frame, self.now_s)
                self.ring.append(Chunk(frame, self.now_s, b"", None))
            if self.now_s - self._looked_s >= 3.0:
                self._looked_s = self.now_s
                self.source.look(self.now_s)
                told.append(self.source.too_slow)
        return told


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_source_in_time_misses_nothing(case: Case) -> None:
    assert not any(case.give(60))
    assert case.source.missing_s == 0


@pytest.mark.parametrize("pace", [0.0, 0.3, 0.5, 0.8])
def test_a_slow_source_misses_what_it_does_not_give(case: Case, pace: float) -> None:
    case.give(20)
    assert all(case.give(60, pace)[5:])
    assert not any(case.give(60)[10:])
    assert case.analysis.pace(case.now_s) == pytest.approx(1, abs=0.02)
    assert case.source.missing_s == pytest.approx(60 * (1 - pace), rel=0.25)


def test_a_short_pause_is_nothing(case: Case) -> None:
    case.give(20)
    case.give(1, pace=0.0)
    assert not any(case.give(10))


def test_a_stream_without_a_clock_is_too_slow_when_nothing_comes() -> None:
    ring = Ring(LIMITS)
    source = SourcePace(ring, Analyzer(), LIMITS, 0.0)
    told = []
    for now_s in (3.0, 4.5, 6.0):
        source.look(now_s)
        told.append(source.too_slow)
        if now_s == 3.0:
            ring.append(Chunk(bytes(188), now_s, b"", None))
    assert told == [False, False, True]
    assert source.missing_s == 1.5
