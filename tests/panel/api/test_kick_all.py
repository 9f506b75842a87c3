"""Kicks of everybody who passes a filter, over HTTP."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes.collector import FakeCollector
from tests.fakes.mediamtx import mediamtx, session
from tests.fakes.publisher import Publisher
from tests.panel.api.house import House, open_house
from tests.panel.api.test_viewers import play

PATH = "/api/v1/connections/kick"


async def test_all_who_match_are_cut_and_the_audit_says_so_once(tmp_path: Path, publisher: Publisher) -> None:
    async with open_house(tmp_path / "data", allow_private_sources=True) as house:
        stream = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": publisher.url})
        for name in ("bob", "eve"):
            await house.create("/api/v1/lines", {"username": name, "password": "pw", "maxConnections": 3})
        viewers = [await play(house, f"/live/{name}/pw/{stream}.ts") for name in ("bob", "bob", "bob", "eve")]
        await house.services.sampler.tick()

        order = {"filter": {"username": "bob"}, "expected": 3, "reason": "maintenance"}
        assert (await house.ask("POST", PATH, order, role="viewer")).status == 403
        answer = await house.ask("POST", PATH, order, role="operator")
        assert (answer.status, answer.json) == (200, {"matched": 3, "kicked": 3, "failed": 0})
        for reader, writer in viewers[:3]:
            with suppress(ConnectionResetError):
                await asyncio.wait_for(reader.read(-1), 5)
            writer.close()
        eve, writer = viewers[3]
        await eve.readexactly(188)
        writer.close()

        await house.services.ledger.close()
        (entry,) = (await house.ask("GET", "/api/v1/audit?kind=connections.kicked")).items
        assert entry["message"] == "token-operator kicked 3 connections (username bob): maintenance"
        assert (await house.ask("GET", "/api/v1/audit?kind=connection.kicked")).items == []
        ended = (await house.ask("GET", "/api/v1/sessions?username=bob")).items
        assert [each["endReason"] for each in ended] == ["kicked"] * 3


async def test_those_of_another_server_are_kicked_there_and_looked_for_once(house: House) -> None:
    async with mediamtx() as server:
        server.lists = {"hlssessions": [session(number) for number in range(12)]}
        await house.create("/api/v1/collectors", {"name": "edge", "kind": "mediamtx", "url": server.url})
        await house.services.roster.refresh()
        await house.services.sampler.tick()
        refused = await house.ask("POST", PATH, {"filter": {}, "expected": 12, "cooldownS": 60})
        assert (refused.status, refused.error["field"]) == (400, "cooldownS")
        server.returning = [session(99, user="eve")]
        answer = await house.ask("POST", PATH, {"filter": {"collector": "edge"}, "expected": 12})
        assert answer.json == {"matched": 12, "kicked": 12, "failed": 0}
        assert len(server.kicked) == 12
        assert house.services.collected_kicks.end_reason("edge:00000000-0000-4000-8000-000000000003") == "kicked"


async def crowded(house: House, count: int) -> None:
    edge = FakeCollector(house.services.clock, name="edge")
    for _ in range(count):
        edge.open()
    house.services.sampler.use([edge])
    await house.services.sampler.tick()


@pytest.mark.parametrize(("count", "expected"), [(40, 46), (40, 34), (100, 89), (100, 112), (6, 0)])
async def test_another_number_than_was_shown_kicks_nobody(house: House, count: int, expected: int) -> None:
    await crowded(house, count)
    answer = await house.ask("POST", PATH, {"filter": {}, "expected": expected})
    assert (answer.status, answer.error["code"], answer.error["matched"]) == (409, "conflict", count)
    assert (await house.ask("GET", "/api/v1/audit?kind=connections.kicked")).items == []


@pytest.mark.parametrize(("count", "expected"), [(40, 45), (100, 92), (5, 0)])
async def test_a_few_more_or_less_are_no_surprise(house: House, count: int, expected: int) -> None:
    await crowded(house, count)
    answer = await house.ask("POST", PATH, {"filter": {}, "expected": expected})
    # Its server is no longer added, so nobody there could be cut.
    assert (answer.status, answer.json) == (200, {"matched": count, "kicked": 0, "failed": count})


async def test_nobody_who_matches_is_nothing_done(house: House) -> None:
    await crowded(house, 1)
    answer = await house.ask("POST", PATH, {"filter": {"countryCode": "PT"}, "expected": 0})
    assert (answer.status, answer.json) == (200, {"matched": 0, "kicked": 0, "failed": 0})


@pytest.mark.parametrize(
    ("order", "field"),
    [
        ({"expected": 1}, "filter"),
        ({"filter": {}}, "expected"),
        ({"filter": {"surprise": 1}, "expected": 1}, "filter.surprise"),
        ({"filter": {"sort": "id"}, "expected": 1}, "filter.sort"),
        ({"filter": {}, "expected": -1}, "expected"),
    ],
)
async def test_an_order_that_is_none_is_refused(house: House, order: dict[str, object], field: str) -> None:
    answer = await house.ask("POST", PATH, order)
    assert (answer.status, answer.error["field"]) == (400, field)
