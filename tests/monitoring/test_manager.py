"""What stock clients get from the manager: first events, ticks, answers, refusals."""

import asyncio
from typing import Any

import aiohttp
import pytest
import socketio

from monitoring.contract.events import ActivityEntry
from monitoring.contract.requests import CLIENT_EVENTS, Request
from monitoring.errors import RequestError
from tests.monitoring.socket.stage import Client, Stage, eventually, staged

TRANSPORTS = pytest.mark.parametrize("transports", [(), ("websocket",), ("polling",)], ids=["default", "ws", "polling"])
FIRST = ["dashboard:update", "connections:update", "bandwidth:update"]
EACH_TICK = [*FIRST, "stream:health", "geo:update"]


async def refused(stage: Stage, auth: object, headers: dict[str, str] | None = None) -> Any:
    client = Client()
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.socket.connect(stage.url, auth=auth, headers=headers or {}, retry=False, wait_timeout=15)
    assert client.waiting() == []
    return client.refusal


def seq_of(arguments: tuple[Any, ...]) -> int:
    return int(arguments[-1]["seq"])


@TRANSPORTS
async def test_a_client_gets_three_events_at_once_and_all_at_every_tick(transports: tuple[str, ...]) -> None:
    async with staged() as stage:
        await stage.tick()
        async with stage.client("ptk_good", *transports) as client:
            await client.next("bandwidth:update")
            before = await client.next_after_tick(stage, "geo:update")
            after = await client.next_after_tick(stage, "geo:update")
        assert after[0]["seq"] == before[0]["seq"] + 1


async def test_the_first_events_come_from_the_newest_snapshot_and_in_order() -> None:
    async with staged() as stage:
        key = stage.around.gateway.open()
        for _ in range(3):
            stage.around.gateway.send(key, 1_000_000)
            await stage.tick()
        async with stage.client() as client:
            (dashboard,) = await client.next("dashboard:update")
            rows, page = await client.next("connections:update")
            (bandwidth,) = await client.next("bandwidth:update")
            assert {dashboard["seq"], page["seq"], bandwidth["seq"]} == {3}
            assert dashboard["activeConnections"] == 1
            assert [row["username"] for row in rows] == ["bob"]
            assert [point["bps"] for point in bandwidth["history"]] == [None, 1_600_000, 1_600_000]
            assert client.waiting() == []
            await stage.tick()
            (bandwidth,) = await client.next("bandwidth:update")
            assert len(bandwidth["history"]) == 1


async def test_all_events_of_a_tick_carry_its_seq() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        await client.next("bandwidth:update")
        await stage.tick()
        await asyncio.sleep(0.05)
        events = [client.got.get_nowait() for _ in range(client.got.qsize())]
        assert [name for name, _ in events] == EACH_TICK
        assert [seq_of(arguments) for _, arguments in events] == [2] * 5


async def test_no_socket_is_sent_a_tick_twice() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.sampler.tick()
        await client.next("bandwidth:update")
        assert stage.sampler.newest is not None
        stage.manager._take(stage.sampler.newest)
        await asyncio.sleep(0.05)
        assert client.waiting() == []


async def test_a_socket_that_came_before_the_first_tick_is_greeted_by_it() -> None:
    async with staged() as stage, stage.client() as client:
        answer = await client.ask("request:dashboard")
        assert answer == {"ok": False, "code": "unavailable", "message": "nothing has been measured yet"}
        await stage.tick()
        (bandwidth,) = await client.next("bandwidth:update")
        assert (bandwidth["seq"], len(bandwidth["history"])) == (1, 1)


@pytest.mark.parametrize(
    "auth", [None, {}, {"token": "ptk_wrong"}, {"token": 7}, {"token": "x" * 10_000}, "ptk_good", [1]]
)
async def test_without_a_valid_token_nothing_is_sent(auth: object) -> None:
    async with staged() as stage:
        await stage.tick()
        refusal = await refused(stage, auth)
        assert refusal["data"] == {"code": "unauthorized", "message": refusal["message"]}
        assert stage.manager.operators_online() == 0


async def test_a_session_cookie_opens_a_socket() -> None:
    async with staged() as stage:
        await stage.tick()
        client = Client()
        await client.socket.connect(stage.url, headers={"Cookie": "other=1; panel_session=s3ssion"}, wait_timeout=15)
        await client.next("dashboard:update")
        assert stage.manager.operators_online() == 1
        await client.socket.disconnect()
        assert (await refused(stage, None, {"Cookie": "panel_session=stale"}))["data"]["code"] == "unauthorized"


async def test_who_cannot_be_identified_just_now_is_told_so() -> None:
    async with staged() as stage:
        stage.gatekeeper.failure = OSError("the database is away")
        assert (await refused(stage, {"token": "ptk_good"}))["data"]["code"] == "unavailable"
        stage.gatekeeper.failure = RequestError("rate_limited", "too many attempts")
        assert (await refused(stage, {"token": "ptk_good"}))["data"]["code"] == "rate_limited"


@TRANSPORTS
async def test_a_revoked_operator_loses_the_socket_within_one_tick(transports: tuple[str, ...]) -> None:
    async with staged() as stage:
        await stage.tick()
        async with stage.client("ptk_good", *transports) as client, stage.client("ptk_bob") as other:
            await client.next("bandwidth:update")
            stage.gatekeeper.revoked.add("ann")
            await stage.tick()
            await asyncio.wait_for(client.lost.wait(), 2)
            assert set(client.waiting()) <= set(FIRST)
            await eventually(lambda: stage.manager.operators_online() == 1)
            await other.next_after_tick(stage, "geo:update")


async def test_operators_online_counts_names_not_sockets() -> None:
    async with staged() as stage, stage.client(), stage.client(), stage.client("ptk_bob"):
        assert stage.manager.operators_online() == 2
    await eventually(lambda: stage.manager.operators_online() == 0)


@pytest.mark.parametrize("event", [name for name in CLIENT_EVENTS if name.startswith("request:")])
@pytest.mark.parametrize("argument", [(), (None,), ({},)], ids=["none", "null", "empty"])
async def test_a_request_is_answered_with_its_event_and_in_the_acknowledgement(
    event: str, argument: tuple[object, ...]
) -> None:
    async with staged() as stage:
        stage.around.gateway.open()
        await stage.tick()
        async with stage.client() as client, stage.client("ptk_bob") as other:
            await client.next("bandwidth:update")
            await other.next("bandwidth:update")
            answer = await client.ask(event, *argument)
            sent = await client.next(str(CLIENT_EVENTS[event].answer))
            assert answer["ok"] is True
            expected = {"rows": sent[0], "page": sent[1]} if event == "request:connections" else sent[0]
            assert answer["data"] == expected
            assert other.waiting() == []


@pytest.mark.parametrize(
    ("event", "argument", "code", "named"),
    [
        ("request:connections", {"limit": 0}, "bad_request", "limit"),
        ("request:connections", {"limit": "5"}, "bad_request", "limit"),
        ("request:connections", {"sort": "password"}, "bad_request", "sort"),
        ("request:connections", {"nonsense": 1}, "bad_request", "nonsense"),
        ("request:dashboard", {"x": 1}, "bad_request", "x"),
        ("request:geo", [1], "bad_request", "object"),
        ("request:geo", "1", "bad_request", "object"),
        ("request:geo", ({}, {}), "bad_request", "one object"),
        ("subscribe", {}, "bad_request", "events"),
        ("subscribe", {"events": ["no:such"]}, "bad_request", "events.0"),
        ("no:such", {}, "not_found", "no such request"),
    ],
)
async def test_a_bad_request_is_told_what_is_wrong(event: str, argument: object, code: str, named: str) -> None:
    async with staged() as stage:
        await stage.tick()
        async with stage.client() as client:
            answer = await client.ask(event, argument)
            assert answer["ok"] is False
            assert answer["code"] == code
            assert named in answer["message"]
            assert (await client.ask("request:dashboard"))["ok"] is True


async def test_a_role_that_is_too_low_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    geo = CLIENT_EVENTS["request:geo"]
    monkeypatch.setitem(CLIENT_EVENTS, "request:geo", Request(geo.query, geo.data, geo.answer, "admin"))
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        assert (await client.ask("request:geo"))["code"] == "forbidden"
        assert (await client.ask("request:dashboard"))["ok"] is True


async def test_a_view_lasts_until_the_next_one() -> None:
    async with staged() as stage:
        for name in ("bob", "eve", "sue"):
            stage.around.gateway.open(name)
        await stage.tick()
        async with stage.client() as client, stage.client("ptk_bob") as other:
            query = {"sort": "username", "order": "asc", "limit": 2}
            answer = await client.ask("subscribe:connections", query)
            assert [row["username"] for row in answer["data"]["rows"]] == ["bob", "eve"]
            await stage.tick()
            await client.next("geo:update")
            await stage.tick()
            rows, page = await client.next("connections:update")
            assert [row["username"] for row in rows] == ["bob", "eve"]
            assert (page["sort"], page["limit"], page["matched"]) == ("username", 2, 3)
            await other.next("geo:update")
            rows, page = await other.next("connections:update")
            assert (len(rows), page["sort"]) == (3, "connectedAt")


async def test_a_socket_may_want_less() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        await client.next("bandwidth:update")
        answer = await client.ask("unsubscribe", {"events": ["geo:update", "stream:health", "connections:update"]})
        kept = ["dashboard:update", "bandwidth:update", "stream:status", "presence:update", "activity:new"]
        assert answer["data"]["events"] == kept
        await stage.tick()
        await asyncio.sleep(0.05)
        assert client.waiting() == ["dashboard:update", "bandwidth:update"]
        answer = await client.ask("subscribe", {"events": ["geo:update"]})
        assert "geo:update" in answer["data"]["events"]
        await client.next_after_tick(stage, "geo:update")


async def test_a_change_of_status_is_sent_at_once() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        await client.next("bandwidth:update")
        stage.around.streams.change(1, "offline", "source refused")
        (change,) = await client.next("stream:status")
        assert (change["status"], change["previous"], change["reason"]) == ("offline", "online", "source refused")
        assert change["seq"] == 1


async def test_activity_reaches_everybody_who_wants_it() -> None:
    async with staged() as stage, stage.client() as client, stage.client("ptk_bob") as other:
        await other.ask("unsubscribe", {"events": ["activity:new"]})
        entry = ActivityEntry(
            id=7, timestamp=stage.clock.now(), kind="line.connected", actor=None, subject="bob", message="bob connected"
        )
        stage.manager.publish_activity(entry)
        assert (await client.next("activity:new"))[0]["id"] == 7
        await asyncio.sleep(0.05)
        assert other.waiting() == []


async def test_of_viewers_who_come_by_the_thousand_some_are_told_and_of_other_things_all() -> None:
    async with staged() as stage, stage.client() as client:
        now = stage.clock.now()
        kinds = ["line.connected"] * 300 + ["line.left"] * 300 + ["stream.changed", "kick.done"]
        entry = ActivityEntry(id=0, timestamp=now, kind="", actor=None, subject="bob", message="")
        for number, kind in enumerate(kinds):
            stage.manager.publish_activity(entry.model_copy(update={"id": number, "kind": kind}))
        told = [(await client.next("activity:new"))[0]["id"] for _ in range(402)]
        assert told == [*range(400), 600, 601]
        assert stage.manager.untold_activities() == 200
        await stage.clock.advance(1.0)
        stage.manager.publish_activity(entry.model_copy(update={"id": 700, "kind": "line.left"}))
        assert (await client.next("activity:new"))[0]["id"] == 700


async def test_everything_else_goes_to_the_other_application() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http, http.get(f"{stage.url}/hello") as response:
        assert await response.text() == "hello"
