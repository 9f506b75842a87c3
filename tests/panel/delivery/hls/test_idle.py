"""When an HLS player that asks for nothing any more is over, and how long it is said to have watched."""

from datetime import timedelta

import pytest

from monitoring.model import Identity, StatusChange
from panel.delivery.hls.segmenters import Segmenters
from panel.delivery.hls.viewer import HlsViewer
from panel.delivery.limits import DeliveryLimits
from panel.delivery.punctuality import Punctuality
from panel.delivery.relay import Relay
from panel.delivery.shortage import Shortage
from panel.delivery.task_owner import TaskOwner
from panel.delivery.upstream import Upstream
from panel.sessions import Ending
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.clock import ManualClock

LIMITS = DeliveryLimits()


class Watching:
    """A viewer of a stream that sends nothing, looked after once a second."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.began_at = self.clock.now()
        upstream = Upstream(LIMITS, lambda _address: True)
        self.relay = Relay(make_stream(1), upstream, TaskOwner(), self.clock, LIMITS, _ignore)
        self.segmenters = Segmenters(self.clock)
        self.over: list[HlsViewer] = []
        identity = Identity(
            id="one",
            line_id=1,
            username="alice",
            stream_id=1,
            stream_name="Channel 1",
            stream_type="live",
            protocol="hls",
            address="192.0.2.1",
            user_agent="test/1",
            connected_at=self.began_at,
            connected_monotonic_s=self.clock.monotonic_s(),
        )
        segmenter = self.segmenters.join(self.relay)
        shortage = Shortage(self.relay.source_pace, Punctuality(self.clock), LIMITS, self.clock.monotonic_s())
        self.viewer = HlsViewer(identity, make_line(), segmenter, shortage, self.clock, LIMITS, self.over.append)

    def pass_s(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.jump(1)
            self.viewer.check(self.clock.monotonic_s())

    @property
    def ending(self) -> Ending:
        assert self.viewer.over is not None
        return self.viewer.over


def _ignore(_change: StatusChange) -> None:
    pass


async def test_an_idle_player_is_over_after_thirty_seconds_and_watched_until_its_last_segment_ended() -> None:
    watching = Watching()
    for _ in range(20):
        watching.pass_s(3)
        watching.viewer.requested()
    watching.pass_s(29)
    assert watching.viewer.over is None
    watching.pass_s(1)
    assert watching.over == [watching.viewer]
    assert watching.ending.reason == "idle"
    assert watching.ending.duration_s == pytest.approx(64)
    assert watching.ending.ended_at == watching.began_at + timedelta(seconds=64)
    assert watching.ending.sent_bytes == 0
    assert watching.viewer.is_ending


async def test_a_player_that_asks_is_never_idle() -> None:
    watching = Watching()
    for _ in range(100):
        watching.pass_s(29)
        watching.viewer.requested()
    assert watching.viewer.over is None


async def test_who_is_ended_is_over_at_once_and_only_once() -> None:
    watching = Watching()
    watching.pass_s(10)
    watching.viewer.end("kicked")
    watching.viewer.end("limit")
    assert watching.viewer.finish("shutdown")
    await watching.viewer.wait_over()
    watching.pass_s(60)
    assert watching.over == [watching.viewer]
    assert (watching.ending.reason, watching.ending.duration_s) == ("kicked", 10)
    assert watching.ending.ended_at == watching.began_at + timedelta(seconds=10)


async def test_segments_are_made_only_while_somebody_watches() -> None:
    watching = Watching()
    second = watching.segmenters.join(watching.relay)
    assert second is watching.viewer.segmenter
    assert watching.relay.urgent
    watching.segmenters.leave(second)
    assert watching.segmenters.find(watching.relay) is second
    watching.segmenters.leave(second)
    assert watching.segmenters.find(watching.relay) is None
    assert not watching.relay.urgent
