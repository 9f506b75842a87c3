"""Connections by what they share, and one by itself, over HTTP."""

import pytest

from tests.fakes.collector import FakeCollector
from tests.panel.api.house import House


@pytest.fixture
async def watched(house: House) -> House:
    """Three viewers of two streams on another server, as of the newest tick."""
    edge = FakeCollector(house.services.clock, name="edge", kind="mediamtx")
    for username, line_id, stream_id, sent_bytes in (("bob", 1, 1, 100), ("bob", 1, 2, 50), ("ann", 2, 2, 7)):
        edge.open(username, stream_id, line_id=line_id, stream_name=f"Stream {stream_id}", sent_bytes=sent_bytes)
    house.services.sampler.use([edge])
    await house.services.sampler.tick()
    return house


async def test_groups_are_those_of_the_newest_tick(watched: House) -> None:
    answer = (await watched.ask("GET", "/api/v1/connections/groups?by=line&sort=bytes", role="viewer")).json
    assert answer["items"] == [
        {"key": 1, "name": "bob", "connections": 2, "bandwidthBps": None, "bytes": 150},
        {"key": 2, "name": "ann", "connections": 1, "bandwidthBps": None, "bytes": 7},
    ]
    snapshot = watched.services.sampler.newest
    assert snapshot is not None
    assert (answer["total"], answer["matched"], answer["offset"], answer["limit"]) == (2, 3, 0, 100)
    assert answer["seq"] == snapshot.seq
    filtered = await watched.ask("GET", "/api/v1/connections/groups?by=stream&lineId=1&search=stream%202&limit=1")
    assert [(item["key"], item["connections"]) for item in filtered.items] == [(2, 1)]


@pytest.mark.parametrize("query", ["by=city", "by=line&sort=age", "by=line&surprise=1", "by=line&limit=0"])
async def test_what_is_no_grouping_is_refused(watched: House, query: str) -> None:
    answer = await watched.ask("GET", f"/api/v1/connections/groups?{query}")
    assert (answer.status, answer.error["code"]) == (400, "bad_request")


async def test_groups_of_a_moment_nobody_is_on_record_of(watched: House) -> None:
    at = watched.services.clock.now().isoformat().replace("+00:00", "Z")
    answer = (await watched.ask("GET", f"/api/v1/connections/groups?by=country&at={at}")).json
    assert (answer["items"], answer["seq"]) == ([], 0)


async def test_one_connection_is_the_row_of_the_table(watched: House) -> None:
    rows = (await watched.ask("GET", "/api/v1/connections", role="viewer")).json["rows"]
    assert isinstance(rows, list)
    assert len(rows) == 3
    for row in rows:
        assert (await watched.ask("GET", f"/api/v1/connections/{row['id']}", role="viewer")).json == row


async def test_a_connection_that_is_gone_is_not_found(watched: House) -> None:
    watched.services.sampler.use([])
    await watched.services.sampler.tick()
    answer = await watched.ask("GET", "/api/v1/connections/edge-1-1")
    assert (answer.status, answer.error["code"]) == (404, "not_found")
