"""Collectors that operators add are read by the running service, and let go of."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.mediamtx import mediamtx, session
from tests.panel.api.house import House, open_house


@pytest.fixture
async def any_house(tmp_path: Path, database_url: str) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data", database_url=database_url) as opened:
        yield opened


async def rows(house: House) -> list[dict[str, object]]:
    await house.services.roster.refresh()
    await house.services.sampler.tick()
    found = (await house.ask("GET", "/api/v1/connections", role="viewer")).json["rows"]
    assert isinstance(found, list)
    return found


async def test_a_collector_is_added_read_switched_off_and_removed(any_house: House) -> None:
    async with mediamtx() as server:
        server.lists = {"hlssessions": [session(1)]}
        draft = {"name": "edge", "kind": "mediamtx", "url": server.url, "username": "reader", "password": "sesame"}
        collector_id = await any_house.create("/api/v1/collectors", draft)
        (row,) = await rows(any_house)
        assert (row["collector"], row["username"], row["streamName"], row["bytesTransferred"]) == (
            "edge",
            "bob",
            "News",
            1000,
        )
        dashboard = (await any_house.ask("GET", "/api/v1/dashboard")).json
        states = dashboard["collectors"]
        assert isinstance(states, list)
        assert [(state["name"], state["kind"], state["connections"]) for state in states] == [
            ("gateway", "gateway", 0),
            ("edge", "mediamtx", 1),
        ]
        await any_house.ask("PATCH", f"/api/v1/collectors/{collector_id}", {"enabled": False})
        assert await rows(any_house) == []
        await any_house.ask("PATCH", f"/api/v1/collectors/{collector_id}", {"enabled": True})
        assert len(await rows(any_house)) == 1
        await any_house.ask("DELETE", f"/api/v1/collectors/{collector_id}")
        assert await rows(any_house) == []


async def test_one_that_fails_is_told_and_harms_nothing(any_house: House) -> None:
    async with mediamtx() as server:
        server.lists = {"hlssessions": [session(1)]}
        draft = {"name": "edge", "kind": "mediamtx", "url": server.url}
        collector_id = await any_house.create("/api/v1/collectors", draft)
        trial = (await any_house.ask("POST", f"/api/v1/collectors/{collector_id}/test")).json
        assert (trial["works"], trial["error"], trial["connections"]) == (True, None, 1)
        assert len(await rows(any_house)) == 1
        server.broken = (500, b"")
        (row,) = await rows(any_house)
        assert row["stale"] is True
        trial = (await any_house.ask("POST", f"/api/v1/collectors/{collector_id}/test")).json
        assert (trial["works"], trial["error"]) == (False, "the server answers 500")


async def test_only_admin_sees_where_it_is_and_nobody_the_password(any_house: House) -> None:
    draft = {"name": "edge", "kind": "mediamtx", "url": "http://192.0.2.1:9997", "username": "u", "password": "sesame"}
    collector_id = await any_house.create("/api/v1/collectors", draft)
    path = f"/api/v1/collectors/{collector_id}"
    assert (await any_house.ask("GET", path, role="viewer")).json["url"] is None
    shown = await any_house.ask("GET", path)
    assert shown.json["url"] == "http://192.0.2.1:9997"
    assert b"sesame" not in shown.body + (await any_house.ask("GET", "/api/v1/audit")).body
    assert (await any_house.ask("POST", f"{path}/test", role="operator")).status == 403
    for wrong in ({"name": "gateway"}, {"kind": "srs"}, {"url": "ftp://x"}, {"name": "edge"}, {"username": "a:b"}):
        answer = await any_house.ask("POST", "/api/v1/collectors", draft | {"name": "other"} | wrong)
        assert answer.status in (400, 409), answer.body
