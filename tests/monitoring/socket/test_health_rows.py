"""Rows of streams that are kept from tick to tick say what their model says."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitoring.contract.requests import StreamsQuery
from monitoring.contract.streams import ScoreParts
from monitoring.health import streams
from monitoring.snapshot import Snapshot
from monitoring.socket.health_rows import HealthWriter
from monitoring.vitals import StreamFigures, StreamSignal
from tests.fakes.observatory import Observatory

EVERY = StreamsQuery(limit=1000)
FIGURES = StreamFigures(91.2, "excellent", ScoreParts(uptime=40, errors=30, response=21.2), 100.0, 99.9, 0.01, 20.5)


def written(writer: HealthWriter, snapshot: Snapshot, query: StreamsQuery = EVERY) -> object:
    return json.loads(writer.write(snapshot, query))


def modelled(snapshot: Snapshot, query: StreamsQuery = EVERY) -> object:
    return json.loads(streams(snapshot, query).model_dump_json())


async def test_every_change_is_written() -> None:
    seen, writer = Observatory(), HealthWriter()
    board = seen.around.streams.board
    seen.around.streams.add(1, "News 24", received_bytes=0, online_monotonic_s=seen.clock.monotonic_s())
    seen.around.streams.add(2, 'Quoted "name" ä', "unknown")
    seen.gateway.open(stream_id=1)
    snapshot = await seen.after()
    assert written(writer, snapshot) == modelled(snapshot)
    later = snapshot.timestamp + timedelta(seconds=1)
    changes: tuple[tuple[str, object], ...] = (
        ("received_bytes", 4_000_000),
        ("pace", 0.97),
        ("figures", FIGURES),
        ("figures", replace(FIGURES, error_rate=0.02)),
        ("signal", StreamSignal(cc_errors=1, video_codec="H.264", width=1920, height=1080, frame_rate=25.0)),
        ("signal", StreamSignal(cc_errors=2)),
        ("status", "degraded"),
        ("reason", "no data for 4 s"),
        ("online_monotonic_s", None),
        ("last_error", "the source answers 404"),
        ("last_error_at", later),
        ("running", True),
        ("restarts", 3),
        ("response_ms", 18.4),
        ("checked_at", later),
        ("since", later),
        ("name", "News 25"),
    )
    for field, value in changes:
        change: dict[str, Any] = {field: value}
        board[1] = replace(board[1], **change)
        snapshot = await seen.after(5)
        assert written(writer, snapshot) == modelled(snapshot), field


@pytest.mark.parametrize("query", [{"status": "offline"}, {"search": "b"}, {"offset": 1, "limit": 1}])
async def test_pages_are_those_asked_for(query: dict[str, str | int]) -> None:
    seen, writer = Observatory(), HealthWriter()
    for stream_id, name in ((1, "A"), (2, "B"), (3, "BB")):
        seen.around.streams.add(stream_id, name, "offline" if stream_id > 1 else "online")
    snapshot, asked = await seen.after(), StreamsQuery.model_validate(query)
    assert written(writer, snapshot, asked) == modelled(snapshot, asked)


async def test_streams_that_are_gone_are_forgotten() -> None:
    seen, writer = Observatory(), HealthWriter()
    for stream_id in range(1, 11):
        seen.around.streams.add(stream_id, f"Channel {stream_id}")
    writer.write(await seen.after(), EVERY)
    for stream_id in range(3, 11):
        del seen.around.streams.board[stream_id]
    snapshot = await seen.after(5)
    assert written(writer, snapshot) == modelled(snapshot)
    seen.around.streams.add(3, "Another")
    snapshot = await seen.after(5)
    assert written(writer, snapshot) == modelled(snapshot)
