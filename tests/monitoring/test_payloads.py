"""Headline figures and the pages of the table."""

from datetime import UTC, datetime
from typing import get_args

from monitoring import payloads
from monitoring.contract.events import StreamStatus
from monitoring.contract.requests import ConnectionsQuery
from monitoring.model import DayFigures, LineCounts
from tests.fakes.observatory import Observatory


async def test_the_dashboard_counts_streams_by_status_and_lines_by_standing() -> None:
    seen = Observatory()
    seen.around.streams.add(100, "Second", "online")
    for stream_id, status in enumerate(get_args(StreamStatus)):
        seen.around.streams.add(stream_id + 1, f"Stream {stream_id}", status)
    seen.around.lines.standing = LineCounts(total=9, active=7, expired=2, trial=3)
    seen.gateway.open(line_id=1)
    seen.gateway.open(line_id=1)
    seen.gateway.open(line_id=2)
    seen.gateway.open(line_id=None)
    seen.around.operators_online = 2
    shown = payloads.dashboard(await seen.after(90.9))
    assert (shown.total_streams, shown.online_streams, shown.degraded_streams) == (7, 2, 1)
    assert (shown.offline_streams, shown.unknown_streams) == (1, 1)
    assert (shown.total_lines, shown.active_lines, shown.expired_lines, shown.trial_lines) == (9, 7, 2, 3)
    assert (shown.online_lines, shown.active_connections, shown.operators_online) == (2, 4, 2)
    assert (shown.interval_s, shown.uptime_s, shown.alerts_firing) == (5.0, 90, None)
    assert shown.started_at == datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


async def test_the_day_goes_on_from_what_is_stored() -> None:
    seen = Observatory()
    seen.around.history.day = DayFigures("2026-01-31", 5000, 7, 40, 9_000_000)
    seen.around.history.sessions = 8
    key = seen.gateway.open()
    await seen.after()
    seen.gateway.send(key, 1000)
    shown = payloads.dashboard(await seen.after(5))
    assert (shown.bytes_today, shown.sessions_today) == (6000, 8)
    assert (shown.peak_connections_today, shown.peak_bandwidth_bps_today) == (40, 9_000_000)


async def test_the_peak_outlives_those_who_made_it() -> None:
    seen = Observatory()
    keys = [seen.gateway.open() for _ in range(3)]
    await seen.after()
    for key in keys:
        seen.gateway.send(key, 1000)
    await seen.after(5)
    for key in keys:
        seen.gateway.close(key)
    shown = payloads.dashboard(await seen.after(5))
    assert (shown.active_connections, shown.peak_connections_today) == (0, 3)
    assert (shown.bandwidth_bps, shown.peak_bandwidth_bps_today, shown.bytes_today) == (0, 4800, 3000)


async def test_what_a_collector_saw_before_the_service_started_is_not_of_today() -> None:
    seen = Observatory()
    seen.gateway.open(sent_bytes=10**9)
    seen.clock.jump(60)
    seen.sampler = seen.around.sampler()
    shown = await seen.after()
    assert payloads.dashboard(shown).bytes_today == 0
    assert payloads.connections(shown, ConnectionsQuery()).rows[0].bytes_transferred == 10**9


async def test_a_page_tells_its_place_and_the_numbers_before_and_after_filters() -> None:
    seen = Observatory()
    for number in range(5):
        seen.gateway.open(f"line{number % 2}")
    view = payloads.connections(
        await seen.after(), ConnectionsQuery(username="line0", sort="username", order="asc", offset=1, limit=1)
    )
    page = view.page
    assert [row.id for row in view.rows] == ["gateway-1-3"]
    assert (page.total, page.matched, page.offset, page.limit, page.sort, page.order) == (5, 3, 1, 1, "username", "asc")


async def test_every_matching_row_in_order() -> None:
    seen = Observatory()
    for number in range(5):
        seen.gateway.open(f"line{number % 2}", sent_bytes=number)
    query = ConnectionsQuery(username="line0", sort="bytesTransferred", offset=2, limit=1)
    rows = list(payloads.all_connections(await seen.after(), query))
    assert [row.bytes_transferred for row in rows] == [4, 2, 0]


async def test_all_payloads_of_a_tick_share_its_number_and_time() -> None:
    seen = Observatory()
    await seen.after()
    snapshot = await seen.after(5)
    made = [
        payloads.dashboard(snapshot),
        payloads.connections(snapshot, ConnectionsQuery()).page,
        payloads.bandwidth_tick(snapshot),
    ]
    assert {(each.seq, each.timestamp) for each in made} == {(2, snapshot.timestamp)}
