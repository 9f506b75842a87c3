"""What operators are told of sources that misbehave, and what of it outlives the service."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack

from tests.fakes.publisher import Publisher
from tests.fakes.web import Answer, answering, whole_answer
from tests.fixtures.server import StartServer
from tests.integration.operator import Json, Listener, Operator, listening, operator_at
from tests.integration.test_viewer import FAST

MakePublisher = Callable[[int], Publisher]
DEADLINE_S = 20.0


def changes(listener: Listener, stream: Json) -> list[tuple[str, str | None]]:
    told = [payload for (payload,) in listener.payloads("stream:status") if payload["streamId"] == stream["id"]]
    return [(each["status"], each["reason"]) for each in told]


async def until_told(listener: Listener, stream: Json, status: str) -> float:
    """Return after how many seconds a status was told."""
    begun_s = time.monotonic()
    async with asyncio.timeout(DEADLINE_S):
        while status not in [told for told, _ in changes(listener, stream)]:
            await asyncio.sleep(0.02)
    return time.monotonic() - begun_s


async def row(operator: Operator, stream: Json) -> Json:
    found = (await operator.get(f"streams/{stream['id']}/health"))["stream"]
    assert isinstance(found, dict)
    return found


async def test_a_source_that_freezes_is_degraded_then_offline_and_no_other_is(
    start_panel: StartServer, make_publisher: MakePublisher
) -> None:
    server = start_panel(env=FAST)
    freezing, steady = make_publisher(1_600_000), make_publisher(1_600_000)
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        stream = await operator.add_stream(freezing.url)
        other = await operator.add_stream(steady.url, "Other")
        await until_told(listener, stream, "online")
        await until_told(listener, other, "online")
        await asyncio.sleep(2)
        freezing.behaviour = "stall"
        degraded_after_s = await until_told(listener, stream, "degraded")
        offline_after_s = degraded_after_s + await until_told(listener, stream, "offline")
        detail = await operator.get(f"streams/{stream['id']}/health")
        assert 3.5 < degraded_after_s < 7
        assert 9.5 < offline_after_s < 12
        assert changes(listener, stream)[-2:] in [
            [("degraded", f"no data for {silent_s} s"), ("offline", "the source sent nothing for 10 s")]
            for silent_s in (4, 5)
        ]
        assert [change["status"] for change in detail["changes"][:2]] == ["offline", "degraded"]
        assert [status for status, _ in changes(listener, other)] == ["starting", "online"]
        freezing.behaviour = "stream"
        async with asyncio.timeout(DEADLINE_S):
            while changes(listener, stream)[-1] != ("online", None):
                await asyncio.sleep(0.1)
            while (await row(operator, stream))["restarts"] != 1:
                await asyncio.sleep(0.1)


async def redirects(_path: str, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def hangs(_path: str, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


def giving(answer: bytes) -> Answer:
    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return give


BAD: dict[str, Answer] = {
    "the source answers 404": giving(whole_answer(b"", status="404 Not Found")),
    "the source sends a web page, not MPEG-TS": giving(whole_answer(b"<html></html>", "text/html")),
    "the source sends nothing": giving(whole_answer(b"")),
    "the source redirects too often": redirects,
    "the source did not answer within 5 s": hangs,
}


async def test_the_list_is_true_before_a_viewer_finds_out(start_panel: StartServer, publisher: Publisher) -> None:
    server = start_panel(env={**FAST, "PANEL_CHECK_INTERVAL_S": "5", "PANEL_CHECKS_AT_ONCE": "3"})
    async with AsyncExitStack() as stack:
        operator = await stack.enter_async_context(operator_at(server))
        listener = await stack.enter_async_context(listening(server.url, operator.token))
        bad: dict[str, Json] = {}
        for reason, answer in BAD.items():
            web = await stack.enter_async_context(answering(answer))
            bad[reason] = await operator.add_stream(web.url(), reason, onDemand=True)
        good = await operator.add_stream(publisher.url, "Good", onDemand=True)
        for stream in bad.values():
            assert await until_told(listener, stream, "offline") < 15
        await until_told(listener, good, "online")
        for reason, stream in bad.items():
            assert changes(listener, stream) == [("offline", reason)]
        await asyncio.sleep(2.2)
        told = await row(operator, good)
        assert (told["status"], told["running"], told["viewers"], told["restarts"]) == ("online", False, 0, 0)
        assert told["checkedAt"] is not None
        assert told["uptimePercent"] == 100.0
        worst = await row(operator, bad["the source answers 404"])
        assert (worst["uptimePercent"], worst["errorRate"]) == (0.0, 1.0)
        assert (worst["healthScore"], worst["healthClass"]) == (0.0, "poor")
        assert publisher.connections_now == 0


async def test_shares_outlive_a_restart_and_time_off_is_no_downtime(
    start_panel: StartServer, make_publisher: MakePublisher, database_url: str
) -> None:
    env = {**FAST, "PANEL_DATABASE_URL": database_url}
    server = start_panel(env=env)
    steady, broken = make_publisher(800_000), make_publisher(800_000)
    broken.behaviour = "missing"
    async with operator_at(server) as operator:
        good, bad = await operator.add_stream(steady.url), await operator.add_stream(broken.url, "Bad")
        await asyncio.sleep(4)
        before = [await row(operator, stream) for stream in (good, bad)]
    assert [each["uptimePercent"] for each in before] == [100.0, 0.0]
    server.stop()
    await asyncio.sleep(3)
    broken.behaviour = "stream"
    server = start_panel(env={**env, "PANEL_ADMIN_PASSWORD": server.admin_password})
    async with operator_at(server) as operator:
        await asyncio.sleep(6)
        after = [await row(operator, stream) for stream in (good, bad)]
        recorded = (await operator.get(f"streams/{bad['id']}/health"))["changes"]
    assert after[0]["uptimePercent"] == 100.0
    assert 30 < after[1]["uptimePercent"] < 85
    assert after[1]["errorRate"] == 0.0
    assert [change["status"] for change in recorded] == ["online", "offline"]
    assert server.stop() == 0
    assert "Traceback" not in server.output
