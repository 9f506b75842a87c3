"""A segmenter reads its stream's ring, and notices when what follows does not continue it."""

from itertools import islice

from monitoring.model import StatusChange
from panel.delivery.hls.segmenter import USUAL_BPS, Segmenter
from panel.delivery.limits import DeliveryLimits
from panel.delivery.relay import Relay
from panel.delivery.task_owner import TaskOwner
from panel.delivery.upstream import Upstream
from tests.fakes.catalog import make_stream
from tests.fakes.clock import ManualClock
from tests.fakes.mpegts import FRAME_RATE
from tests.panel.delivery.hls.test_cutter import BITRATE_BPS, chunks

LIMITS = DeliveryLimits()


def make_relay(clock: ManualClock) -> Relay:
    return Relay(make_stream(1), Upstream(LIMITS, lambda _address: True), TaskOwner(), clock, LIMITS, _ignore)


def _ignore(_change: StatusChange) -> None:
    pass


async def test_what_the_ring_holds_is_there_at_once() -> None:
    clock = ManualClock()
    relay = make_relay(clock)
    for chunk in chunks(9):
        relay.ring.append(chunk)
    segmenter = Segmenter(relay, clock)
    await segmenter.wait_ready()
    assert segmenter.playlist().count(b"#EXTINF:2.000,") == 3
    assert b"live/%d.ts" % int(clock.now().timestamp()) in segmenter.playlist()
    assert segmenter.peak_bps > BITRATE_BPS


async def test_an_interruption_is_told_although_the_clock_goes_on() -> None:
    clock = ManualClock()
    relay = make_relay(clock)
    segmenter = Segmenter(relay, clock)
    assert segmenter.peak_bps == USUAL_BPS
    source = chunks(20)
    for chunk in islice(source, 5 * FRAME_RATE):
        relay.ring.append(chunk)
        segmenter.pump()
    relay.ring.begin_anew()
    for chunk in source:
        relay.ring.append(chunk)
        segmenter.pump()
    assert segmenter.playlist().count(b"#EXT-X-DISCONTINUITY\n") == 1


async def test_numbers_are_not_used_again_after_a_pause() -> None:
    clock = ManualClock()
    relay = make_relay(clock)
    first = Segmenter(relay, clock)
    for chunk in chunks(60):
        relay.ring.append(chunk)
        first.pump()
    first.close()
    newest = int(first.playlist().split(b"live/")[-1].split(b".")[0])
    clock.jump(60)
    relay.ring.clear()
    again = Segmenter(relay, clock)
    for chunk in chunks(10):
        relay.ring.append(chunk)
        again.pump()
    assert int(again.playlist().split(b"live/")[1].split(b".")[0]) > newest
