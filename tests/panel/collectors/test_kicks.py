"""Viewers of another server are kicked there, and looked for again."""

from tests.fakes.mediamtx import MediaMtx, mediamtx, session
from tests.panel.api.house import House
from tests.panel.collectors.test_roster import any_house, rows

__all__ = ["any_house"]

CONNECTION = "edge:00000000-0000-4000-8000-000000000001"
PATH = f"/api/v1/connections/{CONNECTION}"


async def watched(house: House, server: MediaMtx) -> None:
    server.lists = {"rtspsessions": [], "hlssessions": [session(1)]}
    await house.create("/api/v1/collectors", {"name": "edge", "kind": "mediamtx", "url": server.url})
    assert len(await rows(house)) == 1
    await house.services.collected.follow()


async def test_a_kick_ends_it_there_with_a_receipt_and_the_session_says_so(any_house: House) -> None:
    async with mediamtx() as server:
        await watched(any_house, server)
        answer = await any_house.ask("DELETE", PATH, {"reason": "shared"}, role="operator")
        assert (answer.status, answer.json["kicked"], answer.json["state"]) == (200, True, "verified")
        assert server.kicked == ["/v3/hlssessions/kick/00000000-0000-4000-8000-000000000001"]
        again = await any_house.ask("GET", f"/api/v1/kicks/{answer.json['id']}", role="viewer")
        assert again.json == answer.json
        assert (await any_house.ask("DELETE", PATH)).json["id"] == answer.json["id"]
        assert await rows(any_house) == []
        await any_house.services.collected.follow()
        await any_house.services.ledger.close()
        (ended,) = (await any_house.ask("GET", "/api/v1/sessions")).items
        assert (ended["id"], ended["endReason"]) == (CONNECTION, "kicked")


async def test_who_is_back_at_once_was_not_kicked_for_good(any_house: House) -> None:
    async with mediamtx() as server:
        await watched(any_house, server)
        server.returning = [session(2)]
        answer = await any_house.ask("DELETE", PATH)
        assert (answer.json["kicked"], answer.json["state"], answer.json["verifiedAt"]) == (True, "failed", None)


async def test_what_its_server_does_not_do_is_said(any_house: House) -> None:
    async with mediamtx() as server:
        await watched(any_house, server)
        refused = await any_house.ask("DELETE", f"{PATH}?cooldownS=60")
        assert (refused.status, refused.error["field"]) == (400, "cooldownS")
        assert (await any_house.ask("DELETE", "/api/v1/connections/edge:nobody")).status == 404
        server.broken = (500, b"")
        answer = await any_house.ask("DELETE", PATH)
        assert (answer.status, answer.json["state"]) == (200, "failed")


async def test_a_kick_that_failed_may_be_tried_again(any_house: House) -> None:
    async with mediamtx() as server:
        await watched(any_house, server)
        items, server.lists = server.lists, {}
        failed = await any_house.ask("DELETE", PATH)
        assert (failed.json["kicked"], failed.json["state"]) == (False, "failed")
        server.lists = items
        assert (await any_house.ask("DELETE", PATH)).json["state"] == "verified"
