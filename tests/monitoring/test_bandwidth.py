"""Bandwidth of everything and of one stream, with its past."""

from monitoring.bandwidth import LARGEST_STREAMS, bandwidth, bandwidth_tick
from monitoring.contract.requests import BandwidthQuery
from tests.fakes.observatory import Observatory


async def test_a_viewer_of_3_2_megabits() -> None:
    seen = Observatory()
    seen.around.streams.add(1, "News")
    key = seen.gateway.open(stream_id=1)
    await seen.after()
    seen.gateway.send(key, 2_000_000)
    shown = bandwidth_tick(await seen.after(5))
    assert (shown.total_bps, shown.total_bytes) == (3_200_000, 2_000_000)
    assert [(each.stream_name, each.bps, each.bytes, each.viewers) for each in shown.per_stream] == [
        ("News", 3_200_000, 2_000_000, 1)
    ]
    assert [(each.bps, each.connections) for each in shown.history] == [(3_200_000, 1)]


async def test_mean_and_peak_are_those_since_the_start() -> None:
    seen = Observatory()
    key = seen.gateway.open()
    await seen.after()
    snapshots = []
    for sent_bytes in (1000, 5000, 0):
        seen.gateway.send(key, sent_bytes)
        snapshots.append(await seen.after(5))
    shown = bandwidth_tick(await seen.after(5))
    assert (shown.total_bps, shown.average_bps, shown.peak_bps) == (0, 2400, 8000)
    assert shown.peak_at == snapshots[1].timestamp


async def test_the_past_on_request() -> None:
    seen = Observatory()
    key = seen.gateway.open()
    for _ in range(4):
        await seen.after(5)
        seen.gateway.send(key, 625)
    snapshot = await seen.after(5)
    shown = bandwidth(snapshot, seen.sampler.bandwidth_history, BandwidthQuery())
    assert [each.bps for each in shown.history] == [None, 1000, 1000, 1000, 1000]
    assert shown.history[-1].timestamp == snapshot.timestamp
    short = bandwidth(snapshot, seen.sampler.bandwidth_history, BandwidthQuery(window_s=10, points=10))
    assert len(short.history) == 2


async def test_one_stream_alone() -> None:
    seen = Observatory()
    news, sport = seen.gateway.open(stream_id=1), seen.gateway.open(stream_id=2, stream_name="Sport")
    await seen.after()
    seen.gateway.send(news, 1000)
    seen.gateway.send(sport, 9000)
    await seen.after(5)
    seen.gateway.send(sport, 3000)
    snapshot = await seen.after(5)
    shown = bandwidth(snapshot, seen.sampler.bandwidth_history, BandwidthQuery(stream_id=2))
    assert (shown.total_bps, shown.total_bytes) == (4800, 12_000)
    assert (shown.average_bps, shown.peak_bps) == (9600, 14_400)
    assert [each.stream_id for each in shown.per_stream] == [2]
    assert [each.bps for each in shown.history] == [None, 14_400, 4800]


async def test_a_stream_nobody_ever_played() -> None:
    seen = Observatory()
    shown = bandwidth(await seen.after(), seen.sampler.bandwidth_history, BandwidthQuery(stream_id=99))
    assert (shown.total_bps, shown.total_bytes, shown.per_stream) == (0, 0, [])


async def test_the_largest_streams_come_first_and_are_ten() -> None:
    seen = Observatory()
    keys = [seen.gateway.open(stream_id=number + 1, stream_name=f"S{number + 1}") for number in range(12)]
    await seen.after()
    for number, key in enumerate(keys):
        seen.gateway.send(key, 1000 * (number + 1))
    shown = bandwidth_tick(await seen.after(5))
    assert len(shown.per_stream) == LARGEST_STREAMS
    assert [each.stream_id for each in shown.per_stream] == list(range(12, 2, -1))


async def test_a_stream_keeps_its_bytes_when_its_viewers_have_left() -> None:
    seen = Observatory()
    key = seen.gateway.open(stream_id=1, sent_bytes=700)
    await seen.after()
    seen.gateway.close(key)
    shown = bandwidth_tick(await seen.after(5))
    assert [(each.bps, each.bytes, each.viewers) for each in shown.per_stream] == [(0, 700, 0)]
    assert (shown.total_bps, shown.total_bytes) == (0, 700)
