"""Kicks over HTTP."""

import asyncio
from pathlib import Path

import pytest

from tests.fakes.publisher import Publisher
from tests.panel.api.house import House, open_house


async def test_a_kick_answers_with_a_receipt_that_can_be_read_again(tmp_path: Path, publisher: Publisher) -> None:
    async with open_house(tmp_path / "data", allow_private_sources=True) as house:
        await house.create("/api/v1/lines", {"username": "bob", "password": "s3cret"})
        stream_id = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": publisher.url})
        async with house.http.get(f"{house.url}/live/bob/s3cret/{stream_id}.ts") as player:
            assert player.status == 200
            (identity,) = (await house.services.gateway.collector.read()).identities.values()
            path = f"/api/v1/connections/{identity.id}"
            order = {"cooldownS": 60, "scope": "address", "reason": "sharing"}
            first, second = await asyncio.gather(
                house.ask("DELETE", path, order, role="operator"), house.ask("DELETE", f"{path}?cooldownS=5")
            )
        assert (first.status, second.status) == (200, 200)
        receipt = first.json
        assert receipt == second.json
        assert receipt["kicked"] is True
        assert receipt["state"] == "verified"
        assert receipt["verifiedAt"] is not None
        assert receipt["connectionId"] == identity.id
        assert (await house.ask("GET", f"/api/v1/kicks/{receipt['id']}", role="viewer")).json == receipt
        async with house.http.get(f"{house.url}/live/bob/s3cret/{stream_id}.ts") as player:
            assert receipt["cooldownUntil"] is not None
            assert player.status == 403


@pytest.mark.parametrize("query", ["cooldownS=-1", "cooldownS=86401", "scope=world", "surprise=1"])
async def test_an_order_that_is_none_is_refused(house: House, query: str) -> None:
    name, _, value = query.partition("=")
    path = "/api/v1/connections/0123456789abcdef"
    for answer in (await house.ask("DELETE", f"{path}?{query}"), await house.ask("DELETE", path, {name: value})):
        assert (answer.status, answer.error["code"], answer.error["field"]) == (400, "bad_request", name)


async def test_there_is_no_receipt_without_a_kick(house: House) -> None:
    assert (await house.ask("GET", "/api/v1/kicks/0123456789abcdef")).error["code"] == "not_found"
