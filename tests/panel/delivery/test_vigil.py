"""A source that is there but ails: what its stream's status and its record make of it, second by second."""

from itertools import islice

import pytest

from monitoring.model import StatusChange
from panel.delivery.analysis import Indicator
from panel.delivery.limits import DeliveryLimits
from panel.delivery.relay import Relay
from panel.delivery.task_owner import TaskOwner
from panel.delivery.upstream import Upstream
from panel.health.book import HealthBook
from tests.fakes.catalog import make_stream
from tests.fakes.clock import ManualClock
from tests.fakes.faulty_stream import FaultyStream
from tests.fakes.mpegts import FRAME_RATE, TransportStream

BITRATE_BPS = 1_600_000
PAT_PID = b"\x40\x00"
NULL_PACKET = b"\x47\x1f\xff\x10" + b"\xff" * 184


class Source:
    """Pushes a stream into a relay as its ingest does, and sweeps it once a second as the gateway does."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.health = HealthBook(self.clock)
        self.changes: list[StatusChange] = []
        limits = DeliveryLimits()
        upstream = Upstream(limits, lambda _address: True)
        stream = make_stream(1, "http://source.example/1")
        self.relay = Relay(stream, upstream, TaskOwner(), self.clock, limits, self._changed, self.health)
        self._frames = TransportStream(BITRATE_BPS).frames()
        self.relay.source_proven(20.0, None)
        self.second()

    def _changed(self, change: StatusChange) -> None:
        self.health.changed(change)
        self.changes.append(change)

    def frames(self, seconds: float) -> bytes:
        return b"".join(islice(self._frames, round(seconds * FRAME_RATE)))

    def second(self, *, errors: int = 0, pace: float = 1.0, frames: bytes | None = None) -> None:
        """Let a second pass in which so much of the stream comes, with errors of its continuity."""
        data = bytearray(self.frames(pace) if frames is None else frames)
        for number in range(errors):
            del data[188 * 20 * (number + 1) : 188 * (20 * (number + 1) + 1)]
        begun_s = self.clock.monotonic_s()
        for part in range(10):
            piece = bytes(data[len(data) * part // 1880 * 188 : len(data) * (part + 1) // 1880 * 188])
            if piece:
                self.relay.source_chunk(piece)
            self.clock.jump(begun_s + (part + 1) / 10 - self.clock.monotonic_s())
        self.relay.sweep()

    @property
    def told(self) -> list[tuple[str, str | None]]:
        return [(change.state.status, change.state.reason) for change in self.changes]

    def error_rate(self) -> float | None:
        self.health.settle()
        return self.health.figures(1).error_rate


def test_a_clean_source_stays_online_and_has_no_errored_second() -> None:
    source = Source()
    for _ in range(120):
        source.second()
    assert source.told == [("online", None)]
    assert source.error_rate() == 0.0


def test_errors_that_persist_degrade_after_ten_seconds_and_thirty_clean_ones_restore() -> None:
    source = Source()
    for _ in range(9):
        source.second()
    for _ in range(20):
        source.second(errors=2)
    at_s = [source.clock.monotonic_s()]
    assert [status for status, _ in source.told] == ["online", "degraded"]
    assert source.told[1][1] in (
        "20 errors of the first priority in a minute",
        "22 errors of the first priority in a minute",
    )
    while source.relay.status == "degraded":
        source.second()
    at_s.append(source.clock.monotonic_s())
    assert source.told[2] == ("online", None)
    assert at_s[1] - at_s[0] == pytest.approx(30, abs=1.1)
    passed_s = 1 + 9 + 20 + round(at_s[1] - at_s[0])
    assert source.error_rate() == pytest.approx(20 / passed_s, abs=0.02)


def test_rare_errors_are_counted_but_change_no_status() -> None:
    source = Source()
    for _ in range(10):
        source.second(errors=1)
        for _ in range(9):
            source.second()
    assert source.told == [("online", None)]
    assert source.error_rate() == pytest.approx(0.1, abs=0.01)


def test_data_slower_than_their_clock_degrade_with_the_pace() -> None:
    source = Source()
    for _ in range(10):
        source.second()
    for _ in range(40):
        source.second(pace=0.6)
    status, reason = source.told[1]
    assert status == "degraded"
    assert reason == "data come at 60% of their pace"


def test_silence_degrades_within_five_seconds_and_its_end_does_not_restore_at_once() -> None:
    source = Source()
    for _ in range(10):
        source.second()
    for _ in range(6):
        source.second(frames=b"")
    assert source.told[1] == ("degraded", "no data for 4 s")
    for _ in range(25):
        source.second()
    assert len(source.told) == 2
    for _ in range(10):
        source.second()
    assert source.told[2] == ("online", None)


def test_a_source_that_sends_five_seconds_at_a_time_is_well() -> None:
    source = Source()
    for _ in range(30):
        source.second(pace=5.0)
        for _ in range(4):
            source.second(frames=b"")
    assert source.told == [("online", None)]


def test_what_came_before_an_outage_is_not_held_against_what_comes_after() -> None:
    source = Source()
    for _ in range(15):
        source.second(errors=2)
    source.relay.source_failed("the source ended")
    source.clock.jump(20)
    source.relay.source_proven(20.0, None)
    source.second(frames=FaultyStream(1.0).bytes())
    assert [status for status, _ in source.told] == ["online", "degraded", "offline", "online"]
    assert source.relay.state.reason is None
    for _ in range(12):
        source.second(errors=2)
    assert source.told[-1][0] == "degraded"


def test_a_condition_that_lasts_makes_every_second_errored() -> None:
    source = Source()
    for _ in range(10):
        source.second()
    for _ in range(20):
        frames = source.frames(1.0)
        packets = [frames[at : at + 188] for at in range(0, len(frames), 188)]
        # The PAT gives way to null packets.
        source.second(frames=b"".join(NULL_PACKET if packet[1:3] == PAT_PID else packet for packet in packets))
    assert source.relay.analysis.errors(Indicator.PAT_ERROR_2) == 1
    assert source.error_rate() == pytest.approx(20 / 31, abs=0.05)
    assert [status for status, _ in source.told] == ["online", "degraded"]


def test_a_backup_that_ails_says_both() -> None:
    source = Source()
    source.relay.source_failed("the source answers 404")
    source.relay.source_proven(20.0, "on backup 1: the source answers 404")
    for _ in range(5):
        source.second()
    for _ in range(6):
        source.second(frames=b"")
    state = source.relay.state
    assert (state.status, state.reason) == ("degraded", "no data for 4 s; on backup 1: the source answers 404")
