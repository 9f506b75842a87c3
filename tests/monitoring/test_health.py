"""Streams as they arrive, and the changes of their status."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitoring.contract.requests import StreamsQuery
from monitoring.health import status_change, streams
from monitoring.model import StatusChange
from tests.fakes.observatory import Observatory


def observed() -> Observatory:
    seen = Observatory()
    for stream_id, name, status in ((1, "News 24", "online"), (2, "Sport", "offline"), (3, "Old news", "offline")):
        seen.around.streams.add(stream_id, name, "online" if status == "online" else "offline")
    return seen


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"search": "NEWS"}, [1, 3]),
        ({"status": "offline"}, [2, 3]),
        ({"status": "offline", "search": "news"}, [3]),
        ({"offset": 1, "limit": 1}, [2]),
        ({"offset": 9}, []),
    ],
)
async def test_filters_and_pages(query: dict[str, str | int], expected: list[int]) -> None:
    shown = streams(await observed().after(), StreamsQuery.model_validate(query))
    assert [each.stream_id for each in shown.streams] == expected


async def test_the_source_s_rate_comes_from_its_bytes_and_viewers_from_the_table() -> None:
    seen = observed()
    seen.gateway.open(stream_id=1)
    seen.gateway.open(stream_id=1)
    seen.around.streams.receive(1, 500)
    first = streams(await seen.after(), StreamsQuery()).streams[0]
    seen.around.streams.receive(1, 2_000_500)
    second = streams(await seen.after(5), StreamsQuery()).streams[0]
    seen.around.streams.receive(1, 100)
    restarted = streams(await seen.after(5), StreamsQuery()).streams[0]
    assert (first.input_bps, second.input_bps, restarted.input_bps) == (None, 3_200_000, None)
    assert (first.viewers, second.viewers) == (2, 2)


async def test_what_is_not_measured_is_none() -> None:
    row = streams(await observed().after(), StreamsQuery()).streams[0]
    assert (row.health_score, row.uptime_percent, row.error_rate, row.cc_errors, row.input_bps) == (None,) * 5


async def test_a_change_tells_its_own_time_and_the_newest_tick_s_number() -> None:
    seen = observed()
    seen.gateway.open(stream_id=2, stream_name="Sport")
    await seen.after()
    snapshot = await seen.after(5)
    since = snapshot.timestamp + timedelta(seconds=2)
    state = replace(
        seen.around.streams.board[2], status="online", since=since, online_monotonic_s=snapshot.monotonic_s + 2
    )
    change = status_change(StatusChange(state, "offline"), snapshot)
    assert (change.seq, change.timestamp, change.uptime_s) == (2, since, 0)
    assert (change.stream_name, change.status, change.previous, change.viewer_count) == (
        "Sport",
        "online",
        "offline",
        1,
    )


async def test_a_stream_that_is_down_has_no_uptime() -> None:
    seen = observed()
    changes: list[StatusChange] = []
    seen.around.streams.watch(changes.append)
    snapshot = await seen.after()
    seen.around.streams.change(1, "offline", "no data for 10 s")
    change = status_change(changes[0], snapshot)
    assert (change.status, change.previous, change.reason, change.uptime_s) == (
        "offline",
        "online",
        "no data for 10 s",
        None,
    )
