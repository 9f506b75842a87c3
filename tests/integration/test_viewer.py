"""A real viewer's bytes on the operator's screen."""

import asyncio
import itertools
import json
from collections.abc import Callable

import pytest

from tests.fakes.player import play
from tests.fakes.publisher import Behaviour, Publisher
from tests.fixtures.server import PanelServer, StartServer
from tests.integration.operator import Operator, listening, operator_at

BITRATE_BPS = 3_200_000
FAST = {"PANEL_SAMPLE_INTERVAL_S": "1", "PANEL_ALLOW_PRIVATE_SOURCES": "true"}


@pytest.fixture
def server(start_panel: StartServer) -> PanelServer:
    return start_panel(env=FAST)


async def closed_session(operator: Operator, deadline_s: float = 5.0) -> dict[str, object]:
    async with asyncio.timeout(deadline_s):
        while True:
            items = (await operator.get("sessions"))["items"]
            if items and items[0]["endedAt"]:
                return dict(items[0])
            await asyncio.sleep(0.1)


async def test_a_viewer_is_seen_measured_and_accounted(server: PanelServer, publisher: Publisher) -> None:
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        stream, line = await operator.add_stream(publisher.url), await operator.add_line()
        received = await play(operator.play_url(stream, line), 8)
        rows = [rows[0] for rows, _ in listener.payloads("connections:update") if rows]
        session = await closed_session(operator)

    assert len(rows) >= 6
    assert {(row["username"], row["streamName"], row["protocol"], row["ip"]) for row in rows} == {
        ("bob", "News 24", "mpegts", "127.0.0.1")
    }
    assert {row["country"] for row in rows} == {None}
    volumes = [row["bytesTransferred"] for row in rows if not row["stale"]]
    assert all(earlier < later for earlier, later in itertools.pairwise(volumes))
    bitrates = [row["bitrateBps"] for row in rows if row["bitrateBps"] is not None][1:5]
    assert sum(bitrates) / len(bitrates) == pytest.approx(BITRATE_BPS, rel=0.1)
    assert abs(int(str(session["bytesTransferred"])) - received) <= max(received // 1000, 256 * 1024)
    assert session["endReason"] == "left"
    assert session["bytesExact"] is True


async def test_fifty_viewers_are_one_pull(server: PanelServer, publisher: Publisher) -> None:
    async with operator_at(server) as operator:
        stream = await operator.add_stream(publisher.url, onDemand=True)
        line = await operator.add_line(maxConnections=50)
        url = operator.play_url(stream, line)
        received = await asyncio.gather(*(play(url, 4) for _ in range(50)))
        assert min(received) > 0
        assert publisher.connections_ever == 1


async def test_a_refused_viewer_never_reaches_the_source(server: PanelServer, publisher: Publisher) -> None:
    async with operator_at(server) as operator:
        stream = await operator.add_stream(publisher.url, onDemand=True)
        await operator.add_line()
        expired = await operator.add_line("late", expiresAt="2020-01-01T00:00:00Z")
        disabled = await operator.add_line("off", enabled=False)
        wrong = {"username": "bob", "password": "guess"}
        strangers = (wrong, expired, disabled, {"username": "nobody", "password": "x"})
        answers = [await operator.ask("GET", operator.play_url(stream, line)) for line in strangers]
        missing, _ = await operator.ask("GET", f"{server.url}/live/bob/secret-of-bob/999999.ts")
        assert {status for status, _ in answers} == {403}
        assert len({body for _, body in answers}) == 1
        assert missing == 404
        assert publisher.connections_ever == 0


@pytest.mark.parametrize("behaviour", ["html", "missing", "drop"])
async def test_a_bad_source_is_503_and_offline_with_a_reason(
    server: PanelServer, make_publisher: Callable[[int], Publisher], behaviour: Behaviour
) -> None:
    bad = make_publisher(BITRATE_BPS)
    bad.behaviour = behaviour
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        stream, line = await operator.add_stream(bad.url, onDemand=True), await operator.add_line()
        assert (await operator.ask("GET", operator.play_url(stream, line)))[0] == 503
        await asyncio.sleep(0.3)
        changes = [change for (change,) in listener.payloads("stream:status")]
        assert changes[-1]["streamId"] == stream["id"]
        assert changes[-1]["status"] == "offline"
        assert changes[-1]["reason"]
        assert "127.0.0.1" not in changes[-1]["reason"]


async def test_a_kicked_viewer_gets_no_further_byte(server: PanelServer, publisher: Publisher) -> None:
    async with operator_at(server) as operator:
        stream, line = await operator.add_stream(publisher.url), await operator.add_line()
        playing = asyncio.create_task(play(operator.play_url(stream, line), 30))
        async with asyncio.timeout(5):
            while not (rows := (await operator.get("connections"))["rows"]):
                await asyncio.sleep(0.1)
        status, answer = await operator.ask("DELETE", f"{server.url}/api/v1/connections/{rows[0]['id']}")
        assert status == 200
        assert json.loads(answer)["kicked"] is True
        async with asyncio.timeout(3):
            await playing
        assert (await closed_session(operator))["endReason"] == "kicked"
        again = await operator.ask("DELETE", f"{server.url}/api/v1/connections/{rows[0]['id']}")
        assert again == (200, answer)
        assert (await operator.get(f"kicks/{json.loads(answer)['id']}"))["state"] == "verified"
